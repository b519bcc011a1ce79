#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

namespace bq::index {

/// Replaces SQLite's `date` by one that cannot ask the clock: `date(DAY)` and `date(DAY, '+7 days', 'start of month', ...)` with whole
/// days, months and years. Anything else, `now` above all, is NULL. A day of the 31st plus months is clamped to the month's last day.
void define_date(SQLite::Database& db);

}  // namespace bq::index
