#include "base/period.hpp"

#include <charconv>

#include <fmt/format.h>

namespace bq {
namespace {

using std::chrono::days;
using std::chrono::months;

/// How many months a period of `length` has; 0 for those that do not follow the months.
unsigned months_in(PeriodLength length) {
  switch (length) {
    case PeriodLength::month:
      return 1;
    case PeriodLength::quarter:
      return 3;
    case PeriodLength::half:
      return 6;
    case PeriodLength::year:
      return 12;
    case PeriodLength::day:
    case PeriodLength::week:
    case PeriodLength::free:
      return 0;
  }
  return 0;
}

std::string label_of(PeriodLength length, std::chrono::year year, unsigned number) {
  switch (length) {
    case PeriodLength::quarter:
      return fmt::format("{:04}Q{}", int{year}, number + 1);
    case PeriodLength::half:
      return fmt::format("{:04}H{}", int{year}, number + 1);
    case PeriodLength::month:
      return fmt::format("{:04}-{:02}", int{year}, number + 1);
    default:
      return fmt::format("{:04}", int{year});
  }
}

Period free_period(Date start, Date finish) {
  return {.length = PeriodLength::free, .label = to_string(start) + ".." + to_string(finish), .start = start, .finish = finish};
}

/// Period `number` (from 0) of `year`.
Period numbered(PeriodLength length, std::chrono::year year, unsigned number) {
  const unsigned size = months_in(length);
  const std::chrono::year_month first = year / std::chrono::month{number * size + 1};
  return {.length = length, .label = label_of(length, year, number), .start = Date{first / 1}, .finish = Date{(first + months{size}) / 1} - days{1}};
}

/// The period of `length` that `text` names as `YYYY`, a letter and a number.
std::optional<Period> parse_lettered(PeriodLength length, char letter, std::string_view text) {
  const auto year = parse_month(fmt::format("{}-01", text.substr(0, 4)));
  if (!year || text.size() != 6 || (text[4] | 0x20) != letter) return std::nullopt;
  const auto number = static_cast<unsigned>(text[5] - '1');
  if (number >= 12 / months_in(length)) return std::nullopt;
  return numbered(length, std::chrono::year_month_day{*year}.year(), number);
}

std::optional<Period> parse_free(std::string_view text) {
  const std::size_t dots = text.find("..");
  if (dots == std::string_view::npos) return std::nullopt;
  const auto start = parse_date(text.substr(0, dots));
  const auto finish = parse_date(text.substr(dots + 2));
  if (!start || !finish || *finish < *start) return std::nullopt;
  return free_period(*start, *finish);
}

}  // namespace

std::optional<Period> parse_period(PeriodLength length, std::string_view text, std::chrono::weekday week_starts) {
  const auto holding = [&](std::optional<Date> day) -> std::optional<Period> {
    if (!day) return std::nullopt;
    return period_of(length, *day, week_starts);
  };
  switch (length) {
    case PeriodLength::day:
    case PeriodLength::week:
      return holding(parse_date(text));
    case PeriodLength::month:
      return holding(parse_month(text));
    case PeriodLength::quarter:
      return parse_lettered(length, 'q', text);
    case PeriodLength::half:
      return parse_lettered(length, 'h', text);
    case PeriodLength::year:
      return text.size() == 4 ? holding(parse_month(fmt::format("{}-01", text))) : std::nullopt;
    case PeriodLength::free:
      return parse_free(text);
  }
  return std::nullopt;
}

Period period_of(PeriodLength length, Date day, std::chrono::weekday week_starts) {
  if (length == PeriodLength::free) return free_period(day, day);
  if (length == PeriodLength::day) return {.length = length, .label = to_string(day), .start = day, .finish = day};
  if (length == PeriodLength::week) {
    const Date start = day - (std::chrono::weekday{day} - week_starts);
    return {.length = length, .label = to_string(start), .start = start, .finish = start + days{6}};
  }
  const std::chrono::year_month_day date{day};
  return numbered(length, date.year(), (unsigned{date.month()} - 1) / months_in(length));
}

Period last_ended(PeriodLength length, Date day, std::chrono::weekday week_starts) {
  const Period current = period_of(length, day, week_starts);
  return current.finish <= day ? current : previous(current, week_starts);
}

Period previous(const Period& period, std::chrono::weekday week_starts) {
  if (period.length == PeriodLength::free) return free_period(period.start - (period.finish - period.start) - days{1}, period.start - days{1});
  return period_of(period.length, period.start - days{1}, week_starts);
}

Period with_cut_off(const Period& period, const std::vector<MonthDay>& days_of_year) {
  const unsigned size = months_in(period.length);
  if (size == 0 || days_of_year.size() != 12 / size) return period;
  // The finish lies in the period's own months also when it has been cut off before.
  const std::chrono::year_month_day finish{period.finish};
  const unsigned number = (unsigned{finish.month()} - 1) / size;
  const auto cut_off = [&](std::chrono::year year, std::size_t index) {
    const MonthDay& cut = days_of_year[index];
    return clamped_day(year / std::chrono::month{cut.month}, cut.day);
  };
  const Date before = number > 0 ? cut_off(finish.year(), number - 1) : cut_off(finish.year() - std::chrono::years{1}, days_of_year.size() - 1);
  return {.length = period.length, .label = period.label, .start = before + days{1}, .finish = cut_off(finish.year(), number)};
}

}  // namespace bq
