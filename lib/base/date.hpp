#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace bq {

/// A day of the Gregorian calendar, without time or zone.
using Date = std::chrono::sys_days;

/// Reads `YYYY-MM-DD` of a day that exists (years 1900 to 2199); anything else is absent.
[[nodiscard]] std::optional<Date> parse_date(std::string_view text);

/// Reads a day as people and spreadsheets write it: `2024-03-05`, `2024/3/5`, `2024.3.5`, `2024年3月5日`. A day of the ledger itself is only ever
/// written the first way.
[[nodiscard]] std::optional<Date> parse_written_date(std::string_view text);

/// Reads `YYYY-MM`; the first day of that month.
[[nodiscard]] std::optional<Date> parse_month(std::string_view text);

/// `YYYY-MM-DD`.
[[nodiscard]] std::string to_string(Date date);

/// Day `day` of `month`, or the month's last day where the month is shorter; day 0 is the first.
[[nodiscard]] Date clamped_day(std::chrono::year_month month, unsigned day);

}  // namespace bq
