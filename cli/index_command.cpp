#include <fmt/format.h>

#include "commands.hpp"
#include "ledger.hpp"
#include "output.hpp"

namespace bq::cli {
namespace {

Exit run(const Context& context) {
  const Options& options = context.options;
  Ledger ledger(context);
  ledger.index().ask(question_on(options.as_of.value_or(context.today)));
  const index::Refreshed& done = ledger.index().refreshed();
  if (!options.output.empty()) ledger.index().copy_to(options.output);
  note(options, {fmt::format("{}：{} 个文件，读了 {} 个，移除 {} 个", done.rebuilt ? "索引已重建" : "索引已更新", done.files, done.read, done.removed),
                 fmt::format("{}: {} files, {} read, {} removed", done.rebuilt ? "index rebuilt" : "index refreshed", done.files, done.read, done.removed)});
  return Exit::clean;
}

Run set_up(CLI::App& /*app*/, Language /*language*/) { return run; }

}  // namespace

Command index_command() {
  return {.name = "index",
          .about = {.zh = "建立或更新索引；用 -o 给别的工具留一份 SQLite 文件", .en = "build or refresh the index; -o writes an SQLite file for other tools"},
          .examples = {{"bqtool index", {.zh = "更新索引（其他命令也会自动更新）", .en = "refresh the index (other commands do it by themselves)"}},
                       {"bqtool index -o ledger.db && sqlite3 ledger.db", {.zh = "用别的工具查询", .en = "ask with another tool"}}},
          .formats = {},
          .set_up = set_up,
          .takes_at = true};
}

}  // namespace bq::cli
