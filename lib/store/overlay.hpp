#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "store/tree.hpp"

namespace bq::store {

/// A tree with some files replaced, added or taken away in memory: what a ledger would be after an edit that nobody has written yet.
class Overlay final : public Tree {
 public:
  /// New text by path; absent: the file is gone.
  using Changes = std::map<std::string, std::optional<std::string>, std::less<>>;

  /// `base` must outlive it.
  Overlay(const Tree& base, Changes changes) : base_(base), changes_(std::move(changes)) {}

  [[nodiscard]] const std::filesystem::path& root() const override { return base_.root(); }
  [[nodiscard]] std::vector<FileEntry> list(const std::vector<std::string>& folders, const std::vector<std::string>& files) const override;
  [[nodiscard]] std::vector<std::string> folders() const override;
  [[nodiscard]] std::string read(const std::string& path) const override;

 private:
  const Tree& base_;
  Changes changes_;
};

}  // namespace bq::store
