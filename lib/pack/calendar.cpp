#include "pack/calendar.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace bq::pack {
namespace {

using yaml::Fields;
using yaml::NodeRef;

/// `2024-02-10`, or `2024-02-10/2024-02-17` with both days included.
void read_days(NodeRef list, bool worked, Calendar& calendar, std::vector<Fault>& faults) {
  for (NodeRef item : list.items()) {
    const std::string_view text = item.text();
    const std::size_t slash = text.find('/');
    const auto first = parse_date(text.substr(0, slash));
    const auto last = slash == std::string_view::npos ? first : parse_date(text.substr(slash + 1));
    if (!first || !last || *last < *first) {
      faults.push_back(yaml::mistake(item.span(), {"应写成 2024-05-01 或 2024-05-01/2024-05-05", "write 2024-05-01 or 2024-05-01/2024-05-05"}));
      continue;
    }
    for (Date day = *first; day <= *last; day += std::chrono::days(1)) calendar.exceptions[day] = worked;
  }
}

void read_year(NodeRef key, NodeRef value, Calendar& calendar, std::vector<Fault>& faults) {
  int year = 0;
  std::from_chars(key.text().data(), key.text().data() + key.text().size(), year);
  if (calendar.first_year != 0 && year != calendar.last_year + 1) {
    faults.push_back(yaml::mistake(key.span(), {"年份要逐年连续", "the years must follow each other without a gap"}));
  }
  if (calendar.first_year == 0) calendar.first_year = year;
  calendar.last_year = year;
  Fields keys(value, faults);
  (void)keys.text("notice");
  if (const auto off = keys.take("off")) read_days(*off, false, calendar, faults);
  if (const auto work = keys.take("work")) read_days(*work, true, calendar, faults);
  keys.finish();
}

}  // namespace

bool Calendar::works(Date day) const {
  const auto exception = exceptions.find(day);
  if (exception != exceptions.end()) return exception->second;
  return std::chrono::weekday(day).iso_encoding() <= 5;
}

bool Calendar::knows(Date day) const {
  const int year = static_cast<int>(std::chrono::year_month_day(day).year());
  return first_year <= year && year <= last_year;
}

Calendar read_calendar(std::string name, NodeRef root, std::vector<Fault>& faults) {
  Fields keys(root, faults);
  Calendar calendar;
  calendar.name = std::move(name);
  calendar.title = keys.bilingual("title");
  (void)keys.bilingual("about");
  if (const auto years = keys.need("years")) {
    for (auto [key, value] : years->entries()) read_year(key, value, calendar, faults);
  }
  keys.finish();
  return calendar;
}

}  // namespace bq::pack
