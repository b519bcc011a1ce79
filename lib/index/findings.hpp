#pragma once

#include <atomic>
#include <chrono>
#include <future>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/fault.hpp"
#include "index/check.hpp"
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

/// One run over the checks whose rule has that weight on the as-of day. Results are kept in the index and reused while neither a table that
/// the check reads nor, for checks that look at the period, the as-of day has changed.
class CheckRun {
 public:
  /// Decides which checks must be computed. `index` must outlive the run.
  CheckRun(Index& index, Weight weight);

  /// Begins to compute on a session of its own, so that the index can be asked other things meanwhile.
  void start_beside();
  /// Computes what has not been started, on two sessions where the index allows it; keeps the new results; returns everything in the order of the checks.
  [[nodiscard]] Findings finish();

 private:
  /// One check on its way.
  struct Task {
    Check check;
    std::set<std::string> reads;
    std::string state;      ///< What its result depends on.
    bool is_known = false;  ///< The index holds the result.
    bool is_shared = true;  ///< Reads no table of scope `question`, so it can run on any session without computing one.
    std::vector<Finding> found;
    std::optional<SqlFault> fault;
    std::chrono::microseconds time{0};
  };

  Index& index_;
  std::vector<Task> tasks_;
  std::vector<std::pair<std::string, std::string>> learned_;  // statements whose tables the index did not know yet, and their names
  std::atomic<std::size_t> next_shared_ = 0;
  std::future<bool> beside_;

  [[nodiscard]] static bool is_open(const Task& task);
  static void compute(Index& session, Task& task);
  void compute_shared(Index& session);
  void compute_all(Index& session);
  void keep();
};

/// The severity of a rule on the as-of day: the ledger's setting, or else the rule's own.
[[nodiscard]] pack::Severity severity_of(const pack::Rule& rule, const Settings& settings, Date as_of);

}  // namespace bq::index
