#include "store/git_diff.hpp"

#include <fmt/format.h>

#include "base/error.hpp"

namespace bq::store {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> arguments(const std::string& folder) {
  std::vector<std::string> words{"diff-tree", "--stdin", "--root", "-r", "-z", "--raw", "--no-renames", "--no-abbrev"};
  if (!folder.empty()) words.insert(words.end(), {"--", ":(top,literal)" + folder});
  return words;
}

bool is_file(std::string_view mode) { return mode.starts_with("100"); }

}  // namespace

std::vector<std::string> earlier_texts(const fs::path& directory, const std::string& commit, const std::string& folder, const std::string& path, int most) {
  const auto printed = run_git(directory, {"log", "-z", "-m", "--no-show-signature", "--format=", "--raw", "--no-abbrev", "--no-renames", "-n",
                                           std::to_string(most), commit, "--", ":(top,literal)" + folder + (folder.empty() ? "" : "/") + path});
  std::vector<std::string> texts;
  for (const std::string& piece : pieces(printed.value_or(""), '\0')) {
    const std::vector<std::string> words = pieces(piece, ' ');
    if (piece.starts_with(':') && words.size() >= 5 && is_file(words[1])) texts.push_back(words[3]);
  }
  return texts;
}

GitDiff::GitDiff(const fs::path& directory, std::string folder) : folder_(std::move(folder)), process_(directory, arguments(folder_)) {}

std::vector<FileChange> GitDiff::between(const std::string& before, const std::string& after) {
  // git compares a commit with those named behind it, and says again, at once, what is no commit: the end of its answer.
  const bool sent = process_.send(fmt::format("{}{}{}\n#\n", after, before.empty() ? "" : " ", before));
  std::vector<FileChange> changes;
  const std::size_t inside = folder_.empty() ? 0 : folder_.size() + 1;
  for (auto first = sent ? process_.bytes(1) : std::nullopt; first; first = process_.bytes(1)) {
    if (*first == "#") {
      if (process_.line()) return changes;
      break;
    }
    const auto line = process_.line('\0');
    if (*first != ":") continue;  // which commit it is
    const auto path = process_.line('\0');
    if (!line || !path) break;
    const std::vector<std::string> words = pieces(*line, ' ');
    if (words.size() < 5 || path->size() <= inside) continue;
    changes.push_back({path->substr(inside), is_file(words[0]) ? words[2] : "", is_file(words[1]) ? words[3] : ""});
  }
  throw UserError(Exit::environment,
                  {fmt::format("git 比不了提交 {} 和 {}", before, after), fmt::format("git can't compare the commits {} and {}", before, after)},
                  {"用 git fsck 检查仓库", "look at the repository with git fsck"});
}

}  // namespace bq::store
