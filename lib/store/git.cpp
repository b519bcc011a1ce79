#include "store/git.hpp"

namespace bq::store {
namespace {

namespace fs = std::filesystem;

void drop_newline(std::string& text) {
  if (text.ends_with('\n')) text.pop_back();
}

}  // namespace

std::optional<fs::path> git_directory(const fs::path& directory) {
  auto printed = run_git(directory, {"rev-parse", "--absolute-git-dir"});
  if (!printed) return std::nullopt;
  drop_newline(*printed);
  return fs::path(*printed);
}

Revision revision_of(const fs::path& directory) {
  auto commit = run_git(directory, {"rev-parse", "--short=7", "--verify", "--quiet", "HEAD"});
  if (!commit) return {};
  drop_newline(*commit);
  const auto changes = run_git(directory, {"status", "--porcelain", "-z", "--untracked-files=normal", "--", "."});
  return {.commit = std::move(*commit), .clean = changes && changes->empty()};
}

bool is_clean(const fs::path& directory, const std::string& except) {
  const auto changes =
      run_git(directory, {"status", "--porcelain", "-z", "--untracked-files=all", "--", ":(glob)**/*.yaml", ":(glob)**/*.yml", ":(exclude)" + except});
  return changes && changes->empty();
}

std::string commit_id(const fs::path& directory, const std::string& name) {
  auto id = run_git(directory, {"rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}"});
  if (!id) return {};
  drop_newline(*id);
  return *id;
}

}  // namespace bq::store
