#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/language.hpp"

namespace bq::store {

/// A file of a ledger and what tells cheaply whether it changed.
struct FileEntry {
  std::string path;        ///< Relative to the ledger, with `/`.
  std::uint64_t size = 0;  ///< 0 where it is not known without reading.
  std::int64_t mtime = 0;  ///< Nanoseconds; 0 in a tree that never changes, negative for a text that has not been written yet.
  std::uint64_t inode = 0;
};

/// Where the text of a ledger comes from. Reading is safe from several threads at once.
class Tree {
 public:
  Tree() = default;
  Tree(const Tree&) = default;
  Tree& operator=(const Tree&) = default;
  virtual ~Tree() = default;

  /// The folder in which the ledger lies, or would lie if it were checked out.
  [[nodiscard]] virtual const std::filesystem::path& root() const = 0;
  /// All *.yaml and *.yml files below `folders` and the top-level files named in `files`, sorted by path; folders that are not there are
  /// skipped, as are hidden ones. Throws UserError: refused for a link that leaves the ledger, environment for what can't be read.
  [[nodiscard]] virtual std::vector<FileEntry> list(const std::vector<std::string>& folders, const std::vector<std::string>& files) const = 0;
  /// The names of the top-level folders, sorted; hidden ones are left out.
  [[nodiscard]] virtual std::vector<std::string> folders() const = 0;
  /// The bytes of one file. Throws UserError(environment).
  [[nodiscard]] virtual std::string read(const std::string& path) const = 0;
  /// Equal for equal texts of a tree that never changes; empty for one that can change under its reader.
  [[nodiscard]] virtual std::string identity() const { return {}; }
};

/// Whether a file of this name holds records or a part of the pack.
[[nodiscard]] bool is_record_file(std::string_view name);

/// Whether a tree lists the file: one of `files`, or a record file below one of `folders` and in no hidden folder.
[[nodiscard]] bool is_listed(std::string_view path, const std::vector<std::string>& folders, const std::vector<std::string>& files);

/// Throws UserError(refused): the link at `path` is not followed, and why.
[[noreturn]] void refuse_link(const std::string& path, const Text& why);

}  // namespace bq::store
