#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "base/fault.hpp"
#include "index/index.hpp"
#include "index/rid.hpp"

namespace bq::index {

/// One offender that a check returned: which row and field, and what the message must name.
struct Finding {
  std::string rule;
  Rid at = 0;
  std::string field;  ///< Empty: the row itself.
  std::optional<Rid> also;
  std::string also_field;
  Args args;
};

/// How long a check took and what it found.
struct Timing {
  std::string part;
  std::chrono::microseconds time{0};
  std::size_t findings = 0;
  bool reused = false;  ///< Nothing that it reads had changed.
};

/// What the checks of a ledger found as of the index's question.
struct Findings {
  std::vector<Finding> findings;
  std::vector<pack::PackFault> faults;  ///< Checks that could not run.
  std::vector<Timing> timings;
};

/// Which checks to run: all that are not ignored, or only those whose rule is an error.
enum class Weight { all, errors };

/// Runs the checks whose rule has that weight on the as-of day. Results are kept in the index and reused while neither a table that the check reads nor,
/// for checks that look at the period, the as-of day has changed.
[[nodiscard]] Findings run_checks(Index& index, Weight weight);

/// The severity of a rule on the as-of day: the ledger's setting, or else the rule's own.
[[nodiscard]] pack::Severity severity_of(const pack::Rule& rule, const Settings& settings, Date as_of);

}  // namespace bq::index
