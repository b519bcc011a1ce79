#include <filesystem>
#include <memory>

#include "base/file.hpp"
#include "change/merge.hpp"
#include "commands.hpp"
#include "ledger_file.hpp"
#include "output.hpp"
#include "store/git_process.hpp"

namespace bq::cli {
namespace {

namespace fs = std::filesystem;

/// The files that git hands to a merge driver.
struct Files {
  std::string base, ours, theirs;
  std::string path;  ///< Of the merged file, from the top of the work tree.
};

/// Merges as git does where nothing is known of the file.
Exit merge_lines(const Options& options, const Files& files) {
  const auto done = store::run_git(options.directory, {"merge-file", "-L", "ours", "-L", "base", "-L", "theirs", "--", files.ours, files.base, files.theirs});
  return done ? Exit::clean : Exit::findings;
}

Exit merge_files(const Context& context, const Files& files) {
  const fs::path& directory = context.options.directory;
  const change::ThreeTexts texts{
      .base = read_file(directory / files.base), .ours = read_file(directory / files.ours), .theirs = read_file(directory / files.theirs)};
  const LedgerFile file = find_ledger_file(context.options, files.path);
  const auto merged = file.kind == nullptr ? std::nullopt : change::merge(texts, *file.kind, context.options.language);
  if (!merged) return merge_lines(context.options, files);
  write_file(directory / files.ours, merged->text);
  return merged->conflicts == 0 ? Exit::clean : Exit::findings;
}

Run set_up(CLI::App& app, Language language) {
  const auto files = std::make_shared<Files>();
  const bool zh = language == Language::zh;
  app.add_option("base", files->base, zh ? "双方的共同起点（%O）" : "what both sides began with (%O)")->type_name("BASE")->required();
  app.add_option("ours", files->ours, zh ? "我方的文件，结果写回这里（%A）" : "our file; the result goes there (%A)")->type_name("OURS")->required();
  app.add_option("theirs", files->theirs, zh ? "对方的文件（%B）" : "their file (%B)")->type_name("THEIRS")->required();
  app.add_option("path", files->path, zh ? "文件在仓库里的路径（%P）" : "the path in the repository (%P)")->type_name("PATH")->required();
  return [files](const Context& context) { return merge_files(context, *files); };
}

}  // namespace

Command merge_driver_command() {
  return {.name = "merge-driver",
          .about = {.zh = "由 git 调用：按记录和字段合并台账文件", .en = "called by git: merge a ledger file record by record and field by field"},
          .examples = {{"bqtool hook install", {.zh = "让 git 在本仓库用它", .en = "have git use it in this clone"}},
                       {"bqtool merge-driver %O %A %B -- %P",
                        {.zh = "git 设置 merge.bqtool.driver 里的一行", .en = "as git's setting merge.bqtool.driver has it"}}},
          .formats = {},
          .set_up = set_up};
}

}  // namespace bq::cli
