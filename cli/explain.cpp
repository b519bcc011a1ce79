#include "explain.hpp"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "index/guard.hpp"
#include "index/validate.hpp"

namespace bq::cli {
namespace {

const char* in(Language language, const char* zh, const char* en) { return language == Language::zh ? zh : en; }

std::string indented(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    result += fmt::format("    {}\n", text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return result;
}

void add_example(std::string& text, const char* title, const pack::Example& example) {
  if (example.files.empty()) return;
  text += fmt::format("\n{}\n", title);
  for (const auto& [path, content] : example.files) text += fmt::format("  {}\n{}", path, indented(content));
}

void add_predicate(std::string& text, const char* name, const pack::Sql& sql) {
  if (!sql.empty()) text += fmt::format("  {:<10} {}\n", name, sql.text);
}

}  // namespace

std::string explain_rule(const pack::Rule& rule, Language language) {
  const char* weight = rule.severity == pack::Severity::error ? "error" : rule.severity == pack::Severity::warning ? "warning" : "ignore";
  std::string text = fmt::format("{} [{}] {}\n\n{}\n\n{}\n  {}\n", rule.id, weight, rule.title.in(language), rule.about.in(language),
                                 in(language, "提示语：", "What it says:"), rule.message.in(language));
  for (const Text& hint : rule.hints) text += fmt::format("  = {}\n", hint.in(language));
  add_example(text, in(language, "会报告的例子：", "An example that it reports:"), rule.fails);
  add_example(text, in(language, "改好之后：", "The same, mended:"), rule.passes);
  text += fmt::format("\n{}\n", in(language, "级别可在 bqtool.yaml 的 severity（规则级别）里改。", "Its weight can be set under severity in bqtool.yaml."));
  return text;
}

std::string explain_sql(index::Index& index, const pack::Rule& rule, Language language) {
  if (rule.sql.empty())
    return fmt::format("\n{}\n", in(language, "这条规则由读取文本时直接发现，没有 SQL。", "This rule is found while reading the text; it has no SQL."));
  std::string text = fmt::format("\nSQL\n{}\n{}\n", indented(rule.sql.text), in(language, "执行计划", "Plan"));
  // A rule may be a stranger's: its plan is asked for inside the sandbox too.
  const index::Guard guard(index.db());
  index::GuardedQuery plan(index.db(), "EXPLAIN QUERY PLAN " + rule.sql.text);
  index::GuardedQuery query(index.db(), rule.sql.text);
  if (query.fault() || plan.fault()) return text + fmt::format("    {}\n", (query.fault() ? query : plan).fault()->reason.in(language));
  (void)plan.run(index.bindings(), [&](const std::vector<index::SqlValue>& step) {
    text += fmt::format("    {}\n", std::get<std::string>(step[3]));
    return true;
  });
  const auto begin = std::chrono::steady_clock::now();
  std::size_t rows = 0;
  const auto fault = query.run(index.bindings(), [&](const std::vector<index::SqlValue>&) {
    ++rows;
    return true;
  });
  if (fault) return text + fmt::format("\n{}\n", fault->reason.in(language));
  const auto time = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin);
  return text + fmt::format("\n{}\n", fmt::format(fmt::runtime(in(language, "返回 {} 行，用时 {:.1f} 毫秒", "{} rows in {:.1f} ms")), rows, time.count()));
}

std::string explain_metric(const pack::Population& population, const pack::Metric& metric, Language language) {
  std::string text = fmt::format("{} {}\n\n{}\n\n{}{}\n  {}\n\n", metric.id, metric.title.in(language), metric.about.in(language),
                                 in(language, "计数对象：", "What is counted: "), population.title.in(language), population.about.in(language));
  text += fmt::format("{}\n", in(language, "定义（SQL 条件）：", "Definition (as SQL):"));
  if (!metric.of.empty()) text += fmt::format("  {:<10} {}\n", "of", metric.of);
  add_predicate(text, "when", metric.when);
  add_predicate(text, "among", metric.among);
  add_predicate(text, "each", metric.each);
  add_predicate(text, "share", metric.share);
  add_predicate(text, "distinct", metric.distinct);
  add_predicate(text, "value", metric.value);
  add_predicate(text, "sum", metric.sum);
  add_predicate(text, "ratio of", metric.ratio_of);
  add_predicate(text, "ratio to", metric.ratio_to);
  std::vector<std::string> ways;
  for (const pack::Grouping& grouping : population.by) ways.push_back(grouping.dimension);
  if (!ways.empty())
    text += fmt::format("\n{}{}\n", in(language, "可按以下分组：", "Can be split by: "), fmt::join(ways, language == Language::zh ? "、" : ", "));
  if (!metric.additive) text += fmt::format("{}\n", in(language, "各行不能相加：合计另行计算。", "Rows do not add up: a total is counted anew."));
  return text;
}

std::string explain_report(const pack::Pack& pack, const pack::ReportPlan& plan, Language language) {
  std::string text = fmt::format("{} {}\n\n{}\n", plan.name, plan.title.in(language), plan.about.in(language));
  for (const pack::SectionPlan& section : plan.sections) {
    text += fmt::format("\n{} {}\n", section.id, section.title.in(language));
    if (!section.about.empty()) text += fmt::format("  {}\n", section.about.in(language));
    for (const std::string& id : section.metrics) {
      const pack::Metric* metric = pack::find_metric(pack, id).second;
      text += fmt::format("    {} {}\n", id, metric != nullptr ? metric->title.in(language) : "");
    }
    for (const pack::TableColumn& column : section.columns) text += fmt::format("    {} {}\n", column.id, column.title.in(language));
  }
  return text;
}

}  // namespace bq::cli
