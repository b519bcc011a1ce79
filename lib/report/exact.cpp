#include "report/exact.hpp"

#include <algorithm>
#include <cstddef>

namespace bq::report {
namespace {

using pack::SectionPlan;

/// The columns of a form before its figures: line, group, title.
constexpr std::size_t before_form_figures = 3;
/// Key or metric, and what people call it.
constexpr std::size_t before_split_figures = 2;

const std::string& text_of(const Cell& cell) {
  static const std::string none;
  const auto* text = std::get_if<std::string>(&cell);
  return text == nullptr ? none : *text;
}

std::string label(const std::string& row, const std::string& column) { return row.empty() || column.empty() ? row + column : row + "·" + column; }

/// A cell that speaks in words, such as "nothing was reported", is no figure.
bool is_figure(const Cell& cell) { return !std::holds_alternative<std::string>(cell); }

void add_form(const SectionPlan& plan, const Section& section, std::vector<ExactFigure>& figures) {
  for (const auto& row : section.rows) {
    const auto line = std::ranges::find(plan.lines, text_of(row.front()), &pack::FormLine::id);
    const std::string metric = line == plan.lines.end() ? "" : line->metric;
    for (std::size_t i = before_form_figures; i < row.size(); ++i) {
      const bool is_total = i == before_form_figures;
      if (!is_figure(row[i])) continue;
      figures.push_back({section.id, text_of(row.front()), section.columns[i].id,
                         label(text_of(row.front()) + " " + text_of(row[2]), is_total ? "" : section.columns[i].title), row[i], metric, is_total ? "" : plan.by,
                         is_total ? "" : section.columns[i].id});
    }
  }
}

void add_periods(const Section& section, std::vector<ExactFigure>& figures) {
  for (const auto& row : section.rows) {
    for (std::size_t i = before_split_figures; i < row.size(); ++i) {
      const bool is_own = i + 1 == row.size();
      const Column& column = section.columns[i];
      if (is_figure(row[i]))
        figures.push_back({section.id, text_of(row.front()), column.id, label(text_of(row[1]), is_own ? "" : column.title), row[i],
                           is_own ? text_of(row.front()) : "", "", ""});
    }
  }
}

void add_split(const SectionPlan& plan, const Section& section, std::vector<ExactFigure>& figures) {
  for (const auto& row : section.rows) {
    for (std::size_t i = before_split_figures; i < row.size(); ++i) {
      const Column& column = section.columns[i];
      if (is_figure(row[i]))
        figures.push_back(
            {section.id, text_of(row.front()), column.id, label(text_of(row[1]), column.title), row[i], column.id, plan.by, text_of(row.front())});
    }
  }
}

void add_whole(const Section& section, std::vector<ExactFigure>& figures) {
  if (section.rows.empty()) return;
  for (std::size_t i = 0; i < section.columns.size(); ++i) {
    const Column& column = section.columns[i];
    if (is_figure(section.rows.front()[i])) figures.push_back({section.id, "", column.id, column.title, section.rows.front()[i], column.id, "", ""});
  }
}

}  // namespace

std::vector<ExactFigure> figures_of(const Report& report, const pack::ReportPlan& plan) {
  std::vector<ExactFigure> figures;
  for (const Section& section : report.sections) {
    const auto layout = std::ranges::find(plan.sections, section.id, &SectionPlan::id);
    if (layout == plan.sections.end()) continue;
    if (!layout->lines.empty()) {
      add_form(*layout, section, figures);
    } else if (layout->metrics.empty()) {
      continue;
    } else if (layout->periods) {
      add_periods(section, figures);
    } else if (section.keyed) {
      add_split(*layout, section, figures);
    } else if (section.is_summary) {
      add_whole(section, figures);
    }
  }
  return figures;
}

ExactNumbers numbers_of(const Cell& cell) {
  if (const auto* count = std::get_if<std::int64_t>(&cell)) return {std::to_string(*count), "", ""};
  if (const auto* decimal = std::get_if<Decimal>(&cell)) return {to_string(*decimal), "", ""};
  if (const auto* rate = std::get_if<Rate>(&cell)) return {std::to_string(rate->n), std::to_string(rate->d), ""};
  if (const auto* ratio = std::get_if<Ratio>(&cell)) return {to_string(ratio->n), to_string(ratio->d), ""};
  const auto* days = std::get_if<Days>(&cell);
  if (days == nullptr || days->n == 0) return {};
  return {to_string(Decimal{days->median_doubled * (Decimal::scale / 2)}), std::to_string(days->n), std::to_string(days->p90)};
}

}  // namespace bq::report
