#include <algorithm>
#include <memory>

#include <fmt/format.h>

#include "base/hash.hpp"
#include "base/width.hpp"
#include "commands.hpp"
#include "index/validate.hpp"
#include "ledger.hpp"
#include "output.hpp"
#include "period_flags.hpp"
#include "render/render.hpp"
#include "report/kept.hpp"
#include "store/git.hpp"
#include "suggest.hpp"

namespace bq::cli {
namespace {

struct Flags {
  std::string name;
  PeriodFlags period;
  bool list = false;
  bool strict = false;
};

/// The reports of the pack as a table: name, period, what it is.
std::string list_reports(const pack::Pack& pack, Language language) {
  std::vector<std::vector<std::string>> rows;
  for (const auto& [name, plan] : pack.reports) rows.push_back({name, name_of(plan.period), plan.about.in(language)});
  const bool zh = language == Language::zh;
  return render::render_table({zh ? "名称" : "name", zh ? "周期" : "period", zh ? "内容" : "content"}, rows, {false, false, false});
}

/// The paper for a period: the one the settings name for it, if the pack has it, or the plain one.
std::string default_name(Ledger& ledger, PeriodLength length) {
  for (const auto& row :
       ledger.index().rows("SELECT report FROM programme_reporting WHERE every = :every AND report IS NOT NULL ORDER BY rid", {{":every", name_of(length)}})) {
    if (const auto& name = std::get<std::string>(row[0]); ledger.pack().reports.contains(name)) return name;
  }
  return name_of(length);
}

const pack::ReportPlan& plan_named(const pack::Pack& pack, const std::string& name) {
  const auto plan = pack.reports.find(name);
  if (plan != pack.reports.end()) return plan->second;
  std::vector<std::string> known;
  for (const auto& [other, none] : pack.reports) known.push_back(other);
  throw unknown_value("report", name, known);
}

/// Complains on standard error about what in the pack kept parts out.
void say_faults(const Options& options, const Ledger& ledger, const std::vector<pack::PackFault>& faults) {
  if (faults.empty()) return;
  const render::Verdict verdict{index::pack_diagnostics(ledger.pack(), faults, options.language), ledger.prefix()};
  std::string text = render::verdict_formats().front().render(verdict, {options.language, false});
  if (text.ends_with('\n')) text.pop_back();
  note(options, {text, text});
}

Exit run(const Flags& flags, const Context& context) {
  const Options& options = context.options;
  if (flags.list) {
    print(options, list_reports(*load_pack(options), options.language));
    return Exit::clean;
  }
  Ledger ledger(context);
  index::Index& index = ledger.index();
  const bool is_free = !flags.period.since.empty() || !flags.period.until.empty();
  const PeriodLength wanted = is_free ? PeriodLength::free : flags.period.length.value_or(PeriodLength::quarter);
  const pack::ReportPlan& plan = plan_named(ledger.pack(), flags.name.empty() ? default_name(ledger, wanted) : flags.name);
  const Asked asked = resolve_period(flags.period, plan.period, plan.name, index.settings(), context);
  index.ask(asked.question);

  index::CheckRun checks(index, index::Weight::errors);
  checks.start_beside();
  report::Built built = report::build_or_recall(index, {&plan, asked.period, asked.cut_off, options.language});
  const index::Damage damage = index::damage(index, checks);
  if (flags.strict && damage.errors > 0) {
    throw UserError(Exit::findings,
                    {fmt::format("台账有 {} 处错误，按 --strict 不出报表", damage.errors),
                     fmt::format("the ledger has {} errors; --strict prints no report then", damage.errors)},
                    {"先用 bqtool validate 看清并改正", "see and mend them with bqtool validate"});
  }
  report::Report& report = built.report;
  const store::Revision revision = store::revision_of(ledger.tree().root());
  report.commit = revision.commit;
  report.clean = revision.clean;
  report.pack = hex(ledger.pack().hash);
  report.calendar = hex(index.calendar_hash());
  report.errors = damage.errors;
  report.left_out = damage.left_out;

  const auto& formats = render::report_formats();
  const auto format = std::ranges::find(formats, options.format, &render::ReportFormat::name);
  print(options, format->render(report, style_of(options)), format->is_for_excel ? Reader::excel : Reader::anybody);
  if (damage.errors > 0) {
    note(options, {fmt::format("台账有 {} 处错误，报表只含有效记录；用 bqtool validate 查看", damage.errors),
                   fmt::format("the ledger has errors: {}; the report speaks of its valid part only, see bqtool validate", damage.errors)});
  }
  say_faults(options, ledger, built.faults);
  return damage.errors > 0 || !built.faults.empty() ? Exit::findings : Exit::clean;
}

Run set_up(CLI::App& app, Language language) {
  const auto flags = std::make_shared<Flags>();
  const bool zh = language == Language::zh;
  app.add_option("name", flags->name, zh ? "哪张报表；不写则是该周期的那一张" : "which report; without it the paper of that period")->type_name("[NAME]");
  add_period_flags(app, flags->period, language);
  app.add_flag("--list", flags->list, zh ? "列出有哪些报表" : "list the reports there are");
  app.add_flag("--strict", flags->strict, zh ? "台账有错误就不出报表" : "print no report when the ledger has errors");
  return [flags](const Context& context) { return run(*flags, context); };
}

}  // namespace

Command report_command() {
  return {.name = "report",
          .about = {.zh = "打印周、月、季、半年、年度材料", .en = "print the paper of a week, month, quarter, half-year or year"},
          .examples = {{"bqtool report --quarter", {.zh = "最近一个已结束的季度", .en = "the last quarter that has ended"}},
                       {"bqtool report --quarter=2024Q1 --as-of 2024-04-10",
                        {.zh = "2024 年一季度，按 4 月 10 日所知", .en = "the first quarter of 2024 as known on 10 April"}},
                       {"bqtool report --month=2024-03 -O csv -o 三月.csv", {.zh = "三月的数字，供 Excel 打开", .en = "the figures of March for Excel"}}},
          .formats = names_of(render::report_formats()),
          .set_up = set_up};
}

}  // namespace bq::cli
