#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace bq::store {

/// Runs git in `directory` and returns what it printed, or nothing when it failed or is not installed.
/// No shell is involved; GIT_DIR and GIT_INDEX_FILE of the environment hold.
[[nodiscard]] std::optional<std::string> run_git(const std::filesystem::path& directory, const std::vector<std::string>& arguments);

/// The git directory that belongs to `directory`, absolute; absent outside a repository.
[[nodiscard]] std::optional<std::filesystem::path> git_directory(const std::filesystem::path& directory);

/// Which commit a ledger's text is.
struct Revision {
  std::string commit;  ///< Seven digits; empty outside git or before the first commit.
  bool clean = false;  ///< True when nothing below the ledger differs from that commit.
};

/// The revision of the ledger in `directory`.
[[nodiscard]] Revision revision_of(const std::filesystem::path& directory);

}  // namespace bq::store
