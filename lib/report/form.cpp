#include "report/form.hpp"

#include <algorithm>

namespace bq::report {
namespace {

using pack::SectionPlan;

/// What a line of a form says: its metric, or the sum of the lines that it names, which are counts or decimals.
Cell line_cell(const pack::Pack& pack, const SectionPlan& plan, const pack::FormLine& line, const Figures& figures) {
  if (!line.metric.empty()) {
    const auto figure = figures.find(line.metric);
    if (figure != figures.end()) return figure->second;
    const pack::Metric* metric = pack::find_metric(pack, line.metric).second;
    return metric == nullptr ? Cell() : empty_cell(metric->format);
  }
  std::int64_t count = 0;
  std::optional<Decimal> decimal;
  for (const std::string& id : line.sum) {
    const auto part = std::ranges::find(plan.lines, id, &pack::FormLine::id);
    const Cell cell = line_cell(pack, plan, *part, figures);
    if (const auto* number = std::get_if<std::int64_t>(&cell)) count += *number;
    if (const auto* exact = std::get_if<Decimal>(&cell)) decimal = Decimal{(decimal ? decimal->millionths : 0) + exact->millionths};
    if (std::holds_alternative<std::monostate>(cell)) return {};
  }
  return decimal ? Cell(Decimal{decimal->millionths + count * Decimal::scale}) : Cell(count);
}

/// The rows of the lines `ids`.
std::vector<std::size_t> places_of(const SectionPlan& plan, const std::vector<std::string>& ids) {
  std::vector<std::size_t> places;
  for (const std::string& id : ids) {
    places.push_back(static_cast<std::size_t>(std::ranges::find(plan.lines, id, &pack::FormLine::id) - plan.lines.begin()));
  }
  return places;
}

}  // namespace

std::vector<std::string> metrics_of(const SectionPlan& plan) {
  std::vector<std::string> result;
  for (const pack::FormLine& line : plan.lines) {
    if (!line.metric.empty()) result.push_back(line.metric);
  }
  return result;
}

void fill_form(const pack::Pack& pack, const SectionPlan& plan, const Figures& total, const std::vector<FormColumn>& columns, Language language,
               Section& section) {
  const bool zh = language == Language::zh;
  section.columns = {{"line", zh ? "序号" : "No.", Format::text, true},
                     {"group", zh ? "项目" : "Group", Format::text, true},
                     {"title", zh ? "工作内容" : "Line", Format::text, true},
                     {"value", zh ? (plan.by.empty() ? "具体情况" : "合计") : (plan.by.empty() ? "Figure" : "Total"), Format::decimal, true}};
  for (const FormColumn& column : columns) section.columns.push_back({column.id, column.title, Format::decimal, true});
  for (const pack::FormLine& line : plan.lines) {
    std::vector<Cell> row{Cell(line.id), Cell(line.group.in(language)), Cell(line.title.in(language)), line_cell(pack, plan, line, total)};
    for (const FormColumn& column : columns) {
      row.push_back(!column.instead.empty() ? Cell(column.instead) : line_cell(pack, plan, line, column.figures));
    }
    if (!line.sum.empty()) section.sums.push_back({section.rows.size(), places_of(plan, line.sum)});
    section.rows.push_back(std::move(row));
  }
}

}  // namespace bq::report
