#pragma once

#include <map>
#include <string>
#include <vector>

#include "store/git_objects.hpp"
#include "store/tree.hpp"

namespace bq::store {

/// A path as git lists it: what it is, and the id of its text.
struct GitEntry {
  std::string path;  ///< Relative to the ledger.
  std::string mode;  ///< `100644` a file, `120000` a link, `160000` a submodule.
  std::string id;
};

/// A ledger out of git's objects, be it a revision or the index: never changes. Its links are followed inside the ledger only.
class GitTree final : public Tree {
 public:
  /// `directory` is where git finds the repository, `root` where the ledger would lie.
  GitTree(const std::filesystem::path& directory, std::filesystem::path root, std::vector<GitEntry> entries);

  [[nodiscard]] const std::filesystem::path& root() const override { return root_; }
  [[nodiscard]] std::vector<FileEntry> list(const std::vector<std::string>& folders, const std::vector<std::string>& files) const override;
  [[nodiscard]] std::vector<std::string> folders() const override { return folders_; }
  [[nodiscard]] std::string read(const std::string& path) const override;
  [[nodiscard]] std::string identity() const override { return identity_; }

 private:
  GitObjects objects_;
  std::filesystem::path root_;
  std::map<std::string, GitEntry, std::less<>> entries_;  // without hidden ones
  std::vector<std::string> folders_;
  std::string identity_;

  /// The file that `path` leads to, its links followed; null when it leads to something that is not there. Throws UserError(refused).
  [[nodiscard]] const GitEntry* resolve(const std::string& path) const;
  [[nodiscard]] bool has_folder(const std::string& path) const;
  void check_entry(const GitEntry& entry, const std::vector<std::string>& folders) const;
};

}  // namespace bq::store
