#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "store/git_process.hpp"

namespace bq::store {

/// A file that two commits have in different texts.
struct FileChange {
  std::string path;    ///< Relative to the ledger.
  std::string before;  ///< The id of its text; empty where it is not there.
  std::string after;
};

/// The ids of the last texts that a file of the ledger in `folder` had up to `commit`, the latest first; at most `most`.
[[nodiscard]] std::vector<std::string> earlier_texts(const std::filesystem::path& directory, const std::string& commit, const std::string& folder,
                                                     const std::string& path, int most);

/// Tells which files of one ledger differ between commits, through one git that keeps running.
class GitDiff {
 public:
  /// `directory` is where git finds the repository, `folder` the ledger's from its top.
  GitDiff(const std::filesystem::path& directory, std::string folder);

  /// The files that differ, by path; links and submodules are left out. Ids are whole and of commits that
  /// the repository has; an empty `before` is one without files. Throws UserError(environment) when git gives up.
  [[nodiscard]] std::vector<FileChange> between(const std::string& before, const std::string& after);

 private:
  std::string folder_;
  GitProcess process_;
};

}  // namespace bq::store
