#pragma once

#include <string>
#include <vector>

#include "pack/report_plan.hpp"
#include "report/report.hpp"

namespace bq::report {

/// One figure of a report and where it stands.
struct ExactFigure {
  std::string section;
  std::string row;     ///< The key of a table that is split, the line of a form, the metric of a section with a column per period; else empty.
  std::string column;  ///< The id of the column.
  std::string label;   ///< What people call it: the heading, of a row with the row's before it, of a form's line with its number.
  Cell value;
  std::string metric;     ///< Whose value it is over the report's own period; empty for a sum and for another period.
  std::string dimension;  ///< By which the metric is split; empty for the whole.
  std::string key;        ///< The row of `dimension`.
};

/// Every figure of a report in its order; tables that SQL fills, assessments and targets are no figures of the report's own and give none.
[[nodiscard]] std::vector<ExactFigure> figures_of(const Report& report, const pack::ReportPlan& plan);

/// A figure as exact decimals: of a rate both sides, of a spread of days median, count and p90; what it does not have is empty, all for a dash.
struct ExactNumbers {
  std::string number;
  std::string of;
  std::string p90;

  friend bool operator==(const ExactNumbers&, const ExactNumbers&) = default;
  /// True for nothing, 0, 0 of 0 and no days: what a row that a paper leaves out would say.
  [[nodiscard]] bool is_zero() const { return (number.empty() || number == "0") && (of.empty() || of == "0"); }
};

[[nodiscard]] ExactNumbers numbers_of(const Cell& cell);

}  // namespace bq::report
