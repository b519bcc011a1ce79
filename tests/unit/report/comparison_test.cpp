#include "report/comparison.hpp"

#include <doctest/doctest.h>

namespace bq::tests {
namespace {

using report::Order;
using report::other_periods;

Date day(const char* text) { return *parse_date(text); }

Order half_of_2022(const char* label, std::vector<MonthDay> cut_offs = {}) {
  Period period = *parse_period(PeriodLength::half, label, std::chrono::Monday);
  if (!cut_offs.empty()) period = with_cut_off(period, cut_offs);
  return {.plan = nullptr, .period = period, .cut_off = std::nullopt, .language = Language::zh, .cut_offs = std::move(cut_offs)};
}

std::vector<Period> beside(const pack::OtherPeriods& asked, const Order& order, const char* as_of, std::optional<Date> started = std::nullopt) {
  return other_periods(asked, order, std::chrono::Monday, started, day(as_of));
}

}  // namespace

TEST_CASE("the period before is cut off as the report's own is") {
  const auto periods = beside({.previous = true}, half_of_2022("2022H2", {{6, 25}, {12, 25}}), "2022-12-25");
  REQUIRE(periods.size() == 1);
  CHECK(periods[0].label == "2022H1");
  CHECK(periods[0].start == day("2021-12-26"));
  CHECK(periods[0].finish == day("2022-06-25"));
}

TEST_CASE("a period that ended before the programme started is not set beside this one") {
  CHECK(beside({.previous = true}, half_of_2022("2022H1"), "2022-06-30", day("2022-01-01")).empty());
  CHECK(beside({.previous = true}, half_of_2022("2022H1"), "2022-06-30", day("2021-12-31")).size() == 1);
}

TEST_CASE("parts are those begun by the as-of day, kept within the period") {
  const auto quarters = beside({.parts = PeriodLength::quarter}, half_of_2022("2022H2", {{6, 25}, {12, 25}}), "2022-12-25");
  REQUIRE(quarters.size() == 3);
  CHECK(quarters[0].label == "2022Q2");
  CHECK(quarters[0].start == day("2022-06-26"));
  CHECK(quarters[2].finish == day("2022-12-25"));
  CHECK(beside({.parts = PeriodLength::month}, half_of_2022("2022H1"), "2022-02-01").size() == 2);
}

}  // namespace bq::tests
