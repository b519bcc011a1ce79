#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "history/history.hpp"

namespace bq::history {

/// What somebody changed since a commit.
struct Edit {
  Change change;
  std::optional<store::Commit> commit;  ///< Absent: it is not committed yet.
};

/// A record by its kind and id.
using Name = std::pair<std::string, std::string>;

/// Which records were edited.
[[nodiscard]] std::set<Name> edited(const std::vector<Edit>& edits);

/// Every value of the records `names`, where a text of the ledger has them.
[[nodiscard]] std::map<Name, std::set<std::string>> values_of(const store::Tree& tree, const std::set<Name>& names, Understanding by);

}  // namespace bq::history
