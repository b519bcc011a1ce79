#include "report/tally.hpp"

#include <algorithm>
#include <unordered_set>

namespace bq::report {
namespace {

using pack::MetricFormat;

constexpr std::int64_t nothing = MeasuredMetric::nothing;

Days spread(std::vector<std::int64_t>& days) {
  const auto n = static_cast<std::int64_t>(days.size());
  if (n == 0) return {};
  std::ranges::sort(days);
  const std::int64_t doubled = days[static_cast<std::size_t>((n - 1) / 2)] + days[static_cast<std::size_t>(n / 2)];
  const std::int64_t rank = (9 * n + 9) / 10;  // ceil(0.9 n)
  return {n, doubled, days[static_cast<std::size_t>(rank - 1)]};
}

std::vector<Cell> tally_sums(const MeasuredMetric& measured, const RowGroups& rows, std::uint32_t count) {
  std::vector<std::int64_t> n(count), d(count);
  for (const auto& [row, group] : rows) {
    if (measured.counted[row] != nothing) n[group] += measured.counted[row];
    if (!measured.denominator.empty() && measured.denominator[row] != nothing) d[group] += measured.denominator[row];
  }
  std::vector<Cell> cells;
  for (std::uint32_t group = 0; group < count; ++group) {
    switch (measured.metric->format) {
      case MetricFormat::rate:
        cells.emplace_back(Rate{n[group], d[group]});
        break;
      case MetricFormat::decimal:
        cells.emplace_back(Decimal{n[group]});
        break;
      case MetricFormat::ratio:
        cells.emplace_back(Ratio{{n[group]}, {d[group]}});
        break;
      default:
        cells.emplace_back(n[group]);
        break;
    }
  }
  return cells;
}

/// Different values, of a rate on both sides.
std::vector<Cell> tally_distinct(const MeasuredMetric& measured, const RowGroups& rows, std::uint32_t count) {
  std::vector<std::unordered_set<std::int64_t>> n(count), d(count);
  for (const auto& [row, group] : rows) {
    if (measured.counted[row] != nothing) n[group].insert(measured.counted[row]);
    if (!measured.denominator.empty() && measured.denominator[row] != nothing) d[group].insert(measured.denominator[row]);
  }
  std::vector<Cell> cells;
  for (std::uint32_t group = 0; group < count; ++group) {
    const auto in_numerator = static_cast<std::int64_t>(n[group].size());
    if (measured.metric->format == MetricFormat::rate) {
      cells.emplace_back(Rate{in_numerator, static_cast<std::int64_t>(d[group].size())});
    } else {
      cells.emplace_back(in_numerator);
    }
  }
  return cells;
}

/// Things all of whose rows are in the numerator, of all things.
std::vector<Cell> tally_each(const MeasuredMetric& measured, const RowGroups& rows, std::uint32_t count) {
  std::vector<std::unordered_map<std::uint32_t, bool>> things(count);
  for (const auto& [row, group] : rows) {
    if (measured.denominator[row] != 1) continue;
    const auto [thing, is_new] = things[group].emplace(measured.thing[row], true);
    thing->second = thing->second && measured.counted[row] == 1;
  }
  std::vector<Cell> cells;
  for (const auto& group : things) {
    const auto good = std::ranges::count_if(group, [](const auto& thing) { return thing.second; });
    cells.emplace_back(Rate{good, static_cast<std::int64_t>(group.size())});
  }
  return cells;
}

std::vector<Cell> tally_days(const MeasuredMetric& measured, const RowGroups& rows, std::uint32_t count) {
  std::vector<std::vector<std::int64_t>> days(count);
  for (const auto& [row, group] : rows) {
    if (measured.counted[row] != nothing) days[group].push_back(measured.counted[row]);
  }
  std::vector<Cell> cells;
  for (auto& group : days) cells.emplace_back(spread(group));
  return cells;
}

}  // namespace

std::uint32_t Words::number(const std::string& word) {
  const auto [known, is_new] = numbers_.try_emplace(word, static_cast<std::uint32_t>(words_.size()));
  if (is_new) words_.push_back(word);
  return known->second;
}

std::vector<Cell> tally(const MeasuredMetric& measured, const RowGroups& rows, std::uint32_t count) {
  if (!measured.metric->each.empty()) return tally_each(measured, rows, count);
  if (!measured.metric->distinct.empty()) return tally_distinct(measured, rows, count);
  if (!measured.metric->value.empty()) return tally_days(measured, rows, count);
  return tally_sums(measured, rows, count);
}

Behind rows_behind(const MeasuredMetric& measured, const std::vector<std::uint32_t>& rows) {
  const pack::Metric& metric = *measured.metric;
  const bool is_rate = metric.format == MetricFormat::rate || metric.format == MetricFormat::ratio;
  const bool has_value = !metric.distinct.empty() || !metric.value.empty() || !metric.sum.empty() || metric.format == MetricFormat::ratio;
  const auto stands = [&](const std::vector<std::int64_t>& side, std::uint32_t row) { return has_value ? side[row] != nothing : side[row] == 1; };
  std::unordered_set<std::int64_t> bad;   // of `each`: the things that are not wholly good
  std::unordered_set<std::int64_t> told;  // of `distinct` and `each`: the values or things told so far; those of the numerator come first
  for (const std::uint32_t row : rows) {
    if (!metric.each.empty() && measured.denominator[row] == 1 && measured.counted[row] != 1) bad.insert(measured.thing[row]);
  }
  const auto is_new = [&](const std::vector<std::int64_t>& side, std::uint32_t row) {
    if (!metric.each.empty()) return told.insert(measured.thing[row]).second;
    return metric.distinct.empty() || told.insert(side[row]).second;
  };
  Behind behind;
  for (const std::uint32_t row : rows) {
    const bool counts = metric.each.empty() ? stands(measured.counted, row) : measured.denominator[row] == 1 && !bad.contains(measured.thing[row]);
    if (counts && is_new(measured.counted, row)) behind.numerator.push_back(row);
  }
  for (const std::uint32_t row : rows) {
    const bool counts = metric.each.empty() ? stands(measured.counted, row) : measured.denominator[row] == 1 && !bad.contains(measured.thing[row]);
    const bool in_denominator = is_rate && stands(measured.denominator, row);
    if (in_denominator && !counts && is_new(measured.denominator, row)) behind.denominator.push_back(row);
    if (!measured.of.empty() && measured.of[row] == 1 && !in_denominator && !counts) behind.outside.push_back(row);
  }
  return behind;
}

Cell empty_cell(MetricFormat format) {
  switch (format) {
    case MetricFormat::count:
      return std::int64_t{0};
    case MetricFormat::rate:
      return Rate{};
    case MetricFormat::days:
      return Days{};
    case MetricFormat::decimal:
      return Decimal{};
    case MetricFormat::ratio:
      return Ratio{};
  }
  return {};
}

bool is_zero(const Cell& cell) {
  if (const auto* count = std::get_if<std::int64_t>(&cell)) return *count == 0;
  if (const auto* rate = std::get_if<Rate>(&cell)) return rate->n == 0 && rate->d == 0;
  if (const auto* days = std::get_if<Days>(&cell)) return days->n == 0;
  if (const auto* decimal = std::get_if<Decimal>(&cell)) return decimal->millionths == 0;
  if (const auto* ratio = std::get_if<Ratio>(&cell)) return ratio->n.millionths == 0 && ratio->d.millionths == 0;
  return std::holds_alternative<std::monostate>(cell);
}

}  // namespace bq::report
