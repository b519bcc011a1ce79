#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "pack/metric.hpp"
#include "report/report.hpp"

namespace bq::report {

/// The cells of one row of a table, by metric id.
using Figures = std::map<std::string, Cell, std::less<>>;

/// Texts by number, so that keys and things are compared as numbers.
class Words {
 public:
  [[nodiscard]] std::uint32_t number(const std::string& word);
  [[nodiscard]] const std::string& word(std::uint32_t number) const { return words_[number]; }

 private:
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::vector<std::string> words_;
};

/// What a metric makes of each row of its population. All lists are as long as the population or empty.
struct MeasuredMetric {
  const pack::Metric* metric = nullptr;
  std::vector<std::int64_t> counted;      ///< 1 or 0; of `distinct`, `value`, `sum` and `ratio` the value, or `nothing`.
  std::vector<std::int64_t> denominator;  ///< 1 or 0; of a rate with `distinct` and of `ratio` the value, or `nothing`.
  std::vector<std::int64_t> of;           ///< 1 where the row is in `of`, before `among` narrows it.
  std::vector<std::uint32_t> thing;       ///< Of `each`: which thing the row belongs to.

  static constexpr std::int64_t nothing = std::numeric_limits<std::int64_t>::min();
};

/// Pairs of row and group in which the row stands.
using RowGroups = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

/// The figure of the metric for each of `count` groups.
[[nodiscard]] std::vector<Cell> tally(const MeasuredMetric& measured, const RowGroups& rows, std::uint32_t count);

/// The rows (by number; MeasuredPopulation turns them into rids) behind a figure of one group: those counted or in the numerator, those only in the
/// denominator, and those of `of` that `among` keeps out. Where different values or things are counted each is told once, so the rows are as many as the
/// figure.
struct Behind {
  std::vector<std::int64_t> numerator;
  std::vector<std::int64_t> denominator;
  std::vector<std::int64_t> outside;
};
[[nodiscard]] Behind rows_behind(const MeasuredMetric& measured, const std::vector<std::uint32_t>& rows);

/// A cell with no figure in it: 0, 0 of 0, or no days.
[[nodiscard]] Cell empty_cell(pack::MetricFormat format);

/// True for a cell that says nothing: 0, 0 of 0, no days, no value.
[[nodiscard]] bool is_zero(const Cell& cell);

}  // namespace bq::report
