#pragma once

#include <vector>

#include "base/diagnostic.hpp"
#include "base/language.hpp"
#include "index/findings.hpp"

namespace bq::index {

/// Everything that is wrong with a ledger as of the index's question, in words.
struct Validation {
  std::vector<Diagnostic> diagnostics;  ///< Sorted by path, place and rule.
};

/// Runs all checks and puts them and the faults of text, shape and pack into words at their places.
[[nodiscard]] Validation validate(Index& index, Language language);

/// Only the mistakes in the pack, in words; a ledger whose pack is faulty cannot be judged.
[[nodiscard]] std::vector<Diagnostic> pack_diagnostics(const pack::Pack& pack, const std::vector<pack::PackFault>& faults, Language language);

/// How many faults of severity error there are, and how many records and files reports leave out because of them.
struct Damage {
  std::int64_t errors = 0;
  std::int64_t left_out = 0;
};

/// Finishes a run over the checks that are errors and counts, without putting anything into words.
[[nodiscard]] Damage damage(Index& index, CheckRun& checks);

}  // namespace bq::index
