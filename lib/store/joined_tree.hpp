#pragma once

#include <memory>
#include <utility>

#include "store/tree.hpp"

namespace bq::store {

/// A ledger together with the records of others. Their settings and packs are left out: those of the first hold for all.
class JoinedTree final : public Tree {
 public:
  struct Member {
    Part part;
    std::unique_ptr<Tree> tree;
  };

  /// `own` must outlive it. The members' folders differ from each other and from the folders of `own` that hold records.
  JoinedTree(const Tree& own, std::vector<Member> members) : own_(own), members_(std::move(members)) {}

  [[nodiscard]] const std::filesystem::path& root() const override { return own_.root(); }
  /// The files of `own` come first, then those of each member in turn.
  [[nodiscard]] std::vector<FileEntry> list(const std::vector<std::string>& folders, const std::vector<std::string>& files) const override;
  [[nodiscard]] std::vector<std::string> folders() const override { return own_.folders(); }
  [[nodiscard]] std::string read(const std::string& path) const override;
  [[nodiscard]] std::vector<Part> parts() const override;

 private:
  const Tree& own_;
  std::vector<Member> members_;
};

}  // namespace bq::store
