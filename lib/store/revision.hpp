#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "base/date.hpp"
#include "store/git_tree.hpp"

namespace bq::store {

/// A ledger as it stood in a commit.
struct RevisionTree {
  std::unique_ptr<GitTree> tree;
  std::string commit;  ///< Seven digits, or more where git needs them.
  Date day;            ///< On which it was committed, by the clock of who did.
  std::string id;      ///< The commit, whole.
  std::string folder;  ///< The ledger's, from the top of the repository; empty for the top.
};

/// The whole id of the commit that `name` means. Throws UserError: environment outside git and for a clone that lacks it, usage for a revision that
/// is unknown or ambiguous.
[[nodiscard]] std::string named_commit(const std::filesystem::path& directory, const std::string& name);

/// The ledger of revision `name`, looked for from `directory` upwards as it was then. `name` is anything git takes for a commit; `REV:FOLDER`
/// names a ledger by its folder from the top of the repository, e.g. in a bare clone. Throws UserError: environment outside git and for a clone
/// that lacks it, usage for a revision that is unknown or ambiguous or has no ledger there.
[[nodiscard]] RevisionTree open_revision(const std::filesystem::path& directory, const std::string& name);

/// The same, but absent when that revision has no ledger there, and for HEAD before the first commit.
[[nodiscard]] std::optional<RevisionTree> find_revision(const std::filesystem::path& directory, const std::string& name);

/// The ledger in `root` as staged in git's index, with GIT_INDEX_FILE honoured: what a commit would hold.
/// Throws UserError(environment) outside git and while a merge has conflicts.
[[nodiscard]] std::unique_ptr<GitTree> open_staged(const std::filesystem::path& root);

}  // namespace bq::store
