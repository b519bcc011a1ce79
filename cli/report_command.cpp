#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <memory>

#include <fmt/format.h>
#include <fmt/ranges.h>

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
#include "subject.hpp"
#include "suggest.hpp"

namespace bq::cli {
namespace {

struct Flags {
  std::string name;
  PeriodFlags period;
  std::string subject;
  std::string each;
  std::map<std::string, std::string> parameters;
  bool list = false;
  bool strict = false;
};

/// What papers of the pack can be asked besides days and subject: the flag, whether it takes a value, and what it means.
struct ParameterFlag {
  std::string_view name;
  std::string_view value;  ///< Empty: none, it is set or not.
  Text about;
};

const std::array<ParameterFlag, 3>& parameter_flags() {
  static const std::array<ParameterFlag, 3> flags{
      {{"batch", "BATCH", {.zh = "只要这一批", .en = "only this batch"}},
       {"scheme", "SCHEME", {.zh = "按哪一套方案", .en = "after which scheme"}},
       {"public", "", {.zh = "对外公开的样子，隐去不宜公开的内容", .en = "as it may be published, without what must not be"}}}};
  return flags;
}

/// A report without sections is there to be extended.
bool is_paper(const pack::ReportPlan& plan) { return !plan.sections.empty(); }

/// How the papers are handed in, by report: from whom to whom, and by when, as the settings of the ledger around here say.
std::map<std::string, std::vector<std::string>> lines_of(index::Index& index, Language language) {
  std::map<std::string, std::vector<std::string>> lines;
  const auto text = [](const index::SqlValue& value) { return std::holds_alternative<std::string>(value) ? std::get<std::string>(value) : std::string(); };
  for (const auto& row : index.rows("SELECT report, sender, recipient, due_zh, due_en FROM paper_line ORDER BY rid")) {
    const std::string from_to = row[2].index() == 0 ? text(row[1]) : fmt::format("{} → {}", text(row[1]), text(row[2]));
    const std::string due = text(row[language == Language::zh ? 3 : 4]);
    lines[text(row[0])].push_back(due.empty() ? from_to : fmt::format(fmt::runtime(language == Language::zh ? "{}，{}" : "{}, {}"), from_to, due));
  }
  return lines;
}

/// The reports of the pack as a table: name, period, what it can be narrowed to, how this ledger hands it in, what it is.
std::string list_reports(const pack::Pack& pack, const std::map<std::string, std::vector<std::string>>& lines, Language language) {
  std::vector<std::vector<std::string>> rows;
  for (const auto& [name, plan] : pack.reports) {
    if (!is_paper(plan)) continue;
    const auto mine = lines.find(name);
    const std::string subjects = fmt::format("{}{}", fmt::join(plan.subjects, ","), plan.needs_subject ? "!" : "");
    std::vector<std::string> row{name, name_of(plan.period), subjects, plan.about.in(language)};
    if (!lines.empty())
      row.insert(row.begin() + 3, mine == lines.end() ? "" : fmt::format("{}", fmt::join(mine->second, language == Language::zh ? "；" : "; ")));
    rows.push_back(std::move(row));
  }
  const bool zh = language == Language::zh;
  std::vector<std::string> headings{zh ? "名称" : "name", zh ? "周期" : "period", "--for", zh ? "内容" : "content"};
  if (!lines.empty()) headings.insert(headings.begin() + 3, zh ? "报送" : "handed in");
  return render::render_table(headings, rows, std::vector<bool>(headings.size(), false));
}

/// The paper for a period: the one the settings name for it, if the pack has it, or the plain one.
std::string default_name(Ledger& ledger, PeriodLength length) {
  for (const auto& row :
       ledger.index().rows("SELECT report FROM programme_reporting WHERE every = :every AND report IS NOT NULL ORDER BY rid", {{":every", name_of(length)}})) {
    const auto plan = ledger.pack().reports.find(std::get<std::string>(row[0]));
    if (plan != ledger.pack().reports.end() && !plan->second.needs_subject) return plan->first;
  }
  return name_of(length);
}

const pack::ReportPlan& plan_named(const pack::Pack& pack, const std::string& name) {
  const auto plan = pack.reports.find(name);
  if (plan != pack.reports.end() && is_paper(plan->second)) return plan->second;
  std::vector<std::string> known;
  for (const auto& [other, one] : pack.reports) {
    if (is_paper(one)) known.push_back(other);
  }
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

UserError usage(std::string zh, std::string en, Text hint = {}) { return {Exit::usage, {std::move(zh), std::move(en)}, std::move(hint)}; }

/// The parameters that the flags give, as the report's SQL knows them.
index::Bindings parameters_of(const Flags& flags, const pack::ReportPlan& plan) {
  index::Bindings values{{":report", plan.name}};
  for (const auto& [name, value] : flags.parameters) {
    if (!plan.parameters.contains(name)) {
      throw usage(fmt::format("报表“{}”不能用 --{}", plan.name, name), fmt::format("the report '{}' takes no --{}", plan.name, name));
    }
    if (value.empty()) {
      values.emplace_back(":" + name, std::int64_t{1});
    } else {
      values.emplace_back(":" + name, value);
    }
  }
  return values;
}

void check_subject(const pack::ReportPlan& plan, const std::optional<index::Subject>& subject) {
  if (!subject && !plan.needs_subject) return;
  if (subject && std::ranges::find(plan.subjects, subject->kind) != plan.subjects.end()) return;
  if (plan.subjects.empty()) {
    throw usage(fmt::format("报表“{}”讲的是全部，不能用 --for 缩小", plan.name),
                fmt::format("the report '{}' speaks of everything and takes no --for", plan.name));
  }
  throw usage(fmt::format("报表“{}”要用 --for 指明一个记录，种类是 {}", plan.name, fmt::join(plan.subjects, "、")),
              fmt::format("the report '{}' takes --for with a record of the kind {}", plan.name, fmt::join(plan.subjects, " or ")));
}

/// Builds one report, with what the ledger and the pack were.
report::Built build_one(Ledger& ledger, const pack::ReportPlan& plan, const Asked& asked, Language language) {
  index::Index& index = ledger.index();
  report::Built built = report::build_or_recall(index, {&plan, asked.period, asked.cut_off, language, asked.cut_offs});
  const store::Revision revision = store::revision_of(ledger.tree().root());
  built.report.commit = revision.commit;
  built.report.clean = revision.clean;
  built.report.pack = hex(ledger.pack().hash);
  built.report.calendar = hex(index.calendar_hash());
  return built;
}

/// The subjects of `kind` that a report is printed for one by one: those it names itself, or every key that always stands.
std::vector<index::Subject> subjects_of(Ledger& ledger, const pack::ReportPlan& plan, const std::string& kind) {
  index::Index& index = ledger.index();
  std::vector<index::Subject> subjects;
  if (!plan.each.empty()) {
    index.settle_for(plan.each.text);
    for (const auto& row : index.rows(plan.each.text, index.bindings())) {
      const auto* of = std::get_if<std::string>(&row[0]);
      const auto* id = std::get_if<std::string>(&row[1]);
      if (of != nullptr && id != nullptr && *of == kind) subjects.push_back({*of, *id});
    }
    return subjects;
  }
  std::vector<std::string> known;
  for (const auto& [name, dimension] : ledger.pack().dimensions) {
    if (dimension.subject.empty()) continue;
    known.push_back(dimension.subject);
    if (dimension.subject != kind || !subjects.empty()) continue;
    index.settle_for(dimension.rows.text);
    for (const auto& row : index.rows(dimension.rows.text, index.bindings())) {
      const auto* always = std::get_if<std::int64_t>(&row[2]);
      if (always != nullptr && *always != 0) subjects.push_back({kind, std::get<std::string>(row[0])});
    }
  }
  if (subjects.empty() && std::ranges::find(known, kind) == known.end()) throw unknown_value("--each", kind, known);
  return subjects;
}

Exit print_each(const Flags& flags, Ledger& ledger, const pack::ReportPlan& plan, const Asked& asked, const render::ReportFormat& format,
                const index::Damage& damage, const Options& options) {
  namespace fs = std::filesystem;
  if (options.output.empty()) throw usage("--each 要用 -o 指明放文件的文件夹", "--each needs -o with the folder for the files");
  std::error_code error;
  fs::create_directories(options.output, error);
  if (error || !fs::is_directory(options.output, error)) {
    throw UserError(Exit::environment,
                    {fmt::format("{} 不是能写的文件夹", options.output.string()), fmt::format("{} is no folder to write to", options.output.string())});
  }
  const std::vector<index::Subject> subjects = subjects_of(ledger, plan, flags.each);
  if (subjects.empty()) throw UserError(Exit::findings, {"没有一个可印的对象", "there is nothing to print it for"});
  bool faulty = false;
  for (const index::Subject& subject : subjects) {
    index::Question question = asked.question;
    question.subject = subject;
    ledger.index().ask(question);
    report::Built built = build_one(ledger, plan, asked, options.language);
    built.report.errors = damage.errors;
    built.report.left_out = damage.left_out;
    Options one = options;
    one.output = options.output / fmt::format("{}-{}-{}.{}", plan.name, asked.period.label, subject.id, format.extension);
    print(one, format.render(built.report, style_of(one)), format.is_for_excel ? Reader::excel : Reader::anybody);
    say_faults(options, ledger, built.faults);
    faulty = faulty || !built.faults.empty();
  }
  note(options,
       {fmt::format("{} 份，放在 {}", subjects.size(), options.output.string()), fmt::format("{} files in {}", subjects.size(), options.output.string())});
  return faulty || damage.errors > 0 ? Exit::findings : Exit::clean;
}

Exit run(const Flags& flags, const Context& context) {
  const Options& options = context.options;
  if (flags.list && !store::find_ledger(options.directory)) {
    print(options, list_reports(*load_pack(options), {}, options.language));
    return Exit::clean;
  }
  Ledger ledger(context);
  index::Index& index = ledger.index();
  if (flags.list) {
    print(options, list_reports(ledger.pack(), lines_of(index, options.language), options.language));
    return Exit::clean;
  }
  const bool is_free = !flags.period.since.empty() || !flags.period.until.empty();
  const PeriodLength wanted = is_free ? PeriodLength::free : flags.period.length.value_or(PeriodLength::quarter);
  const pack::ReportPlan& plan = plan_named(ledger.pack(), flags.name.empty() ? default_name(ledger, wanted) : flags.name);
  Asked asked = resolve_period(flags.period, plan.period, plan.name, index.settings(), context);
  asked.question.values = parameters_of(flags, plan);
  if (!flags.subject.empty()) asked.question.subject = read_subject(ledger, "--for", flags.subject);
  check_subject(plan, flags.each.empty() ? asked.question.subject : index::Subject{flags.each, ""});
  index.ask(asked.question);

  const auto& formats = render::report_formats();
  const auto format = std::ranges::find(formats, options.format, &render::ReportFormat::name);
  index::CheckRun checks(index, index::Weight::errors);
  if (!flags.each.empty()) {
    const index::Damage damage = index::damage(index, checks);
    return print_each(flags, ledger, plan, asked, *format, damage, options);
  }
  checks.start_beside();
  report::Built built = build_one(ledger, plan, asked, options.language);
  const index::Damage damage = index::damage(index, checks);
  if (flags.strict && damage.errors > 0) {
    throw UserError(Exit::findings,
                    {fmt::format("台账有 {} 处错误，按 --strict 不出报表", damage.errors),
                     fmt::format("the ledger has {} errors; --strict prints no report then", damage.errors)},
                    {"先用 bqtool validate 看清并改正", "see and mend them with bqtool validate"});
  }
  built.report.errors = damage.errors;
  built.report.left_out = damage.left_out;
  print(options, format->render(built.report, style_of(options)), format->is_for_excel ? Reader::excel : Reader::anybody);
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
  app.add_option("--for", flags->subject, zh ? "只讲一个单位、岗位、干部、对象或别的记录" : "only of one unit, post, person, object or other record")
      ->type_name("ID");
  app.add_option("--each", flags->each, zh ? "逐个各印一份，放进 -o 的文件夹" : "one file for each, into the folder of -o")
      ->type_name("unit|post|cadre|enterprise");
  for (const ParameterFlag& parameter : parameter_flags()) {
    const std::string name(parameter.name);
    if (parameter.value.empty()) {
      app.add_flag_callback(
          "--" + name, [flags, name] { flags->parameters[name] = ""; }, parameter.about.in(language));
    } else {
      app.add_option_function<std::string>(
             "--" + name, [flags, name](const std::string& value) { flags->parameters[name] = value; }, parameter.about.in(language))
          ->type_name(std::string(parameter.value));
    }
  }
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
