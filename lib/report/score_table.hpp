#pragma once

#include <optional>
#include <vector>

#include "index/index.hpp"
#include "pack/report_plan.hpp"
#include "report/report.hpp"

namespace bq::report {

/// The table of an assessment: who is assessed by peer group and place, with the figure and the points of each item, points given by hand with their
/// grounds, the total, and the total of `before` when it is given. Who cannot be placed stands at the end with the reason. What is wrong with the plan's SQL
/// lands in `faults`. Asks the index other questions on the way and then its own again.
void fill_scores(index::Index& index, const pack::ScorePlan& plan, const std::optional<index::Question>& before, Language language, Section& section,
                 std::vector<pack::PackFault>& faults);

}  // namespace bq::report
