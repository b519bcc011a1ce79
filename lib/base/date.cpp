#include "base/date.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

namespace bq {
namespace {

constexpr int first_year = 1900;
constexpr int last_year = 2199;

/// The value of `text` when it is nothing but digits; -1 otherwise.
int digits(std::string_view text) {
  if (text.empty() || !std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; })) return -1;
  int value = -1;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

/// The year and month of a text that starts with `YYYY-MM`.
std::optional<std::chrono::year_month> leading_month(std::string_view text) {
  if (text.size() < 7 || text[4] != '-') return std::nullopt;
  const int year = digits(text.substr(0, 4));
  const int month = digits(text.substr(5, 2));
  if (year < first_year || year > last_year || month < 1 || month > 12) return std::nullopt;
  return std::chrono::year{year} / std::chrono::month{static_cast<unsigned>(month)};
}

}  // namespace

std::optional<Date> parse_date(std::string_view text) {
  const auto month = leading_month(text);
  if (!month || text.size() != 10 || text[7] != '-') return std::nullopt;
  const int day = digits(text.substr(8, 2));
  if (day < 1) return std::nullopt;
  const std::chrono::year_month_day date = *month / std::chrono::day{static_cast<unsigned>(day)};
  if (!date.ok()) return std::nullopt;
  return Date{date};
}

std::optional<Date> parse_written_date(std::string_view text) {
  if (const auto day = parse_date(text)) return day;
  struct Notation {
    std::string_view after_year, after_month, end;
  };
  constexpr std::array<Notation, 3> notations{{{"/", "/", ""}, {".", ".", ""}, {"年", "月", "日"}}};
  for (const Notation& notation : notations) {
    const std::size_t year_end = text.find(notation.after_year);
    const std::size_t month = year_end == std::string_view::npos ? year_end : year_end + notation.after_year.size();
    const std::size_t month_end = month == std::string_view::npos ? month : text.find(notation.after_month, month);
    if (month_end == std::string_view::npos || year_end != 4 || !text.ends_with(notation.end)) continue;
    const std::size_t day = month_end + notation.after_month.size();
    if (day + notation.end.size() > text.size()) continue;
    const int month_number = digits(text.substr(month, month_end - month));
    const int day_number = digits(text.substr(day, text.size() - notation.end.size() - day));
    if (month_number < 1 || month_number > 12 || day_number < 1 || day_number > 31) continue;
    return parse_date(fmt::format("{}-{:02}-{:02}", text.substr(0, 4), month_number, day_number));
  }
  return std::nullopt;
}

std::optional<Date> parse_month(std::string_view text) {
  const auto month = leading_month(text);
  if (!month || text.size() != 7) return std::nullopt;
  return Date{*month / 1};
}

std::string to_string(Date date) {
  const std::chrono::year_month_day day{date};
  return fmt::format("{:04}-{:02}-{:02}", int{day.year()}, unsigned{day.month()}, unsigned{day.day()});
}

Date clamped_day(std::chrono::year_month month, unsigned day) {
  const std::chrono::year_month_day last{month / std::chrono::last};
  return Date{month / std::chrono::day{std::clamp(day, 1U, unsigned{last.day()})}};
}

}  // namespace bq
