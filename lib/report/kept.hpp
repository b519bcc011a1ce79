#pragma once

#include <optional>

#include "report/build.hpp"

namespace bq::report {

/// Builds a report, or takes it from the index when the same one was built before from the same state of the tables: same question,
/// plan, language. A report with faults is not kept. The pack and the calendar are part of the index's own key.
[[nodiscard]] Built build_or_recall(index::Index& index, const Order& order);

}  // namespace bq::report
