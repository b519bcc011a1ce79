#pragma once

#include <string>
#include <utility>
#include <vector>

#include "report/report.hpp"

namespace bq::tests {

/// A section with no more than a table.
[[nodiscard]] inline report::Section a_section(std::string id, std::string title, std::vector<report::Column> columns,
                                               std::vector<std::vector<report::Cell>> rows = {}) {
  report::Section section;
  section.id = std::move(id);
  section.title = std::move(title);
  section.columns = std::move(columns);
  section.rows = std::move(rows);
  return section;
}

/// A small report with every kind of cell, for the tests of all formats.
[[nodiscard]] inline report::Report a_report() {
  using report::Days;
  using report::Format;
  using report::Rate;
  report::Report report;
  report.name = "quarter";
  report.title = "2024年第一季度包联工作报告";
  report.programme = "某县干部包联企业";
  report.period = {.length = PeriodLength::quarter, .label = "2024Q1", .start = *parse_date("2024-01-01"), .finish = *parse_date("2024-03-31")};
  report.as_of = *parse_date("2024-03-31");
  report.commit = "a1b2c3d";
  report.clean = true;
  report.pack = "0123456789abcdef";
  report.calendar = "fedcba9876543210";

  auto summary = a_section("summary", "总体情况",
                           {{"received", "本期收到", Format::count},
                            {"on_time_rate", "按时办结率", Format::rate},
                            {"return_rate", "退回重办率", Format::rate},
                            {"response_days", "办理时长", Format::days}},
                           {{std::int64_t{14}, Rate{12, 14}, Rate{0, 0}, Days{40, 11, 12}}});
  summary.narrative = {"本季度收到诉求14件。"};
  summary.is_summary = true;

  auto by_unit = a_section("by-unit", "按单位",
                           {{"key", "编号"},
                            {"label", "单位"},
                            {"received", "本期收到", Format::count},
                            {"on_time_rate", "按时办结率", Format::rate},
                            {"closed", "本期销号", Format::count, false}},
                           {{"u-tax", "税务局", std::int64_t{3}, Rate{3, 4}, std::int64_t{1}}, {"", "未转办", std::int64_t{11}, Rate{}, std::int64_t{0}}});
  by_unit.keyed = true;

  auto register_ = a_section("enterprises", "名册", {{"code", "代码"}, {"capital", "资本", Format::decimal}}, {{"370000000000000018", Decimal{1'500'000}}});
  register_.on_paper = false;

  report.sections = {summary, by_unit, register_, a_section("open", "未办结", {{"id", "编号"}})};
  return report;
}

}  // namespace bq::tests
