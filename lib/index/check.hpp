#pragma once

#include <string>
#include <vector>

#include "pack/pack.hpp"

namespace bq::index {

/// One query that returns the offenders of a rule: a rule's own SQL, or one that follows from a kind's description.
struct Check {
  std::string part;  ///< Names the check among all, stable: the rule's id, or rule and column.
  std::string rule;
  std::string sql;
  const pack::Sql* written = nullptr;  ///< Where the SQL stands in the pack; null when it follows from the schema.
};

/// Every check of the pack: `duplicate-id`, `duplicate-FIELD` for unique fields and `dangling-reference` from the kinds, then the rules' SQL.
/// Rules of severity `ignore` by themselves are among them; the ledger's settings decide later.
/// Of ledgers read together (`joined`) only the rules that speak of that: each ledger by itself is judged by its own settings.
[[nodiscard]] std::vector<Check> checks_of(const pack::Pack& pack, bool joined = false);

}  // namespace bq::index
