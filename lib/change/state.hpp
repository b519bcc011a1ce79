#pragma once

#include <filesystem>
#include <string>

namespace bq::change {

/// Where a ledger's own notes about changes live, outside of its files: in the git directory, or the user's state directory.
struct State {
  std::filesystem::path directory;
  std::string name;  ///< Of this ledger among others.

  /// Held while somebody writes.
  [[nodiscard]] std::filesystem::path lock() const { return directory / (name + ".lock"); }
  /// The note of a batch until it is whole.
  [[nodiscard]] std::filesystem::path draft() const { return directory / (name + ".draft"); }
  /// A batch whose drafts are being written: the files are as before.
  [[nodiscard]] std::filesystem::path started() const { return directory / (name + ".started"); }
  /// A batch that is to be completed: each file is as before or as after.
  [[nodiscard]] std::filesystem::path decided() const { return directory / (name + ".decided"); }
  /// The last batch that was completed.
  [[nodiscard]] std::filesystem::path last() const { return directory / (name + ".last"); }
};

}  // namespace bq::change
