#include "base/period.hpp"

#include <doctest/doctest.h>

#include <string>

namespace bq {
namespace {

using std::chrono::Friday;
using std::chrono::Monday;

Date day(const char* text) { return parse_date(text).value(); }

std::string shown(const std::optional<Period>& period) {
  if (!period) return "none";
  return period->label + " = " + to_string(period->start) + " " + to_string(period->finish);
}

}  // namespace

TEST_CASE("a period is named by its label") {
  CHECK(shown(parse_period(PeriodLength::quarter, "2024Q1", Monday)) == "2024Q1 = 2024-01-01 2024-03-31");
  CHECK(shown(parse_period(PeriodLength::quarter, "2024q4", Monday)) == "2024Q4 = 2024-10-01 2024-12-31");
  CHECK(shown(parse_period(PeriodLength::half, "2024h2", Monday)) == "2024H2 = 2024-07-01 2024-12-31");
  CHECK(shown(parse_period(PeriodLength::month, "2024-02", Monday)) == "2024-02 = 2024-02-01 2024-02-29");
  CHECK(shown(parse_period(PeriodLength::year, "2024", Monday)) == "2024 = 2024-01-01 2024-12-31");
  CHECK(shown(parse_period(PeriodLength::free, "2024-01-05..2024-02-03", Monday)) == "2024-01-05..2024-02-03 = 2024-01-05 2024-02-03");
}

TEST_CASE("a week is named by any day in it and labelled by its first") {
  CHECK(shown(parse_period(PeriodLength::week, "2024-03-06", Monday)) == "2024-03-04 = 2024-03-04 2024-03-10");
  CHECK(shown(parse_period(PeriodLength::week, "2024-03-06", Friday)) == "2024-03-01 = 2024-03-01 2024-03-07");
}

TEST_CASE("what names no period of the length is none") {
  CHECK_FALSE(parse_period(PeriodLength::quarter, "2024Q5", Monday));
  CHECK_FALSE(parse_period(PeriodLength::quarter, "2024Q0", Monday));
  CHECK_FALSE(parse_period(PeriodLength::quarter, "2024H1", Monday));
  CHECK_FALSE(parse_period(PeriodLength::quarter, "2024Q11", Monday));
  CHECK_FALSE(parse_period(PeriodLength::half, "2024H3", Monday));
  CHECK_FALSE(parse_period(PeriodLength::half, "", Monday));
  CHECK_FALSE(parse_period(PeriodLength::month, "2024", Monday));
  CHECK_FALSE(parse_period(PeriodLength::year, "2024-01", Monday));
  CHECK_FALSE(parse_period(PeriodLength::year, "20240", Monday));
  CHECK_FALSE(parse_period(PeriodLength::week, "2024W10", Monday));
  CHECK_FALSE(parse_period(PeriodLength::free, "2024-02-03..2024-01-05", Monday));
  CHECK_FALSE(parse_period(PeriodLength::free, "2024-02-03", Monday));
}

TEST_CASE("the last ended period may end on the day itself") {
  CHECK(last_ended(PeriodLength::quarter, day("2024-03-31"), Monday).label == "2024Q1");
  CHECK(last_ended(PeriodLength::quarter, day("2024-03-30"), Monday).label == "2023Q4");
  CHECK(last_ended(PeriodLength::week, day("2024-03-10"), Monday).label == "2024-03-04");
  CHECK(last_ended(PeriodLength::free, day("2024-03-10"), Monday).label == "2024-03-10..2024-03-10");
}

TEST_CASE("the period before has the same length") {
  CHECK(previous(parse_period(PeriodLength::half, "2024H1", Monday).value(), Monday).label == "2023H2");
  CHECK(previous(parse_period(PeriodLength::month, "2024-01", Monday).value(), Monday).label == "2023-12");
  CHECK(previous(parse_period(PeriodLength::week, "2024-03-04", Monday).value(), Monday).label == "2024-02-26");
  CHECK(previous(parse_period(PeriodLength::free, "2024-02-03..2024-02-04", Monday).value(), Monday).label == "2024-02-01..2024-02-02");
}

TEST_CASE("a cut-off paper runs from cut-off to cut-off and keeps its label") {
  const std::vector<MonthDay> halves{{6, 25}, {12, 25}};
  const Period first = parse_period(PeriodLength::half, "2024H1", Monday).value();
  const Period second = parse_period(PeriodLength::half, "2024H2", Monday).value();
  CHECK(shown(with_cut_off(first, halves)) == "2024H1 = 2023-12-26 2024-06-25");
  CHECK(shown(with_cut_off(second, halves)) == "2024H2 = 2024-06-26 2024-12-25");
  CHECK(shown(with_cut_off(parse_period(PeriodLength::year, "2024", Monday).value(), {{12, 20}})) == "2024 = 2023-12-21 2024-12-20");
}

TEST_CASE("a cut-off day beyond the end of its month is its last day") {
  const std::vector<MonthDay> quarters{{3, 31}, {6, 31}, {9, 31}, {12, 31}};
  CHECK(shown(with_cut_off(parse_period(PeriodLength::quarter, "2024Q3", Monday).value(), quarters)) == "2024Q3 = 2024-07-01 2024-09-30");
}

TEST_CASE("the period before a cut-off one is the one whose paper came before") {
  const std::vector<MonthDay> halves{{6, 25}, {12, 25}};
  const Period cut = with_cut_off(parse_period(PeriodLength::half, "2024H1", Monday).value(), halves);
  CHECK(shown(with_cut_off(previous(cut, Monday), halves)) == "2023H2 = 2023-06-26 2023-12-25");
}

TEST_CASE("cut-off days of another number leave a period as it is") {
  const Period week = period_of(PeriodLength::week, day("2024-03-04"), Monday);
  CHECK(with_cut_off(week, {{6, 25}}) == week);
  const Period half = parse_period(PeriodLength::half, "2024H1", Monday).value();
  CHECK(with_cut_off(half, {}) == half);
}

}  // namespace bq
