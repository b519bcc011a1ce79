#include <algorithm>
#include <memory>
#include <optional>
#include <variant>

#include <fmt/format.h>

#include "change/addition.hpp"
#include "change/habit.hpp"
#include "change_session.hpp"
#include "commands.hpp"
#include "field_flags.hpp"
#include "output.hpp"
#include "paper.hpp"
#include "render/render.hpp"

namespace bq::cli {
namespace {

using change::Input;

struct Flags : PaperFlags {
  std::string unit;
  std::string date;
  std::string time;
  bool dry_run = false;
};

/// The unit that hands the paper in: the one named, the paper's subject or the unit it belongs to, or the only one that owes it.
std::string sender_of(const Flags& flags, Ledger& ledger, const Paper& paper) {
  index::Index& index = ledger.index();
  if (!flags.unit.empty()) return flags.unit;
  if (const auto& subject = paper.asked.question.subject) {
    if (subject->kind == "unit") return subject->id;
    for (const auto& row :
         index.rows("SELECT unit FROM post WHERE id = :id AND :kind = 'post' UNION ALL SELECT unit FROM cadre WHERE id = :id AND :kind = 'cadre'",
                    {{":id", subject->id}, {":kind", subject->kind}})) {
      if (!index::text_in(row[0]).empty()) return index::text_in(row[0]);
    }
  }
  index.settle_for("SELECT 1 FROM owed_paper");
  const auto senders =
      index.rows("SELECT DISTINCT unit FROM owed_paper WHERE report = :report AND start <= :finish AND finish >= :start",
                 {{":report", paper.plan.name}, {":start", to_string(paper.asked.period.start)}, {":finish", to_string(paper.asked.period.finish)}});
  if (senders.size() == 1) return index::text_in(senders[0][0]);
  throw UserError(Exit::usage, {"看不出由哪个单位报送", "it is not clear which unit hands this in"},
                  {"用 --unit 写明报送单位，或用 --for 写明材料讲的是哪个单位", "name it with --unit, or the unit that the paper is about with --for"});
}

/// The paper, its period and whom it is about, else who hands it in: an id that two offices can't both make up.
std::string id_of(const Paper& paper, const std::string& unit) {
  const auto& subject = paper.asked.question.subject;
  return fmt::format("{}-{}-{}", paper.plan.name, paper.asked.period.label, subject ? subject->id : unit);
}

/// The file that the last one of this paper stands in, so that they stay together; absent for the first.
std::optional<std::string> file_of(Ledger& ledger, const Paper& paper, const std::string& date) {
  const auto files = ledger.index().rows(
      "SELECT f.path FROM submission s JOIN file f ON f.file = s.rid >> 20 WHERE s.report = :report AND s.date <= :date ORDER BY s.date DESC, s.rid DESC LIMIT "
      "1",
      {{":report", paper.plan.name}, {":date", date}});
  if (files.empty()) return std::nullopt;
  return index::text_in(files[0][0]);
}

/// The post or person of the unit whose own paper it is; absent for that of the whole unit.
const index::Subject* holder_of(const Paper& paper) {
  const auto& subject = paper.asked.question.subject;
  return subject && (subject->kind == "post" || subject->kind == "cadre") ? &*subject : nullptr;
}

/// Refuses a paper that was handed in already and not sent back; those of a unit's posts and people are papers of their own.
void check_first(Ledger& ledger, const Paper& paper, const std::string& unit) {
  const index::Subject* holder = holder_of(paper);
  ledger.index().settle_for("SELECT 1 FROM sent_paper");
  const auto sent = ledger.index().rows(
      "SELECT id, date FROM sent_paper WHERE report = :report AND unit = :unit AND period = :period AND returned IS NULL "
      "AND (:kind = '' OR :kind = 'post' AND post = :holder OR :kind = 'cadre' AND cadre = :holder) ORDER BY date, rid",
      {{":report", paper.plan.name},
       {":unit", unit},
       {":period", paper.asked.period.label},
       {":kind", holder == nullptr ? "" : holder->kind},
       {":holder", holder == nullptr ? "" : holder->id}});
  if (sent.empty()) return;
  throw UserError(Exit::refused,
                  {fmt::format("这一期已在 {} 报送（{}），没有再记", index::text_in(sent[0][1]), index::text_in(sent[0][0])),
                   fmt::format("this was handed in on {} ({}); nothing was written", index::text_in(sent[0][1]), index::text_in(sent[0][0]))},
                  {fmt::format("确要重报的，先在 {} 写上 returned（退回日和原因）", index::text_in(sent[0][0])),
                   fmt::format("to hand it in again first write `returned` with day and reason into {}", index::text_in(sent[0][0]))});
}

void add_cell(std::vector<Input>& inputs, std::size_t& cells, const std::string& line, const std::string& number) {
  ++cells;
  inputs.push_back({fmt::format("cells.{}.line", cells), line});
  inputs.push_back({fmt::format("cells.{}.number", cells), number});
}

/// Counts and decimals as they are, of a rate both its sides; a dash says nothing.
void add_figure(std::vector<Input>& inputs, std::size_t& cells, const std::string& line, const report::Cell& cell) {
  if (const auto* count = std::get_if<std::int64_t>(&cell)) add_cell(inputs, cells, line, std::to_string(*count));
  if (const auto* number = std::get_if<Decimal>(&cell)) add_cell(inputs, cells, line, to_string(*number));
  if (const auto* rate = std::get_if<report::Rate>(&cell)) {
    add_cell(inputs, cells, line + ".n", std::to_string(rate->n));
    add_cell(inputs, cells, line + ".d", std::to_string(rate->d));
  }
}

/// What the paper says in numbers: the lines of its forms, and its figures of the whole, this period's, by the metric's name.
std::vector<Input> cells_of(const Paper& paper) {
  std::vector<Input> inputs;
  std::size_t cells = 0;
  for (const report::Section& section : paper.built.report.sections) {
    const auto plan = std::ranges::find(paper.plan.sections, section.id, &pack::SectionPlan::id);
    if (plan == paper.plan.sections.end()) continue;
    if (!plan->lines.empty()) {
      for (const auto& row : section.rows) add_figure(inputs, cells, std::get<std::string>(row[0]), row[3]);
    } else if (plan->periods) {
      for (const auto& row : section.rows) add_figure(inputs, cells, std::get<std::string>(row.front()), row.back());
    } else if (section.is_summary && !section.rows.empty()) {
      for (std::size_t i = 0; i < section.columns.size(); ++i) add_figure(inputs, cells, section.columns[i].id, section.rows.front()[i]);
    }
  }
  return inputs;
}

/// Says so when nobody expects the paper of this unit. That one is late the rules say.
void say_unexpected(const Options& options, Ledger& ledger, const Paper& paper, const std::string& unit) {
  const auto owed = ledger.index().rows("SELECT 1 FROM owed_paper WHERE report = :report AND unit = :unit AND period = :period LIMIT 1",
                                        {{":report", paper.plan.name}, {":unit", unit}, {":period", paper.asked.period.label}});
  if (!owed.empty()) return;
  note(options, {fmt::format("设置里没有写 {} 要报送“{}”，照记", unit, paper.plan.name),
                 fmt::format("the settings do not say that {} hands in '{}'; it is noted all the same", unit, paper.plan.name)});
}

/// Refuses a day on which nobody can have handed in the paper.
void check_day(const Paper& paper, Date day, Date today) {
  if (day > today) {
    throw UserError(Exit::usage, {fmt::format("报送日 {} 还没有到", to_string(day)), fmt::format("the day {} has not come yet", to_string(day))},
                    {"--date 写实际报送的日子", "--date is the day on which it was handed in"});
  }
  if (paper.asked.period.length != PeriodLength::day && day < paper.asked.period.start) {
    throw UserError(Exit::usage,
                    {fmt::format("报送日 {} 早于这一期的第一天 {}", to_string(day), to_string(paper.asked.period.start)),
                     fmt::format("{} is before the period begins, on {}", to_string(day), to_string(paper.asked.period.start))},
                    {"核对 --date 和统计期", "check --date and the period"});
  }
}

Exit run(const Flags& flags, const Context& context) {
  const Options& options = context.options;
  if (!flags.dry_run) check_output(options);
  ChangeSession session(context, flags.dry_run ? Intent::show : Intent::write);
  Ledger& ledger = session.ledger();
  const schema::Kind& kind = *ledger.pack().kinds.find("submission")->second;
  Paper paper = plan_paper(flags, ledger, context);
  if (paper.asked.period.length == PeriodLength::free) {
    throw UserError(Exit::usage, {"报送的是某一期的材料，不能用 --since、--until", "what is handed in is the paper of a period, not of --since and --until"},
                    {"用 --week、--month、--quarter、--half 或 --year", "use --week, --month, --quarter, --half or --year"});
  }
  const Date day = flags.date.empty() ? context.today : read_day("--date", flags.date);
  check_day(paper, day, context.today);
  const std::string date = to_string(day);
  fill_paper(paper, flags, ledger, options.language);
  ledger.index().ask(question_on(options.as_of.value_or(context.today)));  // what was handed in is known today, whatever day the paper speaks of
  const std::string unit = sender_of(flags, ledger, paper);
  check_first(ledger, paper, unit);
  say_unexpected(options, ledger, paper, unit);

  std::vector<Input> inputs{{"id", change::free_id(ledger.index(), kind, id_of(paper, unit))},
                            {"report", paper.plan.name},
                            {"period", paper.asked.period.label},
                            {"unit", unit},
                            {"date", date}};
  if (const index::Subject* holder = holder_of(paper)) inputs.push_back({holder->kind, holder->id});
  if (!flags.time.empty()) inputs.push_back({"time", flags.time});
  std::ranges::move(cells_of(paper), std::back_inserter(inputs));
  change::Addition addition = change::plan_addition(ledger.index(), kind, {{.inputs = std::move(inputs), .file = file_of(ledger, paper, date)}}, context.today);
  if (!addition.faults.empty()) throw error_of(ledger.pack(), addition.faults.front().fault.fault);
  const std::string& id = addition.ids.front();
  addition.plan.title = options.language == Language::zh ? fmt::format("报送 {} {}", paper.plan.name, id) : fmt::format("Hand in {} {}", paper.plan.name, id);
  const Exit exit = session.carry_out(addition.plan);
  if (exit != Exit::clean || flags.dry_run) return exit;
  return hand_out(paper, flags, ledger, options);
}

Run set_up(CLI::App& app, Language language) {
  const auto flags = std::make_shared<Flags>();
  const bool zh = language == Language::zh;
  app.add_option("name", flags->name, zh ? "哪张报表" : "which report")->type_name("NAME")->required();
  add_period_flags(app, flags->period, language);
  app.add_option("--for", flags->subject, zh ? "材料讲的是哪个单位、岗位或干部" : "the unit, post or person that the paper is about")->type_name("ID");
  app.add_option(
         "--unit", flags->unit,
         zh ? "由哪个单位报送；不写则是材料讲的那个单位，或唯一应报的单位" : "the unit that hands it in; the one it is about, or the only one that owes it")
      ->type_name("UNIT");
  app.add_option("--date", flags->date, zh ? "报送日，不写则是今天" : "the day it is handed in, today when absent")->type_name("DATE");
  app.add_option("--time", flags->time, zh ? "报送时刻，如 09:30" : "the time of day, such as 09:30")->type_name("HH:MM");
  app.add_flag("--strict", flags->strict, zh ? "台账有错误就不报" : "hand nothing in when the ledger has errors");
  app.add_flag("--dry-run", flags->dry_run, zh ? "只打印将写入的差异" : "print the diff and write nothing");
  return [flags](const Context& context) { return run(*flags, context); };
}

}  // namespace

Command submit_command() {
  return {.name = "submit",
          .about = {.zh = "打印材料，并把报送连同数字记进台账", .en = "print a paper and note in the ledger that it was handed in, with its numbers"},
          .examples = {{"bqtool submit weekly --week=2024-03-13 --for renshe -o 周报.docx",
                        {.zh = "报一个单位的周报，打印成文", .en = "a unit's weekly form, printed as a document"}},
                       {"bqtool submit group-month --month=2024-03 --for G01 --date 2024-04-02", {.zh = "补记前几天报的", .en = "one handed in some days ago"}},
                       {"bqtool submit office-quarter --quarter --dry-run", {.zh = "看看会记下什么", .en = "see what would be noted"}}},
          .formats = names_of(render::report_formats()),
          .set_up = set_up};
}

}  // namespace bq::cli
