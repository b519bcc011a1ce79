#pragma once

#include <optional>
#include <string>
#include <vector>

namespace bq::change {

/// What becomes of one file.
struct FileChange {
  std::string path;                   ///< Relative to the ledger.
  std::optional<std::string> before;  ///< The bytes it must still have when the change is made; absent: there must be no file.
  std::optional<std::string> after;   ///< The bytes it gets; absent: it goes away.

  friend bool operator==(const FileChange&, const FileChange&) = default;
};

/// A change of a ledger that has not been made yet.
struct Plan {
  std::string title;  ///< What it does in few words, as a commit message says it.
  std::vector<FileChange> files;

  friend bool operator==(const Plan&, const Plan&) = default;
};

/// The plan that takes `plan` back.
[[nodiscard]] Plan inverse(Plan plan);

}  // namespace bq::change
