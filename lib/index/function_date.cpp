#include "index/function_date.hpp"

#include <charconv>
#include <string_view>

#include <sqlite3.h>

#include "base/date.hpp"

namespace bq::index {
namespace {

using namespace std::chrono;

std::optional<Date> shifted(Date day, std::string_view modifier) {
  const year_month_day ymd(day);
  if (modifier == "start of month") return Date(ymd.year() / ymd.month() / 1);
  if (modifier == "start of year") return Date(ymd.year() / January / 1);
  const std::size_t space = modifier.find(' ');
  if (space == std::string_view::npos) return std::nullopt;
  std::string_view number = modifier.substr(0, space);
  std::string_view unit = modifier.substr(space + 1);
  if (number.starts_with('+')) number.remove_prefix(1);
  if (number == "weekday" && unit.size() == 1 && unit[0] >= '0' && unit[0] <= '6') {
    return day + (weekday(static_cast<unsigned>(unit[0] - '0')) - weekday(day));  // the day itself or the first after it; 0 is Sunday
  }
  if (unit.ends_with('s')) unit.remove_suffix(1);
  int amount = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), amount);
  if (error != std::errc() || end != number.data() + number.size() || amount > 100000 || amount < -100000) return std::nullopt;
  if (unit == "day") return day + days(amount);
  if (unit == "month") return clamped_day(year_month(ymd.year(), ymd.month()) + months(amount), static_cast<unsigned>(ymd.day()));
  if (unit == "year") return clamped_day(year_month(ymd.year(), ymd.month()) + years(amount), static_cast<unsigned>(ymd.day()));
  return std::nullopt;
}

std::string_view text_of(sqlite3_value* value) {
  const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(value));
  return text == nullptr ? std::string_view() : std::string_view(text, static_cast<std::size_t>(sqlite3_value_bytes(value)));
}

void date_function(sqlite3_context* context, int count, sqlite3_value** values) {
  std::optional<Date> day = count > 0 ? parse_date(text_of(values[0])) : std::nullopt;
  for (int i = 1; i < count && day; ++i) day = shifted(*day, text_of(values[i]));
  if (!day || !parse_date(to_string(*day))) {
    sqlite3_result_null(context);
    return;
  }
  const std::string text = to_string(*day);
  sqlite3_result_text(context, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
}

}  // namespace

void define_date(SQLite::Database& db) {
  sqlite3_create_function_v2(db.getHandle(), "date", -1, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, nullptr, date_function, nullptr, nullptr,
                             nullptr);
}

}  // namespace bq::index
