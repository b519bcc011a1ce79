#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "a_quarter.hpp"

namespace bq::tests {

using Lines = std::vector<std::string>;
using Figures = std::map<std::string, std::string>;

/// A cell in full: `3/4` for a rate, `20.5/380` for a ratio.
[[nodiscard]] inline std::string shown(const report::Cell& cell) {
  if (const auto* count = std::get_if<std::int64_t>(&cell)) return std::to_string(*count);
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  if (const auto* rate = std::get_if<report::Rate>(&cell)) return fmt::format("{}/{}", rate->n, rate->d);
  if (const auto* days = std::get_if<report::Days>(&cell))
    return fmt::format("{} of {}{} and {}", days->n, days->median_doubled / 2, days->median_doubled % 2 != 0 ? ".5" : "", days->p90);
  if (const auto* ratio = std::get_if<report::Ratio>(&cell)) return to_string(ratio->n) + "/" + to_string(ratio->d);
  if (const auto* decimal = std::get_if<Decimal>(&cell)) return to_string(*decimal);
  return "nothing";
}

[[nodiscard]] inline const report::Section& section_of(const report::Report& report, std::string_view id) {
  return *std::ranges::find(report.sections, id, &report::Section::id);
}

[[nodiscard]] inline std::size_t column_of(const report::Section& section, std::string_view id) {
  return static_cast<std::size_t>(std::ranges::find(section.columns, id, &report::Column::id) - section.columns.begin());
}

/// The figures of a metric in a by-section, `key=figure`, those of nothing left out.
[[nodiscard]] inline Lines split(const report::Report& report, std::string_view id, std::string_view metric) {
  const report::Section& section = section_of(report, id);
  const std::size_t column = column_of(section, metric);
  Lines result;
  for (const auto& row : section.rows) {
    const std::string figure = shown(row.at(column));
    if (figure != "0" && figure != "0/0") result.push_back(std::get<std::string>(row[0]) + "=" + figure);
  }
  return result;
}

/// The figures of the summary by metric.
[[nodiscard]] inline Figures summary(const report::Report& report) {
  const report::Section& section = section_of(report, "summary");
  Figures result;
  for (std::size_t i = 0; i < section.columns.size(); ++i) result[section.columns[i].id] = shown(section.rows[0][i]);
  return result;
}

/// Says where figures differ from the ones worked out by hand, and which have none.
[[nodiscard]] inline Lines wrong(const Figures& found, const Figures& by_hand) {
  Lines result;
  for (const auto& [id, figure] : found) {
    const auto expected = by_hand.find(id);
    if (expected == by_hand.end() || expected->second != figure)
      result.push_back(fmt::format("{}: {} and by hand {}", id, figure, expected == by_hand.end() ? "nothing" : expected->second));
  }
  for (const auto& [id, figure] : by_hand) {
    if (!found.contains(id)) result.push_back(id + " is not in the summary");
  }
  return result;
}

/// What the ledger `further` gives for its first quarter, worked out by hand: the metrics that the quarter's report does not print.
[[nodiscard]] const Figures& further_quarter();

}  // namespace bq::tests
