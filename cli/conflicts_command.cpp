#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <set>

#include <fmt/format.h>

#include "base/file.hpp"
#include "change/conflict_place.hpp"
#include "commands.hpp"
#include "ledger.hpp"
#include "ledger_file.hpp"
#include "output.hpp"
#include "store/git_process.hpp"
#include "store/work_tree.hpp"

namespace bq::cli {
namespace {

namespace fs = std::filesystem;

/// The paths of the ledger that git has not merged, relative to it; none outside git.
std::set<std::string> unmerged(const fs::path& root) {
  std::set<std::string> paths;
  const std::string printed = store::run_git(root, {"diff", "--name-only", "--diff-filter=U", "--relative", "-z"}).value_or("");
  for (std::string& path : store::pieces(printed, '\0')) paths.insert(std::move(path));
  return paths;
}

/// The files of a ledger that may hold conflicts.
std::set<std::string> candidates(const fs::path& root, const pack::Pack& pack, const std::set<std::string>& unsettled) {
  std::set<std::string> paths = unsettled;
  for (const store::FileEntry& entry : pack::record_files(pack, store::WorkTree(root))) paths.insert(entry.path);
  return paths;
}

/// What the two sides of a conflict are called, equally wide.
struct Sides {
  Text ours, theirs;
};

/// In a rebase git takes the other branch for ours, and the commits that are laid on it for theirs.
Sides sides_of(const fs::path& root) {
  for (const char* name : {"rebase-merge", "rebase-apply"}) {
    const auto path = store::pieces(store::run_git(root, {"rev-parse", "--git-path", name}).value_or(""), '\n');
    std::error_code none;
    if (!path.empty() && fs::exists(root / path.front(), none)) return {{"上游", "upstream"}, {"你的", "yours   "}};
  }
  return {{"我方", "ours  "}, {"对方", "theirs"}};
}

/// The texts of all files of a kind.
std::vector<std::string> texts_of(const fs::path& root, const schema::Kind& kind) {
  const store::WorkTree tree(root);
  std::vector<std::string> texts;
  for (const store::FileEntry& entry : tree.list({kind.folder}, {})) texts.push_back(tree.read(entry.path));
  return texts;
}

/// One side's lines, each below the other; `nothing` where it has none.
std::string side_of(std::string_view name, const std::string& lines, std::string_view nothing) {
  if (lines.empty()) return fmt::format("  {} {}\n", name, nothing);
  std::string result;
  for (std::size_t at = 0; at < lines.size();) {
    const std::size_t end = std::min(lines.find('\n', at), lines.size());
    std::string line = lines.substr(at, end - at);
    if (line.ends_with('\r')) line.pop_back();
    result += fmt::format("  {} {}\n", name, line);
    at = end + 1;
  }
  return result;
}

/// `free` is an id that nothing has, for one of two records that got the same; empty when there is none to offer.
std::string describe(const std::string& path, const change::PlacedConflict& placed, const schema::Kind* kind, const std::string& free, const Sides& sides,
                     Language language) {
  const bool zh = language == Language::zh;
  std::string what = placed.conflict.words;
  if (what.empty()) {
    const std::string kind_name = kind == nullptr ? "" : (zh ? kind->root.title : kind->name);
    what = fmt::format("{}{}{}", kind_name, placed.id.empty() ? "" : " " + placed.id, placed.field.empty() ? "" : (zh ? "，" : ", ") + placed.field);
    if (what.empty()) what = zh ? "双方改得不一样" : "changed by both, differently";
  }
  const std::string title = placed.title.empty() ? "" : zh ? fmt::format("（{}）", placed.title) : fmt::format(" ({})", placed.title);
  const std::string_view nothing = zh ? "（没有）" : "(nothing)";
  std::string text = fmt::format("{}:{}: {}{}\n", path, placed.line, what, title) + side_of(sides.ours.in(language), placed.conflict.ours, nothing) +
                     side_of(sides.theirs.in(language), placed.conflict.theirs, nothing);
  if (!free.empty()) {
    text += fmt::format(fmt::runtime(zh ? "  = 若是两件事用了同一个编号：两条都留下，其中一条改用 {}，提到它的地方一并改\n"
                                        : "  = two records that got the same number? keep both, give one of them {}, and change what names it\n"),
                        free);
  }
  return text;
}

std::string what_to_do(bool zh) {
  return zh ? "每处留下对的那几行（或两边合成一处），删去 <<<<<<<、=======、>>>>>>> 三行；然后 bqtool validate，再 git add 这些文件并提交。\n"
            : "In each place keep the lines that are right, or make one of both, and delete the three lines <<<<<<<, =======, >>>>>>>.\n"
              "Then bqtool validate, git add the files, and commit.\n";
}

Exit explain(const Context& context, const std::vector<std::string>& files) {
  const bool zh = context.options.language == Language::zh;
  const fs::path root = ledger_root(context.options);
  const std::set<std::string> unsettled = unmerged(root);
  const Sides sides = sides_of(root);
  std::string text;
  std::size_t count = 0;
  std::map<std::string, std::vector<std::string>> texts_by_kind;  // with the ids that were offered
  const auto free_id_for = [&](const change::PlacedConflict& placed, const schema::Kind* kind) -> std::string {
    if (!placed.is_of_two) return {};
    std::vector<std::string>& texts = texts_by_kind[kind->name];
    if (texts.empty()) texts = texts_of(root, *kind);
    return texts.emplace_back(change::id_after(placed.id, texts));
  };
  const auto tell = [&](const fs::path& file, const std::string& shown, const schema::Kind* kind, bool is_unmerged) {
    std::error_code none;
    const auto conflicts = fs::exists(file, none) ? change::place_conflicts(read_file(file), kind) : std::vector<change::PlacedConflict>();
    for (const change::PlacedConflict& placed : conflicts) text += describe(shown, placed, kind, free_id_for(placed, kind), sides, context.options.language);
    if (conflicts.empty() && is_unmerged) {
      text += fmt::format("{}: {}\n", shown,
                          zh ? "git 还没有合并完它，里面没有标记：看过内容后 git add，不要它就 git rm"
                             : "git has not merged it and there are no markers in it: look at it, then git add it, or git rm what is not wanted");
    }
    count += conflicts.empty() && is_unmerged ? 1 : conflicts.size();
  };
  if (files.empty()) {
    LedgerFile ledger = find_ledger_file({.directory = root}, "bqtool.yaml");
    for (const std::string& path : candidates(root, *ledger.pack, unsettled))
      tell(root / path, path, pack::kind_of_path(*ledger.pack, path), unsettled.contains(path));
  }
  for (const std::string& path : files) {
    const fs::path file = context.options.directory / path;
    (void)read_file(file);  // throws where there is none
    const LedgerFile known = find_ledger_file(context.options, path);
    std::error_code none;
    tell(file, path, known.kind, unsettled.contains(fs::relative(file, root, none).generic_string()));
  }
  if (count == 0) {
    note(context.options, {"没有未解决的合并冲突", "no conflict is left"});
    return Exit::clean;
  }
  print(context.options, text + '\n' + what_to_do(zh));
  return Exit::findings;
}

Run set_up(CLI::App& app, Language language) {
  const auto files = std::make_shared<std::vector<std::string>>();
  app.add_option("file", *files, language == Language::zh ? "只看这些文件；不写就是整个台账" : "only these files; without one the whole ledger")
      ->type_name("FILE");
  return [files](const Context& context) { return explain(context, *files); };
}

}  // namespace

Command conflicts_command() {
  return {.name = "conflicts",
          .about = {.zh = "说明合并后还剩哪些冲突：哪条记录、哪个字段、双方各写了什么",
                    .en = "explain what a merge left: which record and field, and what each side says"},
          .examples = {{"bqtool conflicts", {.zh = "整个台账里还没解决的冲突", .en = "every conflict left in the ledger"}},
                       {"bqtool conflicts appeals/2024.yaml", {.zh = "只看一个文件", .en = "only one file"}}},
          .formats = {},
          .set_up = set_up};
}

}  // namespace bq::cli
