#include "paper.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "index/validate.hpp"
#include "ledger.hpp"
#include "output.hpp"
#include "print_report.hpp"
#include "redacted.hpp"
#include "render/render.hpp"
#include "report/kept.hpp"
#include "scheme.hpp"
#include "subject.hpp"
#include "suggest.hpp"

namespace bq::cli {
namespace {

/// The paper for a period: the one that the settings have a single unit hand in to a unit or post, or the plain one.
std::string default_name(Ledger& ledger, PeriodLength length) {
  for (const auto& row : ledger.index().rows("SELECT report FROM paper_line WHERE every = :every AND report IS NOT NULL AND to_one = 1 ORDER BY rid",
                                             {{":every", name_of(length)}})) {
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
index::Bindings parameters_of(const PaperFlags& flags, const pack::ReportPlan& plan) {
  index::Bindings values{{":report", plan.name}};
  for (const auto& [name, value] : flags.parameters) {
    if (!plan.parameters.contains(name) && !(name == "public" && plan.is_public)) {
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

/// Whether a report that is made for the public is asked as the public may see it. What else takes `--public` hides things by itself.
bool is_for_public(const PaperFlags& flags, const pack::ReportPlan& plan) { return plan.is_public && flags.parameters.contains("public"); }

/// Builds one report, with what the ledger and the pack were.
report::Built build_one(Ledger& ledger, const PaperFlags& flags, const pack::ReportPlan& plan, const Asked& asked, Language language) {
  const auto build = [&] {
    if (!is_for_public(flags, plan)) return report::build_or_recall(ledger.index(), {&plan, asked.period, asked.cut_off, language, asked.cut_offs});
    index::Redaction redaction(ledger.index());
    return build_redacted(ledger, redaction, plan, asked, language);
  };
  report::Built built = build();
  stamp(built.report, ledger);
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

Exit print_each(const PaperFlags& flags, Ledger& ledger, const pack::ReportPlan& plan, const Asked& asked, const index::Damage& damage,
                const Options& options) {
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
  const std::string extension = std::ranges::find(render::report_formats(), options.format, &render::ReportFormat::name)->extension;
  bool faulty = false;
  for (const index::Subject& subject : subjects) {
    index::Question question = asked.question;
    question.subject = subject;
    ledger.index().ask(question);
    report::Built built = build_one(ledger, flags, plan, asked, options.language);
    built.report.errors = damage.errors;
    built.report.left_out = damage.left_out;
    Options one = options;
    one.output = options.output / fmt::format("{}-{}-{}.{}", plan.name, asked.period.label, subject.id, extension);
    print_report(built.report, ledger.pack(), one);
    say_faults(options, ledger, built.faults);
    faulty = faulty || !built.faults.empty();
  }
  note(options,
       {fmt::format("{} 份，放在 {}", subjects.size(), options.output.string()), fmt::format("{} files in {}", subjects.size(), options.output.string())});
  return faulty || damage.errors > 0 ? Exit::findings : Exit::clean;
}

/// What lists the faults of the ledgers that a paper was made from.
std::string_view command_to_see(const PaperFlags& flags) { return flags.with_members ? "bqtool validate --members" : "bqtool validate"; }

}  // namespace

bool is_paper(const pack::ReportPlan& plan) { return !plan.sections.empty(); }

std::string name_of_paper(const PaperFlags& flags, Ledger& ledger) {
  if (!flags.name.empty()) return flags.name;
  const bool is_free = !flags.period.since.empty() || !flags.period.until.empty();
  return default_name(ledger, is_free ? PeriodLength::free : flags.period.length.value_or(PeriodLength::quarter));
}

Paper plan_paper(const PaperFlags& flags, Ledger& ledger, const Context& context) {
  index::Index& index = ledger.index();
  const pack::ReportPlan& whole = plan_named(ledger.pack(), name_of_paper(flags, ledger));
  if (whole.of_history && !flags.of_history) {
    throw usage(fmt::format("“{}”讲的是一段提交历史，由 bqtool audit 印出", whole.name),
                fmt::format("'{}' speaks of a range of commits and is printed by bqtool audit", whole.name),
                {"bqtool audit 起点..终点", "bqtool audit FROM..TO"});
  }
  pack::ReportPlan plan = flags.parameters.contains("public") ? pack::public_edition(whole) : whole;
  Asked asked = resolve_period(flags.period, plan.period, plan.name, index.settings(), context);
  asked.question.values = parameters_of(flags, plan);
  if (const auto scheme = flags.parameters.find("scheme"); scheme != flags.parameters.end()) check_scheme("scheme", scheme->second, index);
  if (!flags.subject.empty()) asked.question.subject = read_subject(ledger, "--for", flags.subject);
  if (!flags.each.empty() && !plan.subjects.empty() && std::ranges::find(plan.subjects, flags.each) == plan.subjects.end()) {
    throw unknown_value("--each", flags.each, plan.subjects);
  }
  check_subject(plan, flags.each.empty() ? asked.question.subject : index::Subject{flags.each, ""});
  index.ask(asked.question);
  ledger.ask_revision();
  return {std::move(plan), std::move(asked), {}, {}};
}

void fill_paper(Paper& paper, const PaperFlags& flags, Ledger& ledger, Language language) {
  index::CheckRun checks(ledger.index(), index::Weight::errors);
  if (is_for_public(flags, paper.plan)) {
    paper.damage = index::damage(ledger.index(), checks);  // rules must see what is hidden meanwhile
  } else {
    checks.start_beside();
  }
  paper.built = build_one(ledger, flags, paper.plan, paper.asked, language);
  if (!is_for_public(flags, paper.plan)) paper.damage = index::damage(ledger.index(), checks);
  if (flags.strict && paper.damage.errors > 0) {
    const std::string_view command = command_to_see(flags);
    throw UserError(Exit::findings,
                    {fmt::format("台账有 {} 处错误，按 --strict 不出报表", paper.damage.errors),
                     fmt::format("the ledger has {} errors; --strict prints no report then", paper.damage.errors)},
                    {fmt::format("先用 {} 看清并改正", command), fmt::format("see and mend them with {}", command)});
  }
  paper.built.report.errors = paper.damage.errors;
  paper.built.report.left_out = paper.damage.left_out;
}

Exit hand_out(const Paper& paper, const PaperFlags& flags, const Ledger& ledger, const Options& options) {
  print_report(paper.built.report, ledger.pack(), options);
  if (paper.damage.errors > 0) {
    const std::string_view command = command_to_see(flags);
    note(options, {fmt::format("台账有 {} 处错误，报表只含有效记录；用 {} 查看", paper.damage.errors, command),
                   fmt::format("the ledger has errors: {}; the report speaks of its valid part only, see {}", paper.damage.errors, command)});
  }
  say_faults(options, ledger, paper.built.faults);
  return paper.damage.errors > 0 || !paper.built.faults.empty() ? Exit::findings : Exit::clean;
}

Exit print_paper(const PaperFlags& flags, const Context& context) {
  Ledger ledger(context, Reading{.revision = context.options.at, .members = flags.with_members});
  Paper paper = plan_paper(flags, ledger, context);
  if (!flags.each.empty()) {
    index::CheckRun checks(ledger.index(), index::Weight::errors);
    return print_each(flags, ledger, paper.plan, paper.asked, index::damage(ledger.index(), checks), context.options);
  }
  fill_paper(paper, flags, ledger, context.options.language);
  return hand_out(paper, flags, ledger, context.options);
}

Exit print_rollup(PaperFlags flags, const Context& context) {
  if (flags.name.empty()) {
    flags.name = "rollup";
  } else if (const std::string own = "rollup-" + flags.name; load_pack(context.options)->reports.contains(own)) {
    flags.name = own;
    return print_paper(flags, context);
  }
  flags.with_members = true;
  return print_paper(flags, context);
}

}  // namespace bq::cli
