#pragma once

#include <cstddef>
#include <vector>

#include "base/diagnostic.hpp"
#include "base/language.hpp"
#include "change/plan.hpp"
#include "index/index.hpp"

namespace bq::change {

/// What a change would do to the findings of a ledger.
struct Verdict {
  std::vector<Diagnostic> added;       ///< Found only after it, errors and warnings.
  std::size_t errors_before = 0;       ///< Errors that stood before and are no matter of this change.
  [[nodiscard]] bool is_good() const;  ///< True when it adds no error.
};

/// Validates the ledger as it would be after `plan`, in memory, against what `current` finds, which answers the same question.
/// `request` says how to make the second index (its file is left empty; the seed may be that of the first).
[[nodiscard]] Verdict verify(const Plan& plan, index::Index& current, index::Request request, Language language);

}  // namespace bq::change
