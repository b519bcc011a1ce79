#include "report/sql_table.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "index/derive.hpp"

namespace bq::report {
namespace {

using index::SqlValue;
using pack::SectionPlan;

constexpr std::array<std::pair<std::string_view, Format>, 6> formats{
    {{"text", Format::text}, {"count", Format::count}, {"decimal", Format::decimal}, {"date", Format::date}, {"rate", Format::rate}, {"ratio", Format::ratio}}};

Format format_named(std::string_view name) {
  const auto found = std::ranges::find(formats, name, &std::pair<std::string_view, Format>::first);
  return found == formats.end() ? Format::text : found->second;
}

std::vector<Cell> sql_cells(const Section& section, const std::vector<std::string>& names, const std::vector<SqlValue>& row) {
  const auto value = [&](const std::string& name) -> SqlValue {
    const auto found = std::ranges::find(names, name);
    return found == names.end() ? SqlValue{} : row[static_cast<std::size_t>(found - names.begin())];
  };
  const auto whole = [](const SqlValue& v) { return std::holds_alternative<std::int64_t>(v) ? std::get<std::int64_t>(v) : 0; };
  std::vector<Cell> cells;
  for (const Column& column : section.columns) {
    const SqlValue v = value(column.id);
    if (column.format == Format::ratio) {
      cells.emplace_back(Ratio{{whole(v)}, {whole(value(column.id + "_d"))}});
    } else if (column.format == Format::rate) {
      cells.emplace_back(Rate{whole(v), whole(value(column.id + "_d"))});
    } else if (std::holds_alternative<std::monostate>(v)) {
      cells.emplace_back();
    } else if (const auto* number = std::get_if<std::int64_t>(&v)) {
      cells.push_back(column.format == Format::decimal ? Cell(Decimal{*number})
                      : column.format == Format::count ? Cell(*number)
                                                       : Cell(std::to_string(*number)));
    } else if (const auto* text = std::get_if<std::string>(&v)) {
      cells.emplace_back(*text);
    } else {
      cells.emplace_back(fmt::format("{:.10g}", std::get<double>(v)));
    }
  }
  return cells;
}

/// Cells of columns of the format `metric` get the metric's title; a share says that it is in per cent.
void name_metrics(const pack::Pack& pack, const SectionPlan& plan, Language language, Section& section) {
  for (std::size_t i = 0; i < plan.columns.size(); ++i) {
    if (plan.columns[i].format != "metric") continue;
    for (std::vector<Cell>& row : section.rows) {
      const auto* id = std::get_if<std::string>(&row[i]);
      const pack::Metric* metric = id == nullptr ? nullptr : pack::find_metric(pack, *id).second;
      if (metric == nullptr) continue;
      const bool is_share = metric->format == pack::MetricFormat::rate || metric->format == pack::MetricFormat::ratio;
      const std::string title = metric->title.in(language);
      row[i] = Cell(is_share ? title + Text{"（%）", " (%)"}.in(language) : title);
    }
  }
}

}  // namespace

bool is_on_paper(const SectionPlan& plan, const std::string& column) { return plan.paper.empty() || std::ranges::find(plan.paper, column) != plan.paper.end(); }

void fill_from_sql(index::Index& index, const SectionPlan& plan, Language language, Section& section, std::vector<pack::PackFault>& faults) {
  for (const pack::TableColumn& column : plan.columns) {
    section.columns.push_back({column.id, column.title.in(language), format_named(column.format), is_on_paper(plan, column.id)});
  }
  index.settle_for(plan.sql.text);
  const index::Guard guard(index.db());
  index::GuardedQuery query(index.db(), plan.sql.text);
  std::optional<index::SqlFault> fault = query.fault();
  if (!fault) {
    const std::vector<std::string> names = query.columns();
    fault = query.run(index.bindings(), [&](const std::vector<SqlValue>& row) {
      section.rows.push_back(sql_cells(section, names, row));
      return true;
    });
  }
  if (fault) faults.push_back(index::sql_mistake(plan.sql, fault->offset, fault->reason));
  name_metrics(index.pack(), plan, language, section);
}

}  // namespace bq::report
