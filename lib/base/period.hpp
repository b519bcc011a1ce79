#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"

namespace bq {

/// How long a period is; `free` is any stretch that the user names by its two days, `day` a list as of one day.
enum class PeriodLength { day, week, month, quarter, half, year, free };

/// A stretch of days with a name, both days included.
struct Period {
  PeriodLength length = PeriodLength::free;
  std::string label;  ///< `2024Q1`, `2024H1`, `2024-03`, `2024`, or `2024-01-05..2024-02-03`; a week by its first day.
  Date start;
  Date finish;

  friend bool operator==(const Period&, const Period&) = default;
};

/// A day of the year, `MM-DD`, at which a paper's figures are cut off.
struct MonthDay {
  unsigned month = 1;
  unsigned day = 1;
};

/// Reads `2024Q1`, `2024H1`, `2024-03`, `2024`, or for a week a date in it, as a period of `length`. Case does not matter; absent when it is none.
[[nodiscard]] std::optional<Period> parse_period(PeriodLength length, std::string_view text, std::chrono::weekday week_starts);

/// The period of `length` that holds `day`; a free one is that day alone.
[[nodiscard]] Period period_of(PeriodLength length, Date day, std::chrono::weekday week_starts);

/// The last period of `length` whose finish is not after `day`.
[[nodiscard]] Period last_ended(PeriodLength length, Date day, std::chrono::weekday week_starts);

/// The period before `period`, of the same length; for a free one the stretch of as many days before it.
/// A period with cut-off days gives the whole one before, to be cut off again.
[[nodiscard]] Period previous(const Period& period, std::chrono::weekday week_starts);

/// `period` as a paper with cut-off days has it: from the day after the previous cut-off to the cut-off inside the period.
/// `days` has one entry per period of the year in order, so every day is in exactly one paper; the label stays.
/// Weeks, free periods and a list of any other size leave the period as it is.
[[nodiscard]] Period with_cut_off(const Period& period, const std::vector<MonthDay>& days);

}  // namespace bq
