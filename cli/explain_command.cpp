#include <memory>

#include "commands.hpp"
#include "explain.hpp"
#include "ledger.hpp"
#include "output.hpp"
#include "suggest.hpp"

namespace bq::cli {
namespace {

struct Flags {
  std::string name;
  PeriodFlags period;
  std::string row;
  bool sql = false;
};

UserError unknown_name(const std::string& name, const pack::Pack& pack) {
  std::vector<std::string> known;
  for (const auto& [id, rule] : pack.rules) known.push_back(id);
  for (const auto& [id, population] : pack.populations) {
    for (const pack::Metric& metric : population.metrics) known.push_back(metric.id);
  }
  for (const auto& [id, plan] : pack.reports) known.push_back(id);
  return unknown_value("explain", name, known);
}

Exit run(const Flags& flags, const Context& context) {
  const Options& options = context.options;
  const auto pack = load_pack(options);
  if (const auto rule = pack->rules.find(flags.name); rule != pack->rules.end()) {
    std::string text = explain_rule(rule->second, options.language);
    if (flags.sql) {
      Ledger ledger(context);
      ledger.index().ask(question_on(options.as_of.value_or(context.today)));
      text += explain_sql(ledger.index(), rule->second, options.language);
    }
    print(options, text);
    return Exit::clean;
  }
  const auto [population, metric] = pack::find_metric(*pack, flags.name);
  if (metric != nullptr) {
    if (!flags.period.any()) {
      print(options, explain_metric(*population, *metric, options.language));
      return Exit::clean;
    }
    Ledger ledger(context);
    const Asked asked = resolve_period(flags.period, PeriodLength::quarter, "", ledger.index().settings(), context);
    ledger.index().ask(asked.question);
    return print_evidence(ledger, flags.name, flags.row, asked, options);
  }
  if (const auto plan = pack->reports.find(flags.name); plan != pack->reports.end()) {
    print(options, explain_report(*pack, plan->second, options.language));
    return Exit::clean;
  }
  throw unknown_name(flags.name, *pack);
}

Run set_up(CLI::App& app, Language language) {
  const auto flags = std::make_shared<Flags>();
  const bool zh = language == Language::zh;
  app.add_option("name", flags->name, zh ? "规则、指标或报表的名字" : "the name of a rule, a metric or a report")->type_name("NAME")->required();
  add_period_flags(app, flags->period, language);
  app.add_option("--row", flags->row, zh ? "只看某张分组表的一行，如 unit=gongxin" : "only one row of a by-table, such as unit=gongxin")
      ->type_name("DIMENSION=KEY");
  app.add_flag("--sql", flags->sql, zh ? "规则的 SQL、执行计划和用时" : "the rule's SQL, its plan and its time");
  return [flags](const Context& context) { return run(*flags, context); };
}

}  // namespace

Command explain_command() {
  return {.name = "explain",
          .about = {.zh = "说明一条规则、一个指标或一张报表；带周期时列出数字背后的记录",
                    .en = "say what a rule, a metric or a report means; with a period, which records stand behind the number"},
          .examples = {{"bqtool explain overdue-case", {.zh = "这条规则查什么、怎么改", .en = "what the rule looks for, and the remedy"}},
                       {"bqtool explain on_time_rate --quarter=2024Q1",
                        {.zh = "按时办结率的分子、分母是哪些诉求", .en = "which records are in the numerator and the denominator"}},
                       {"bqtool explain due --quarter=2024Q1 --row unit=gongxin", {.zh = "一个单位那一格的数字", .en = "the figure in one unit's row"}}},
          .formats = {"text", "csv", "json"},
          .set_up = set_up,
          .takes_at = true};
}

}  // namespace bq::cli
