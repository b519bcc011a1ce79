#include "pack/report_plan.hpp"

#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

namespace bq::pack {
namespace {

using yaml::Fields;
using yaml::NodeRef;

constexpr std::array<std::pair<std::string_view, PeriodLength>, 7> lengths{{{"day", PeriodLength::day},
                                                                            {"week", PeriodLength::week},
                                                                            {"month", PeriodLength::month},
                                                                            {"quarter", PeriodLength::quarter},
                                                                            {"half", PeriodLength::half},
                                                                            {"year", PeriodLength::year},
                                                                            {"free", PeriodLength::free}}};

/// Named lists of metric ids, so that sections need not repeat them.
using Sets = std::map<std::string, std::vector<std::string>, std::less<>>;

std::vector<TableColumn> read_columns(NodeRef node, std::vector<Fault>& faults) {
  std::vector<TableColumn> columns;
  for (auto [key, value] : node.entries()) {
    TableColumn column;
    column.id = std::string(key.text());
    if (value.is_scalar()) {
      column.title = yaml::bilingual_of(value, faults);
    } else {
      Fields keys(value, faults);
      column.title = {keys.text("zh"), keys.text("en")};
      if (std::string format = keys.text("format"); !format.empty()) column.format = std::move(format);
      keys.finish();
    }
    columns.push_back(std::move(column));
  }
  return columns;
}

std::vector<Sentence> read_narrative(NodeRef node, const Source& source, std::vector<Fault>& faults) {
  std::vector<Sentence> sentences;
  for (NodeRef item : node.items()) {
    Fields keys(item, faults);
    sentences.push_back({{keys.text("zh"), keys.text("en")}, take_sql(keys, "when", source), keys.flag("internal")});
    keys.finish();
  }
  return sentences;
}

/// A line belongs to the group of the line before when it names none.
std::vector<FormLine> read_lines(NodeRef node, std::vector<Fault>& faults) {
  std::vector<FormLine> lines;
  for (NodeRef item : node.items()) {
    Fields keys(item, faults);
    FormLine line{keys.text("id"), keys.bilingual("group"), keys.bilingual("title"), keys.text("metric"), keys.texts("sum")};
    keys.finish();
    if (line.metric.empty() == line.sum.empty()) {
      faults.push_back(yaml::mistake(item.span(), {"表中一行要么写 metric，要么写 sum", "a line of a form has either a metric or a sum"}));
    }
    for (const std::string& id : line.sum) {
      // Lines that are sums themselves add up nothing, so that no circle can arise.
      const bool stands = std::ranges::any_of(node.items(), [&](NodeRef other) {
        const auto name = other.find("id");
        return name && name->text() == id && other.find("metric");
      });
      if (!stands)
        faults.push_back(yaml::mistake(
            item.span(), {fmt::format("sum 里的“{}”不是有 metric 的一行", id), fmt::format("sum names \"{}\", which is no line with a metric", id)}));
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

std::optional<OtherPeriods> read_periods(Fields& keys, const SectionPlan& section) {
  const auto node = keys.take("periods");
  if (!node) return std::nullopt;
  if (section.metrics.empty() || !section.by.empty()) {
    keys.faults().push_back(yaml::mistake(node->span(), {"periods 只用于有 metrics、没有 by 的一节", "periods is for a section with metrics and without by"}));
  }
  if (node->text() == "previous") return OtherPeriods{.previous = true};
  const auto found = std::ranges::find(lengths, node->text(), &std::pair<std::string_view, PeriodLength>::first);
  if (found != lengths.end() && found->second != PeriodLength::free) return OtherPeriods{.parts = found->second};
  keys.faults().push_back(yaml::mistake(
      node->span(), {"periods 只能是 previous、day、week、month、quarter、half、year", "periods must be previous, day, week, month, quarter, half or year"}));
  return std::nullopt;
}

SectionPlan read_section(NodeRef node, const Source& source, const Sets& sets, std::vector<Fault>& faults) {
  Fields keys(node, faults);
  SectionPlan section;
  (void)keys.need("id");
  section.id = keys.text("id");
  section.title = keys.bilingual("title");
  section.about = keys.bilingual("about");
  for (const std::string& name : keys.texts("metrics")) {
    const auto set = sets.find(name);
    if (set == sets.end()) {
      section.metrics.push_back(name);
    } else {
      section.metrics.insert(section.metrics.end(), set->second.begin(), set->second.end());
    }
  }
  section.by = keys.text("by");
  section.periods = read_periods(keys, section);
  if (const auto columns = keys.take("columns")) section.columns = read_columns(*columns, faults);
  section.sql = take_sql(keys, "sql", source);
  if (const auto score = keys.take("score")) {
    Fields inner(*score, faults);
    section.score = {take_sql(inner, "items", source), take_sql(inner, "keys", source), take_sql(inner, "bonus", source)};
    inner.finish();
  }
  if (const auto lines = keys.take("lines")) section.lines = read_lines(*lines, faults);
  section.targets = keys.flag("targets");
  section.paper = keys.texts("paper");
  section.on_paper = !keys.flag("hidden");
  section.is_internal = keys.flag("internal");
  section.values = take_sql(keys, "values", source);
  if (const auto narrative = keys.take("narrative")) section.narrative = read_narrative(*narrative, source, faults);
  keys.finish();
  return section;
}

PeriodLength read_length(Fields& keys, PeriodLength otherwise) {
  const auto node = keys.take("period");
  if (!node) return otherwise;
  const auto found = std::ranges::find(lengths, node->text(), &std::pair<std::string_view, PeriodLength>::first);
  if (found != lengths.end()) return found->second;
  keys.faults().push_back(yaml::mistake(
      node->span(), {"period 只能是 day、week、month、quarter、half、year、free", "period must be day, week, month, quarter, half, year or free"}));
  return otherwise;
}

}  // namespace

ReportPlan public_edition(ReportPlan report) {
  const auto is_internal = [](const auto& part) { return part.is_internal; };
  std::erase_if(report.sections, is_internal);
  std::erase_if(report.head, is_internal);
  std::erase_if(report.foot, is_internal);
  return report;
}

ReportPlan read_report(std::string name, NodeRef root, const Source& source, const ReportPlan* base, std::vector<Fault>& faults) {
  Fields keys(root, faults);
  ReportPlan report = base != nullptr ? *base : ReportPlan{};
  (void)keys.take("extends");
  report.name = std::move(name);
  report.path = source.path();
  if (Text title = keys.bilingual("title"); !title.empty()) report.title = std::move(title);
  if (Text about = keys.bilingual("about"); !about.empty()) report.about = std::move(about);
  report.period = read_length(keys, report.period);
  if (std::vector<std::string> subjects = keys.texts("subjects"); !subjects.empty()) report.subjects = std::move(subjects);
  if (const auto node = keys.take("narrow")) {
    for (auto [kind, dimension] : node->entries()) report.narrow.insert_or_assign(std::string(kind.text()), std::string(dimension.text()));
  }
  report.is_public = keys.flag("public");  // whoever extends a report has to say so again
  report.of_history = keys.flag("history");
  report.needs_subject = keys.flag("needs_subject") || report.needs_subject;
  if (const auto node = keys.take("parameters")) {
    for (auto [key, value] : node->entries()) report.parameters.insert_or_assign(std::string(key.text()), yaml::bilingual_of(value, faults));
  }
  if (const auto node = keys.take("head")) report.head = read_narrative(*node, source, faults);
  if (const auto node = keys.take("foot")) report.foot = read_narrative(*node, source, faults);
  if (Sql values = take_sql(keys, "values", source); !values.empty()) report.values = std::move(values);
  if (Sql each = take_sql(keys, "each", source); !each.empty()) report.each = std::move(each);
  Sets sets;
  if (const auto node = keys.take("sets")) {
    for (auto [key, value] : node->entries()) sets.emplace(key.text(), yaml::texts_of(value, faults));
  }
  if (const auto sections = keys.take("sections")) {
    for (NodeRef item : sections->items()) {
      SectionPlan section = read_section(item, source, sets, faults);
      const auto known = std::ranges::find(report.sections, section.id, &SectionPlan::id);
      if (known != report.sections.end()) {
        *known = std::move(section);
      } else {
        report.sections.push_back(std::move(section));
      }
    }
  }
  keys.finish();
  return report;
}

}  // namespace bq::pack
