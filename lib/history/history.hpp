#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "history/difference.hpp"
#include "pack/pack.hpp"
#include "store/log.hpp"
#include "store/tree.hpp"

namespace bq::history {

/// By what the texts of a ledger are understood, whenever they were written. Both must outlive their user.
struct Understanding {
  const pack::Pack& pack;
  const schema::Vocabulary& vocabulary;
};

/// Takes what one commit changed; `commit` is its place among the commits.
using Take = std::function<void(std::size_t commit, Change change)>;

/// Tells what each of `commits` (parents before children) changed in the ledger's records, in the order of commits, kinds and ids. A merge is told only
/// of what none of its sides had done: of what it decided otherwise, brought in or lost. A record that moved to another file did not change. A text that
/// could not be read counts as the last one that could. `directory` is where git finds the repository, `folder` the ledger's from its top.
/// Throws UserError(environment) for texts that the repository lacks.
void tell_changes(const std::filesystem::path& directory, const std::string& folder, const std::vector<store::Commit>& commits, Understanding by,
                  const Take& take);

/// What differs between two texts of a ledger, in the order of kinds and ids.
[[nodiscard]] std::vector<Change> compare_trees(const store::Tree& before, const store::Tree& after, Understanding by);

}  // namespace bq::history
