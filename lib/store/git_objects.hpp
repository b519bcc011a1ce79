#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>

#include "store/git_process.hpp"

namespace bq::store {

/// The texts that git keeps, read through one git that keeps running. Safe from several threads at once.
class GitObjects {
 public:
  /// `directory` is where git finds the repository.
  explicit GitObjects(std::filesystem::path directory) : directory_(std::move(directory)) {}

  /// The text of the object `id`, which `path` names. Throws UserError(environment) for one that is not there.
  [[nodiscard]] std::string text(const std::string& id, const std::string& path) const;

 private:
  std::filesystem::path directory_;
  mutable std::mutex mutex_;
  mutable std::unique_ptr<GitProcess> process_;  // guarded by mutex_
};

}  // namespace bq::store
