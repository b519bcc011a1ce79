#include <doctest/doctest.h>

#include "report/scoring.hpp"

namespace {

using namespace bq::report;

constexpr std::int64_t point = 1'000'000;

ScoreItem item(std::int64_t points, std::int64_t target, std::int64_t slope_tenths, std::int64_t floor_tenths) {
  return {.metric = "m",
          .points = points * point,
          .target = target * point,
          .slope = slope_tenths * point / 10,
          .floor = floor_tenths * point / 10,
          .cap = {},
          .min_n = 0};
}

/// The points of a rate, in hundredths, rounded half up as tables print them.
std::int64_t hundredths(const ScoreItem& of, std::int64_t n, std::int64_t d) { return (score(of, Rate{n, d}).points + 5'000) / 10'000; }

// The rules of a published ranking, which fit every point that it printed: a timeliness of 20 points, full at 95 %, one fewer a point below, never under 0.
TEST_CASE("points fall by the slope below the target and stop at the floor") {
  const ScoreItem timeliness = item(20, 95, 10, 0);
  CHECK(hundredths(timeliness, 8982, 10000) == 1482);
  CHECK(hundredths(timeliness, 4, 5) == 500);
  CHECK(hundredths(timeliness, 2, 3) == 0);
  CHECK(hundredths(timeliness, 95, 100) == 2000);
  CHECK(hundredths(timeliness, 100, 100) == 2000);
}

// Satisfaction of 25 points, half a point fewer a point below the target, never under 12.5; the target rose from 95 to 98.
TEST_CASE("a floor above zero holds") {
  const ScoreItem before = item(25, 95, 5, 125);
  CHECK(hundredths(before, 12, 17) == 1279);  // 70.588 %
  CHECK(hundredths(before, 2, 3) == 1250);
  const ScoreItem after = item(25, 98, 5, 125);
  CHECK(hundredths(after, 3, 4) == 1350);
  CHECK(hundredths(after, 7, 8) == 1975);
  CHECK(hundredths(after, 5, 6) == 1767);
}

TEST_CASE("what is printed as the target but lies below it is not full") {
  // 94.996 % prints as 95.00 %.
  CHECK(score(item(20, 95, 10, 0), Rate{23749, 25000}).points == 20 * point - 4'000);
}

TEST_CASE("a cap lets points rise above the item's own, and without a slope it is all or nothing") {
  ScoreItem bonus = item(10, 80, 5, 0);
  bonus.cap = 15 * point;
  CHECK(score(bonus, Rate{9, 10}).points == 15 * point);
  CHECK(score(bonus, Rate{82, 100}).points == 11 * point);
  ScoreItem all = item(10, 80, 0, 20);
  all.slope.reset();
  CHECK(score(all, Rate{8, 10}).points == 10 * point);
  CHECK(score(all, Rate{79, 100}).points == 2 * point);
}

TEST_CASE("no cases and too few cases are not scored, and say which") {
  ScoreItem three = item(20, 95, 10, 0);
  three.min_n = 3;
  CHECK(score(three, Rate{0, 0}).unscored == Unscored::no_cases);
  CHECK(score(three, Rate{2, 2}).unscored == Unscored::too_few);
  CHECK(score(three, Rate{3, 3}).unscored == Unscored::no);
  CHECK(score(three, Cell()).unscored == Unscored::no_cases);
}

TEST_CASE("counts, decimals, days and ratios are scored as numbers; a ratio over nothing has no cases") {
  const ScoreItem five = item(10, 5, 10, 0);
  CHECK(score(five, Cell(std::int64_t{3})).points == 8 * point);
  CHECK(score(five, Cell(bq::Decimal{4'500'000})).points == 9'500'000);
  CHECK(score(five, Cell(Days{2, 9, 8})).points == 9'500'000);  // a median of 4.5
  const ScoreItem growth = item(10, 8, 10, 0);
  CHECK(score(growth, Cell(Ratio{{5 * point}, {100 * point}})).points == 7 * point);
  CHECK(score(growth, Cell(Ratio{{5 * point}, {-100 * point}})).unscored == Unscored::no_cases);
}

TEST_CASE("the points of what is not scored are shared out") {
  const std::vector<ScoreItem> items{item(60, 100, 10, 0), item(40, 100, 10, 0)};
  const auto total_of = [&](const Cell& first, const Cell& second) { return total(items, {score(items[0], first), score(items[1], second)}); };
  CHECK(total_of(Rate{9, 10}, Rate{1, 1}) == 90 * point);
  CHECK(total_of(Rate{0, 0}, Rate{9, 10}) == 75 * point);  // 30 of 40 count as 75 of 100
  CHECK_FALSE(total_of(Rate{0, 0}, Rate{0, 0}));
}

TEST_CASE("equal totals share a place and the next one is skipped") {
  CHECK(places_of({90, 95, std::nullopt, 90, 80}) == std::vector<std::size_t>{2, 1, 0, 2, 4});
}

}  // namespace
