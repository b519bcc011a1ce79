#pragma once

#include <vector>

#include "report/build.hpp"
#include "report/tally.hpp"

namespace bq::report {

/// The figures of a period set beside the report's own, as they were known when it ended (or on the as-of day if that is earlier).
struct PeriodFigures {
  Period period;
  Figures figures;
};

/// The periods that a section sets beside the order's own, oldest first: the one before it, cut off as it is, or its parts. Those that ended before
/// `started` or begin after `as_of` are left out.
[[nodiscard]] std::vector<Period> other_periods(const pack::OtherPeriods& asked, const Order& order, std::chrono::weekday week_starts,
                                                std::optional<Date> started, Date as_of);

/// The figures of those periods for the section's metrics. Asks the index other questions and then its own again, so whatever is measured must be
/// measured afterwards.
[[nodiscard]] std::vector<PeriodFigures> compare(index::Index& index, const Order& order, const pack::SectionPlan& section);

}  // namespace bq::report
