#include "store/log.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

#include <fmt/format.h>

#include "base/error.hpp"
#include "store/git_process.hpp"

namespace bq::store {
namespace {

namespace fs = std::filesystem;

/// The commits whose parents a shallow clone does not have.
std::set<std::string> cut_off_commits(const fs::path& directory) {
  const auto file = pieces(run_git(directory, {"rev-parse", "--git-path", "shallow"}).value_or(""), '\n');
  if (file.empty()) return {};
  std::ifstream stream(directory / file.front());
  return {std::istream_iterator<std::string>(stream), std::istream_iterator<std::string>()};
}

void check_whole(const fs::path& directory, const std::vector<Commit>& commits) {
  const std::set<std::string> cut_off = cut_off_commits(directory);
  const auto found = std::ranges::find_if(commits, [&](const Commit& commit) { return cut_off.contains(commit.id); });
  if (found == commits.end()) return;
  throw UserError(
      Exit::environment,
      {fmt::format("这个克隆只有最近的历史，{} 以前的提交不在，看不出是谁改的", found->id.substr(0, 7)),
       fmt::format("this clone has only the latest history: what came before {} is not here, so nobody can say who changed what", found->id.substr(0, 7))},
      {"取回全部历史：git fetch --unshallow；持续集成里把检出的 fetch-depth 设为 0",
       "fetch the rest: git fetch --unshallow; in CI check out with fetch-depth: 0"});
}

Date day_of(const std::string& text) { return parse_date(text.substr(0, 10)).value_or(Date{}); }

}  // namespace

Range parse_range(const std::string& text) {
  const std::size_t dots = text.find("..");
  if (dots == std::string::npos && !text.empty()) return {.from = text, .to = "HEAD"};
  if (text.empty() || text.find("...") != std::string::npos) {
    throw UserError(Exit::usage, {fmt::format("“{}”不是一段历史", text), fmt::format("'{}' is no range of history", text)},
                    {"写作 起点..终点，如 v2024Q1..HEAD；不写终点就到现在", "write FROM..TO, e.g. v2024Q1..HEAD; without TO up to now"});
  }
  const std::string to = text.substr(dots + 2);
  return {.from = dots == 0 ? "HEAD" : text.substr(0, dots), .to = to.empty() ? "HEAD" : to};
}

std::vector<Commit> commits_in(const fs::path& directory, const Range& range) {
  constexpr std::size_t fields = 7;
  const auto printed = run_git(directory, {"log", "-z", "--reverse", "--topo-order", "--no-show-signature", "--encoding=UTF-8",
                                           "--format=%H%x00%P%x00%aN%x00%aE%x00%ad%x00%cd%x00%s", "--date=short", range.from + ".." + range.to, "--"});
  if (!printed) {
    throw UserError(Exit::environment, {"git 列不出这段历史", "git can't list these commits"},
                    {"用 git fsck 检查仓库", "look at the repository with git fsck"});
  }
  const std::vector<std::string> parts = pieces(*printed, '\0');
  std::vector<Commit> commits;
  for (std::size_t i = 0; i + fields <= parts.size(); i += fields) {
    commits.push_back({.id = parts[i],
                       .parents = pieces(parts[i + 1], ' '),
                       .author = parts[i + 2],
                       .email = parts[i + 3],
                       .written = day_of(parts[i + 4]),
                       .committed = day_of(parts[i + 5]),
                       .subject = parts[i + 6]});
  }
  check_whole(directory, commits);
  return commits;
}

bool is_ancestor(const fs::path& directory, const std::string& ancestor, const std::string& commit) {
  return run_git(directory, {"merge-base", "--is-ancestor", ancestor, commit}).has_value();
}

std::string merge_base(const fs::path& directory, const std::string& one, const std::string& other) {
  const auto base = pieces(run_git(directory, {"merge-base", one, other}).value_or(""), '\n');
  return base.empty() ? std::string() : base.front();
}

}  // namespace bq::store
