#include "store/revision.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/error.hpp"
#include "base/nearest.hpp"
#include "store/git.hpp"

namespace bq::store {
namespace {

namespace fs = std::filesystem;

std::optional<std::string> first_line(const fs::path& directory, const std::vector<std::string>& arguments) {
  const auto printed = run_git(directory, arguments);
  if (!printed) return std::nullopt;
  return printed->substr(0, printed->find('\n'));
}

[[noreturn]] void fail_outside_git() {
  throw UserError(Exit::environment,
                  {.zh = "台账不在 git 仓库里，没有历史版本和暂存区", .en = "the ledger is in no git repository, so there is no revision and nothing staged"},
                  {.zh = "把台账放进 git：git init && git add . && git commit；装了 git 吗？",
                   .en = "keep the ledger in git: git init && git add . && git commit; is git installed?"});
}

/// The names a clerk may have meant: branches, tags and branches of remotes.
std::vector<std::string> ref_names(const fs::path& directory) {
  auto names = pieces(run_git(directory, {"for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/tags", "refs/remotes"}).value_or(""), '\n');
  names.emplace_back("HEAD");
  return names;
}

/// Throws when both a branch and a tag have the name and are different commits, or several commits begin with these digits.
void refuse_ambiguous(const fs::path& directory, const std::string& name) {
  std::set<std::string> commits;
  for (const char* space : {"refs/heads/", "refs/tags/"}) {
    if (const auto id = first_line(directory, {"rev-parse", "--verify", "--quiet", space + name + "^{commit}"})) commits.insert(*id);
  }
  if (commits.size() > 1) {
    throw UserError(Exit::usage, {.zh = fmt::format("“{}”既是分支又是标签，不知道是哪一个", name), .en = fmt::format("'{}' is both a branch and a tag", name)},
                    {.zh = fmt::format("写作 heads/{0} 或 tags/{0}", name), .en = fmt::format("write heads/{0} or tags/{0}", name)});
  }
  if (!commits.empty() || name.size() < 4 || name.find_first_not_of("0123456789abcdef") != std::string::npos) return;
  std::vector<std::string> found;
  for (const std::string& id : pieces(run_git(directory, {"rev-parse", "--disambiguate=" + name}).value_or(""), '\n')) {
    if (first_line(directory, {"cat-file", "-t", id}) == "commit") found.push_back(id.substr(0, 12));
  }
  if (found.size() < 2) return;
  throw UserError(Exit::usage, {.zh = fmt::format("以“{}”开头的版本不止一个", name), .en = fmt::format("more than one commit begins with '{}'", name)},
                  {.zh = fmt::format("写长一些：{}", fmt::join(found, "、")), .en = fmt::format("write more of it: {}", fmt::join(found, ", "))});
}

std::optional<std::string> commit_named(const fs::path& directory, const std::string& name) {
  if (name.empty() || name.starts_with('-')) return std::nullopt;
  return first_line(directory, {"rev-parse", "--verify", "--quiet", name + "^{commit}"});
}

[[noreturn]] void fail_unknown(const fs::path& directory, const std::string& name) {
  const Text what{.zh = fmt::format("没有版本“{}”", name), .en = fmt::format("there is no revision '{}'", name)};
  if (first_line(directory, {"rev-parse", "--is-shallow-repository"}) == "true") {
    throw UserError(Exit::environment, {.zh = what.zh + "：这个克隆只有最近的历史", .en = what.en + ": this clone has only the latest history"},
                    {.zh = "取回全部历史：git fetch --unshallow；持续集成里把检出的 fetch-depth 设为 0",
                     .en = "fetch the rest: git fetch --unshallow; in CI check out with fetch-depth: 0"});
  }
  throw UserError(Exit::usage, what, did_you_mean(name, ref_names(directory), {.zh = "git log 列出各个版本", .en = "git log lists the revisions"}));
}

/// `100644 blob ID\tPATH` of ls-tree, `100644 ID 0\tPATH` of ls-files.
GitEntry parse_entry(const std::string& line, std::size_t id_word) {
  const std::size_t tab = line.find('\t');
  const auto words = pieces(line.substr(0, tab), ' ');
  return {.path = line.substr(tab + 1), .mode = words.at(0), .id = words.at(id_word)};
}

std::vector<GitEntry> entries_of(const fs::path& directory, const std::string& commit, const std::string& folder) {
  const auto printed = run_git(directory, {"ls-tree", "-r", "-z", "--full-tree", commit + ":" + folder});
  if (!printed) {
    throw UserError(Exit::environment, {.zh = fmt::format("git 列不出版本 {} 的文件", commit), .en = fmt::format("git cannot list the files of {}", commit)},
                    {.zh = "用 git fsck 检查仓库", .en = "look at the repository with git fsck"});
  }
  std::vector<GitEntry> entries;
  for (const std::string& line : pieces(*printed, '\0')) entries.push_back(parse_entry(line, 2));
  return entries;
}

bool is_ledger(const fs::path& directory, const std::string& commit, const std::string& folder) {
  return first_line(directory, {"cat-file", "-t", fmt::format("{}:{}{}bqtool.yaml", commit, folder, folder.empty() ? "" : "/")}) == "blob";
}

/// `a/b` of `a/b/`, as git prints the place of a directory in its work tree; empty at the top and in a bare repository.
std::string prefix_of(const fs::path& directory) {
  std::string prefix = run_git(directory, {"rev-parse", "--show-prefix"}).value_or("");
  while (prefix.ends_with('\n') || prefix.ends_with('/')) prefix.pop_back();
  return prefix;
}

std::string parent_of(const std::string& folder) {
  const std::size_t slash = folder.rfind('/');
  return slash == std::string::npos ? std::string() : folder.substr(0, slash);
}

/// What a clerk named: a commit, and perhaps the ledger's folder in it.
struct Named {
  std::string revision;
  std::optional<std::string> commit;
  std::optional<std::string> folder;  ///< From the top of the repository.
};

Named resolve(const fs::path& directory, const std::string& name) {
  if (!git_directory(directory)) fail_outside_git();
  Named named{.revision = name, .commit = commit_named(directory, name), .folder = {}};
  const std::size_t colon = name.find(':');
  if (!named.commit && colon != std::string::npos) {
    std::string folder = name.substr(colon + 1);
    while (folder.ends_with('/')) folder.pop_back();
    named = {.revision = name.substr(0, colon), .commit = commit_named(directory, name.substr(0, colon)), .folder = std::move(folder)};
  }
  refuse_ambiguous(directory, named.revision);
  return named;
}

/// The named folder, or the nearest from `directory` upwards that was a ledger then; the top when none was.
std::string ledger_folder(const fs::path& directory, const Named& named) {
  if (named.folder) return *named.folder;
  std::string folder = prefix_of(directory);
  while (!folder.empty() && !is_ledger(directory, *named.commit, folder)) folder = parent_of(folder);
  return folder;
}

[[noreturn]] void fail_no_ledger(const std::string& revision, const std::string& folder) {
  const std::string file = folder.empty() ? "bqtool.yaml" : folder + "/bqtool.yaml";
  throw UserError(
      Exit::usage,
      {.zh = fmt::format("版本 {} 里没有这个台账：没有 {}", revision, file),
       .en = fmt::format("the revision {} has no ledger here: there is no {}", revision, file)},
      {.zh = fmt::format("台账在别的文件夹时写作 {}:文件夹", revision), .en = fmt::format("for a ledger in another folder write {}:FOLDER", revision)});
}

/// The top of the work tree as `directory` names it; `directory` itself in a bare repository.
fs::path top_of(const fs::path& directory) {
  std::error_code none;
  fs::path top = fs::absolute(directory, none).lexically_normal();
  if (!top.has_filename()) top = top.parent_path();
  for (std::string left = prefix_of(directory); !left.empty(); left = parent_of(left)) top = top.parent_path();
  return top;
}

RevisionTree read_revision(const fs::path& directory, const std::string& commit, const std::string& folder) {
  const fs::path top = top_of(directory);
  const auto shown = run_git(directory, {"show", "-s", "--no-show-signature", "--format=%cs", commit});
  return {.tree = std::make_unique<GitTree>(directory, folder.empty() ? top : top / folder, entries_of(directory, commit, folder)),
          .commit = first_line(directory, {"rev-parse", "--short=7", commit}).value_or(commit.substr(0, 7)),
          .day = parse_date(shown.value_or("").substr(0, 10)).value_or(Date{}),
          .id = commit,
          .folder = folder};
}

/// The id of a text without a byte, in either kind of repository.
bool is_empty_blob(std::string_view id) {
  return id == "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391" || id == "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813";
}

/// Takes out what `git add -N` only announced: git lists it as empty, and a commit leaves it out.
void drop_intended(const fs::path& root, std::vector<GitEntry>& entries) {
  const auto intended = pieces(run_git(root, {"diff-files", "--relative", "--diff-filter=A", "--name-only", "-z"}).value_or(""), '\0');
  std::erase_if(entries, [&](const GitEntry& entry) { return std::ranges::find(intended, entry.path) != intended.end(); });
}

}  // namespace

std::string named_commit(const fs::path& directory, const std::string& name) {
  const Named named = resolve(directory, name);
  if (!named.commit || named.folder) fail_unknown(directory, name);
  return *named.commit;
}

RevisionTree open_revision(const fs::path& directory, const std::string& name) {
  const Named named = resolve(directory, name);
  if (!named.commit) fail_unknown(directory, named.revision);
  const std::string folder = ledger_folder(directory, named);
  if (!is_ledger(directory, *named.commit, folder)) fail_no_ledger(named.revision, folder);
  return read_revision(directory, *named.commit, folder);
}

std::optional<RevisionTree> find_revision(const fs::path& directory, const std::string& name) {
  const Named named = resolve(directory, name);
  if (!named.commit && named.revision == "HEAD") return std::nullopt;
  if (!named.commit) fail_unknown(directory, named.revision);
  const std::string folder = ledger_folder(directory, named);
  if (!is_ledger(directory, *named.commit, folder)) return std::nullopt;
  return read_revision(directory, *named.commit, folder);
}

std::unique_ptr<GitTree> open_staged(const fs::path& root) {
  const auto printed = run_git(root, {"ls-files", "-s", "-z"});
  if (!printed) fail_outside_git();
  std::set<std::string> unmerged;
  std::vector<GitEntry> entries;
  bool has_empty = false;
  for (const std::string& line : pieces(*printed, '\0')) {
    if (line[line.find('\t') - 1] != '0') unmerged.insert(line.substr(line.find('\t') + 1));
    entries.push_back(parse_entry(line, 1));
    has_empty = has_empty || is_empty_blob(entries.back().id);
  }
  if (!unmerged.empty()) {
    throw UserError(Exit::environment,
                    {.zh = fmt::format("合并还没有完成，有冲突的文件：{}", fmt::join(unmerged, "、")),
                     .en = fmt::format("a merge is not finished; files with conflicts: {}", fmt::join(unmerged, ", "))},
                    {.zh = "解决冲突后 git add 这些文件", .en = "solve them, then git add these files"});
  }
  if (has_empty) drop_intended(root, entries);
  return std::make_unique<GitTree>(root, root, std::move(entries));
}

}  // namespace bq::store
