#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "report/report.hpp"

namespace bq::report {

/// One item of an assessment: full points at the target, `slope` points fewer for each unit below it (a rate counts in percentage points), never under
/// `floor` nor over `cap`. All numbers are millionths. Without a slope it is all or nothing.
struct ScoreItem {
  std::string metric;
  std::int64_t points = 0;
  std::optional<std::int64_t> target;  ///< Absent: 100, which is every case of a rate.
  std::optional<std::int64_t> slope;
  std::optional<std::int64_t> floor;  ///< Absent: 0.
  std::optional<std::int64_t> cap;    ///< Absent: the points.
  std::int64_t min_n = 0;             ///< With fewer in the denominator the item is not scored.
};

/// Why an item has no score.
enum class Unscored { no, no_cases, too_few };

/// What a figure earns, in millionths of a point; nothing when the item is not scored.
struct ItemScore {
  std::int64_t points = 0;
  Unscored unscored = Unscored::no;
};

/// Scores one figure, comparing unrounded values; the points are rounded half up to millionths.
[[nodiscard]] ItemScore score(const ScoreItem& item, const Cell& figure);

/// The sum of the scored items, scaled so that what could not be scored costs nothing: 30 of 40 scored points count as 75 of 100 where the items are
/// worth 100 together. Nothing when no item was scored.
[[nodiscard]] std::optional<std::int64_t> total(const std::vector<ScoreItem>& items, const std::vector<ItemScore>& scores);

/// Places of `totals` from 1, equal ones share theirs; nothing keeps its place 0.
[[nodiscard]] std::vector<std::size_t> places_of(const std::vector<std::optional<std::int64_t>>& totals);

}  // namespace bq::report
