#pragma once

#include <vector>

#include "report/build.hpp"
#include "report/tally.hpp"

namespace bq::report {

/// Fills the table of the targets that the settings have for the order's period: the figure of each target's own period, as known on the same day, and
/// whether it is reached. Returns how many there are, are reached and are missed (`targets`, `targets_reached`, `targets_missed`). A target that names no
/// metric lands in `faults`. Asks the index other questions on the way and then its own again.
[[nodiscard]] Figures fill_targets(index::Index& index, const Order& order, Section& section, std::vector<pack::PackFault>& faults);

}  // namespace bq::report
