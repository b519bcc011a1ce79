#pragma once

#include <cstdint>

#include "base/date.hpp"

namespace bq::cli {

/// When this run began, in nanoseconds, for what lies in files; no figure depends on it.
[[nodiscard]] std::int64_t nanoseconds_now();

/// The day it is here; BQTOOL_TODAY=YYYY-MM-DD takes its place. Throws UserError(usage) when that is no day.
[[nodiscard]] Date today();

}  // namespace bq::cli
