#include "report/period_words.hpp"

#include <fmt/format.h>

namespace bq::report {

std::string period_words(const Period& period, Language language) {
  if (language == Language::en) return period.label;
  const std::string year = period.label.substr(0, 4);
  switch (period.length) {
    case PeriodLength::quarter:
      return fmt::format("{}年第{}季度", year, period.label.substr(5));
    case PeriodLength::half:
      return fmt::format("{}年{}半年", year, period.label.back() == '1' ? "上" : "下");
    case PeriodLength::month:
      return fmt::format("{}年{}月", year, std::stoi(period.label.substr(5)));
    case PeriodLength::year:
      return fmt::format("{}年", year);
    case PeriodLength::day:
      return fmt::format("截至{}", period.label);
    default:
      return fmt::format("{}至{}", to_string(period.start), to_string(period.finish));
  }
}

}  // namespace bq::report
