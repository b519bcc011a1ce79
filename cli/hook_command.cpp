#include <algorithm>
#include <filesystem>
#include <memory>

#include <fmt/format.h>

#include "base/file.hpp"
#include "commands.hpp"
#include "ledger.hpp"
#include "merge_setup.hpp"
#include "output.hpp"
#include "pre_commit.hpp"
#include "store/git.hpp"
#include "suggest.hpp"

namespace bq::cli {
namespace {

namespace fs = std::filesystem;

/// The hook of the repository around a ledger, the line that checks that ledger, and how its files are merged.
struct Hook {
  fs::path root;                     ///< Of the ledger.
  std::string folder;                ///< The same from the top of the work tree.
  std::vector<std::string> folders;  ///< Of its records.
  fs::path file;
  std::string line;
  std::string text;  ///< As it stands; empty when there is none.

  [[nodiscard]] bool is_foreign() const { return !text.empty() && !is_own_hook(text); }
  [[nodiscard]] bool has_line() const { return text.find('\n' + line + '\n') != std::string::npos; }
};

/// What git printed, without the one line end.
std::string printed(const fs::path& directory, const std::vector<std::string>& arguments) {
  auto text = store::run_git(directory, arguments);
  if (!text) {
    throw UserError(Exit::environment, {"这里不是 git 仓库的工作区，没有钩子可装", "this is no work tree of git, so there is no hook to install"},
                    {"先把台账放进 git：git init && git add . && git commit", "keep the ledger in git first: git init && git add . && git commit"});
  }
  if (text->ends_with('\n')) text->pop_back();
  return std::move(*text);
}

Hook find_hook(const Context& context) {
  const fs::path root = ledger_root(context.options);
  std::string folder = printed(root, {"rev-parse", "--show-prefix"});
  if (folder.ends_with('/')) folder.pop_back();
  (void)printed(root, {"rev-parse", "--show-toplevel"});
  Hook hook{.root = root,
            .folder = folder,
            .folders = {},
            .file = fs::path(printed(root, {"rev-parse", "--path-format=absolute", "--git-path", "hooks"})) / "pre-commit",
            .line = hook_line(folder),
            .text = {}};
  const auto pack = load_pack(context.options);
  for (const auto& [name, kind] : pack->kinds)
    if (!kind->folder.empty()) hook.folders.push_back(kind->folder);
  std::error_code none;
  if (fs::exists(fs::symlink_status(hook.file, none))) hook.text = read_file(hook.file) + (fs::file_size(hook.file, none) == 0 ? "\n" : "");
  return hook;
}

/// Another's hook is never touched.
void refuse_foreign(const Hook& hook) {
  if (!hook.is_foreign()) return;
  throw UserError(
      Exit::refused,
      {fmt::format("{} 是别人的钩子，不改动", hook.file.string()), fmt::format("{} is somebody else's hook and stays as it is", hook.file.string())},
      {fmt::format("自己加上这一行：\n    {}", hook.line), fmt::format("add this line to it yourself:\n    {}", hook.line)});
}

MergeState merge_of(const Hook& hook) { return merge_state(hook.root, hook.folder, hook.folders); }

void install_driver(const Hook& hook, const Options& options) {
  if (merge_of(hook) == MergeState::foreign) {
    return note(options, {"已有别的合并方式，不改动；git check-attr merge 和 git config merge.bqtool.driver 可查",
                          "another way of merging is set and stays as it is; see git check-attr merge and git config merge.bqtool.driver"});
  }
  install_merge(hook.root, hook.folder);
  note(options, {"git 合并台账文件时会逐条记录、逐个字段地合并", "git merges ledger files record by record and field by field"});
}

Exit install(const Hook& hook, const Options& options) {
  install_driver(hook, options);
  refuse_foreign(hook);
  std::error_code error;
  fs::create_directories(hook.file.parent_path(), error);
  if (!hook.has_line()) write_file(hook.file, hook_with(hook.text, hook.line));
  using fs::perms;
  fs::permissions(hook.file, perms::owner_exec | perms::group_exec | perms::others_exec, fs::perm_options::add, error);
  note(options, {fmt::format("提交前会检查这次带来的问题：{}", hook.file.string()),
                 fmt::format("each commit is checked first for what it brings: {}", hook.file.string())});
  return Exit::clean;
}

Exit remove(const Hook& hook, const Options& options) {
  remove_merge(hook.root, hook.folder);
  if (!hook.has_line() || hook.is_foreign()) {
    note(options, {"这个台账没有装钩子", "this ledger has no hook"});
    return Exit::clean;
  }
  if (const auto left = hook_without(hook.text, hook.line)) {
    write_file(hook.file, *left);
  } else {
    std::error_code error;
    if (!fs::remove(hook.file, error) || error) {
      throw UserError(Exit::environment, {fmt::format("删不掉 {}：{}", hook.file.string(), error.message()),
                                          fmt::format("cannot remove {}: {}", hook.file.string(), error.message())});
    }
  }
  note(options, {"钩子已取下", "the hook is removed"});
  return Exit::clean;
}

Exit status(const Hook& hook, const Options& options) {
  const Text state = hook.has_line()     ? Text{"已装：提交前检查", "installed: commits are checked first"}
                     : hook.is_foreign() ? Text{"没有装：那里有别人的钩子", "not installed: somebody else's hook is there"}
                                         : Text{"没有装：bqtool hook install", "not installed: bqtool hook install"};
  const MergeState merge = merge_of(hook);
  const Text merging = merge == MergeState::installed ? Text{"已装：按记录和字段合并", "installed: records and fields are merged"}
                       : merge == MergeState::foreign ? Text{"没有装：已有别的合并方式", "not installed: another way of merging is set"}
                                                      : Text{"没有装：bqtool hook install", "not installed: bqtool hook install"};
  const bool zh = options.language == Language::zh;
  print(options, fmt::format("{}{}\n{}{}\n", zh ? "提交：" : "commit: ", state.in(options.language), zh ? "合并：" : "merge:  ", merging.in(options.language)));
  return hook.has_line() && merge == MergeState::installed ? Exit::clean : Exit::findings;
}

/// What can be done with the hook.
struct Action {
  std::string name;
  Exit (*run)(const Hook& hook, const Options& options);
};

const std::vector<Action>& actions() {
  static const std::vector<Action> all{{"install", install}, {"remove", remove}, {"status", status}};
  return all;
}

Run set_up(CLI::App& app, Language language) {
  const auto name = std::make_shared<std::string>();
  app.add_option("action", *name, language == Language::zh ? "install 装上，remove 取下，status 看看" : "what to do with it")
      ->type_name("install|remove|status")
      ->required();
  return [name](const Context& context) {
    const auto action = std::ranges::find(actions(), *name, &Action::name);
    if (action == actions().end()) throw unknown_value("hook", *name, names_of(actions()));
    return action->run(find_hook(context), context.options);
  };
}

}  // namespace

Command hook_command() {
  return {
      .name = "hook",
      .about = {.zh = "提交前自动检查，合并时按记录合并：装上或取下", .en = "check each commit before it is made and merge by records: install or remove both"},
      .examples = {{"bqtool hook install",
                    {.zh = "以后每次提交前先查这次带来的问题，合并时按记录合并",
                     .en = "from now on what a commit brings is checked first, and merges go by records"}},
                   {"bqtool hook status", {.zh = "装了没有", .en = "whether it is installed"}}},
      .formats = {},
      .set_up = set_up};
}

}  // namespace bq::cli
