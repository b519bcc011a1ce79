#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "store/tree.hpp"

namespace bq::store {

/// The directory a ledger lives in: the one that holds `bqtool.yaml`.
class WorkTree final : public Tree {
 public:
  explicit WorkTree(std::filesystem::path root) : root_(std::move(root)) {}

  [[nodiscard]] const std::filesystem::path& root() const override { return root_; }
  [[nodiscard]] std::vector<FileEntry> list(const std::vector<std::string>& folders, const std::vector<std::string>& files) const override;
  [[nodiscard]] std::vector<std::string> folders() const override;
  [[nodiscard]] std::string read(const std::string& path) const override;

 private:
  std::filesystem::path root_;
};

/// The nearest directory from `start` upwards that holds `bqtool.yaml`; absent when there is none.
[[nodiscard]] std::optional<std::filesystem::path> find_ledger(const std::filesystem::path& start);

}  // namespace bq::store
