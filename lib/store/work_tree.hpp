#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace bq::store {

/// A file of a ledger and what tells cheaply whether it changed.
struct FileEntry {
  std::string path;  ///< Relative to the ledger, with `/`.
  std::uint64_t size = 0;
  std::int64_t mtime = 0;  ///< Nanoseconds.
  std::uint64_t inode = 0;
};

/// The directory a ledger lives in: the one that holds `bqtool.yaml`.
class WorkTree {
 public:
  explicit WorkTree(std::filesystem::path root) : root_(std::move(root)) {}

  [[nodiscard]] const std::filesystem::path& root() const { return root_; }
  /// All *.yaml and *.yml files below `folders` and the top-level files named in `files`, sorted by path; folders that are not there are
  /// skipped, as are hidden ones. Throws UserError: refused for a link that leaves the ledger, environment for a folder that can't be read.
  [[nodiscard]] std::vector<FileEntry> list(const std::vector<std::string>& folders, const std::vector<std::string>& files) const;
  /// The names of the top-level folders, sorted; hidden ones are left out.
  [[nodiscard]] std::vector<std::string> folders() const;
  /// The bytes of one file. Throws UserError(environment).
  [[nodiscard]] std::string read(const std::string& path) const;

 private:
  std::filesystem::path root_;
};

/// The nearest directory from `start` upwards that holds `bqtool.yaml`; absent when there is none.
[[nodiscard]] std::optional<std::filesystem::path> find_ledger(const std::filesystem::path& start);

}  // namespace bq::store
