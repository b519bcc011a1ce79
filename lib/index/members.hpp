#pragma once

#include <memory>

#include "base/date.hpp"
#include "index/settings.hpp"
#include "store/joined_tree.hpp"

namespace bq::index {

/// The ledger in `own` together with those of the members that the settings name on `day`, as their files stand now. `own` must outlive it.
/// Throws UserError: environment for a member whose ledger is not there, usage where no members are named.
[[nodiscard]] std::unique_ptr<store::JoinedTree> join_members(const store::Tree& own, const Settings& settings, Date day);

}  // namespace bq::index
