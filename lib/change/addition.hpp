#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "change/plan.hpp"
#include "change/record.hpp"
#include "index/index.hpp"

namespace bq::change {

/// A record to be added: what is known of it. An id and the day it came about are filled in when they are not among the inputs.
struct NewRecord {
  std::vector<Input> inputs;
  std::optional<std::string> file = {};  ///< Relative to the ledger; absent: where the ledger's habit has it.
};

/// A fault of one of the records to be added.
struct AdditionFault {
  std::size_t record = 0;
  InputFault fault;
};

/// What adding records comes to.
struct Addition {
  Plan plan;
  std::vector<std::string> ids;       ///< Of the records, in their order; empty for a kind without ids.
  std::vector<std::string> paths;     ///< Their files, likewise.
  std::vector<AdditionFault> faults;  ///< When there are any, the plan is empty.
};

/// Plans to add records of `kind`, each where the ledger's habit has it and in the manner of its file. `today` is the day of a record that names
/// none. Throws UserError(usage) when no id can be made up, refused when a file can't take records.
[[nodiscard]] Addition plan_addition(index::Index& index, const schema::Kind& kind, const std::vector<NewRecord>& records, Date today);

}  // namespace bq::change
