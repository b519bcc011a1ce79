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

}  // namespace bq::store
