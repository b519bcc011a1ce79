#include "report/scoring.hpp"

#include <algorithm>

namespace bq::report {
namespace {

// A product of two numbers in millionths needs more than 64 bits.
__extension__ using Wide = __int128;

constexpr std::int64_t scale = Decimal::scale;

/// `n / d` rounded half up; `d` is positive.
std::int64_t rounded(Wide n, Wide d) {
  const Wide doubled = 2 * n + d;
  Wide result = doubled / (2 * d);
  if (doubled % (2 * d) < 0) --result;
  return static_cast<std::int64_t>(result);
}

/// A figure as a fraction n / d in millionths of its unit; a rate in percentage points.
struct Value {
  Wide n = 0;
  Wide d = 1;
  std::int64_t cases = 0;
};

std::optional<Value> value_of(const Cell& figure) {
  if (const auto* rate = std::get_if<Rate>(&figure)) {
    if (rate->d == 0) return std::nullopt;
    return Value{Wide{rate->n} * 100 * scale, rate->d, rate->d};
  }
  if (const auto* ratio = std::get_if<Ratio>(&figure)) {
    if (ratio->d.millionths <= 0) return std::nullopt;
    return Value{Wide{ratio->n.millionths} * 100 * scale, ratio->d.millionths, 1};
  }
  if (const auto* days = std::get_if<Days>(&figure)) {
    if (days->n == 0) return std::nullopt;
    return Value{Wide{days->median_doubled} * scale, 2, days->n};
  }
  if (const auto* count = std::get_if<std::int64_t>(&figure)) return Value{Wide{*count} * scale, 1, *count};
  if (const auto* decimal = std::get_if<Decimal>(&figure)) return Value{decimal->millionths, 1, 1};
  return std::nullopt;
}

}  // namespace

ItemScore score(const ScoreItem& item, const Cell& figure) {
  const auto value = value_of(figure);
  if (!value) return {0, Unscored::no_cases};
  if (value->cases < item.min_n) return {0, Unscored::too_few};
  const std::int64_t floor = item.floor.value_or(0);
  const std::int64_t cap = item.cap.value_or(item.points);
  const Wide target = item.target.value_or(100 * scale);
  const Wide missing = target * value->d - value->n;  // below the target, over d
  if (!item.slope) return {missing <= 0 ? std::min(item.points, cap) : floor, Unscored::no};
  const std::int64_t lost = rounded(missing * *item.slope, value->d * scale);
  return {std::clamp(item.points - lost, std::min(floor, cap), cap), Unscored::no};
}

std::optional<std::int64_t> total(const std::vector<ScoreItem>& items, const std::vector<ItemScore>& scores) {
  Wide sum = 0;
  Wide scored = 0;
  Wide whole = 0;
  for (std::size_t i = 0; i < items.size(); ++i) {
    whole += items[i].points;
    if (scores[i].unscored != Unscored::no) continue;
    scored += items[i].points;
    sum += scores[i].points;
  }
  if (scored <= 0) return std::nullopt;
  return rounded(sum * whole, scored);
}

std::vector<std::size_t> places_of(const std::vector<std::optional<std::int64_t>>& totals) {
  std::vector<std::size_t> places;
  for (const auto& mine : totals) {
    const auto better = std::ranges::count_if(totals, [&](const auto& other) { return mine && other && *other > *mine; });
    places.push_back(mine ? static_cast<std::size_t>(better) + 1 : 0);
  }
  return places;
}

}  // namespace bq::report
