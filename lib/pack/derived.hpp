#pragma once

#include <string>
#include <vector>

#include "base/language.hpp"
#include "pack/sql.hpp"

namespace bq::pack {

/// A further table or view that SQL computes from the tables of the records.
struct Derived {
  /// `view`: computed when read. `ledger`: a stored table, computed again when a table it reads has changed.
  /// `record`: a stored table whose rows belong to single records; its SQL is bound to `:first` and `:last`, a range of rids.
  /// `question`: a view that many rules and figures read, computed once for each question (period and as-of day) that is asked.
  enum class Scope { view, question, ledger, record };

  std::string name;
  Text title;
  Text about;
  Scope scope = Scope::view;
  /// Stored in the index, unlike a view.
  [[nodiscard]] bool is_stored() const { return scope == Scope::ledger || scope == Scope::record; }

  std::vector<std::string> indexes;  ///< Column lists, e.g. `object, since`.
  Sql sql;
};

/// Reads a file of `derived/`.
[[nodiscard]] Derived read_derived(std::string name, yaml::NodeRef root, const Source& source, std::vector<Fault>& faults);

}  // namespace bq::pack
