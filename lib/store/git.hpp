#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "store/git_process.hpp"

namespace bq::store {

/// The git directory that belongs to `directory`, absolute; absent outside a repository.
[[nodiscard]] std::optional<std::filesystem::path> git_directory(const std::filesystem::path& directory);

/// Which commit a ledger's text is.
struct Revision {
  std::string commit;  ///< Seven digits; empty outside git or before the first commit.
  bool clean = false;  ///< True when nothing below the ledger differs from that commit.
};

/// The revision of the ledger in `directory`.
[[nodiscard]] Revision revision_of(const std::filesystem::path& directory);

/// Whether no file of YAML below the ledger in `directory` differs from its last commit, those in its folder `except` aside. False outside git.
[[nodiscard]] bool is_clean(const std::filesystem::path& directory, const std::string& except);

/// The whole id of the commit that `name` means, looked for from `directory`; empty when there is none.
[[nodiscard]] std::string commit_id(const std::filesystem::path& directory, const std::string& name);

}  // namespace bq::store
