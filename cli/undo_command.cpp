#include <memory>

#include "change_session.hpp"
#include "commands.hpp"

namespace bq::cli {
namespace {

Run set_up(CLI::App& app, Language language) {
  const auto dry_run = std::make_shared<bool>(false);
  app.add_flag("--dry-run", *dry_run, language == Language::zh ? "只打印差异，不写入" : "print the diff and write nothing");
  return [dry_run](const Context& context) { return ChangeSession(context, *dry_run ? Intent::show : Intent::write).take_back(); };
}

}  // namespace

Command undo_command() {
  return {.name = "undo",
          .about = {.zh = "撤回上一次写入台账的改动", .en = "take back the last change that was written to the ledger"},
          .examples = {{"bqtool undo --dry-run", {.zh = "看看会撤回什么", .en = "see what would be taken back"}},
                       {"bqtool undo", {.zh = "撤回；那些文件此后又有改动就拒绝", .en = "take it back, unless its files have changed since"}}},
          .formats = {},
          .set_up = set_up};
}

}  // namespace bq::cli
