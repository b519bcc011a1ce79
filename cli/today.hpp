#pragma once

#include "base/date.hpp"

namespace bq::cli {

/// The day it is here, the only look at a clock; BQTOOL_TODAY=YYYY-MM-DD takes its place. Throws UserError(usage) when that is no day.
[[nodiscard]] Date today();

}  // namespace bq::cli
