#include <algorithm>
#include <memory>

#include <fmt/format.h>

#include "commands.hpp"
#include "print_report.hpp"
#include "render/render.hpp"
#include "report/kept.hpp"
#include "restate.hpp"
#include "restate_paper.hpp"

namespace bq::cli {
namespace {

using report::Report;

/// The issued paper over one text of the ledger.
struct Recount {
  Ledger& ledger;
  Paper paper;
  std::vector<report::ExactFigure> figures;
};

Recount recount(const Issued& issued, Ledger& ledger, const Context& context) {
  Recount result{ledger, ask_again(issued, ledger, context), {}};
  const Paper& paper = result.paper;
  result.paper.built = report::build_or_recall(ledger.index(), {&paper.plan, issued.period, issued.cut_off, context.options.language, paper.asked.cut_offs});
  stamp(result.paper.built.report, ledger);
  result.figures = report::figures_of(paper.built.report, paper.plan);
  return result;
}

/// The ledger of today: the files as they are, or of the revision that the options name.
Ledger ledger_now(const Context& context) {
  const std::string& at = context.options.at;
  return at.empty() ? Ledger(context, Reading{}) : Ledger(context, store::open_revision(context.options.directory, at), Reading{.revision = at});
}

/// The ledger as it was when the paper was issued, judged by its own rules, or by those that hold now.
std::unique_ptr<Ledger> ledger_then(const Issued& issued, bool by_rules_of_now, const Context& context) {
  const std::string& at = context.options.at;
  const std::size_t folder = std::min(at.find(':'), at.size());
  const std::string revision = issued.revision + at.substr(folder);
  return std::make_unique<Ledger>(context, store::open_revision(context.options.directory, revision),
                                  Reading{.revision = revision, .pack_from = by_rules_of_now ? revision_now(context.options) : ""});
}

/// Those edits that concern the records behind the differences: of the records themselves; for a record that was not edited, of those that it names or
/// that name it; and of the settings, which concern all.
std::vector<Mending> mendings_of(const Restatement& restatement, const std::vector<history::Edit>& edits, const store::Tree& before, Ledger& ledger) {
  const history::Understanding by{ledger.pack(), ledger.index().settings().vocabulary};
  const std::set<history::Name> changed = history::edited(edits);
  std::set<history::Name> moved;
  for (const auto& [place, movers] : restatement.movers)
    for (const report::Mover& mover : movers) moved.insert(mover.record);
  std::set<history::Name> wanted = changed;
  wanted.insert(moved.begin(), moved.end());
  auto values = history::values_of(before, wanted, by);
  for (auto& [name, more] : history::values_of(ledger.tree(), wanted, by)) values[name].merge(more);

  std::vector<Mending> result;
  for (const history::Edit& edit : edits) {
    const history::Name name{edit.change.kind, edit.change.record};
    std::string moves;
    for (const history::Name& record : moved) {
      if (changed.contains(record) || (!values[name].contains(record.second) && !values[record].contains(name.second))) continue;
      moves += (moves.empty() ? "" : "、") + record.second;
    }
    const auto kind = ledger.pack().kinds.find(name.first);
    const bool concerns_all = kind != ledger.pack().kinds.end() && !kind->second->file.empty() && !moved.empty();
    const bool is_of_issue = name == history::Name{"issue", restatement.issued.id};
    if (is_of_issue ? restatement.then != restatement.issued.figures : moved.contains(name) || !moves.empty() || concerns_all) result.push_back({edit, moves});
  }
  return result;
}

/// Compares with the text of the issue's commit, and names who changed what since. What that commit can't tell stays empty.
void look_back(const Issued& issued, const Recount& now, Restatement& restatement, const Context& context) {
  const std::unique_ptr<Ledger> then = ledger_then(issued, false, context);
  const Recount before = recount(issued, *then, context);
  restatement.then = report::by_place(before.figures);
  restatement.by_rules_of_now = restatement.then;
  const Report& old = before.paper.built.report;
  const Report& fresh = now.paper.built.report;
  restatement.rules_changed = old.pack != fresh.pack || old.calendar != fresh.calendar;
  std::unique_ptr<Ledger> judged;
  Ledger* compared = then.get();
  if (restatement.rules_changed) {
    judged = ledger_then(issued, true, context);
    restatement.by_rules_of_now = report::by_place(recount(issued, *judged, context).figures);
    compared = judged.get();
  }
  const std::vector<history::Edit> edits = edits_since(now.ledger, issued.revision, issued.id, context);
  const std::set<history::Name> changed = history::edited(edits);
  for (const report::ExactFigure& figure : before.figures) restatement.known.emplace(report::FigurePlace{figure.section, figure.row, figure.column}, figure);
  std::vector<std::string> metrics;
  for (const auto& [place, figure] : restatement.known) metrics.push_back(figure.metric);
  std::vector<pack::PackFault> faults;  // those of the pack have been told with the papers
  report::EvidenceFinder behind_before(compared->index(), metrics, context.options.language, faults);
  report::EvidenceFinder behind_now(now.ledger.index(), metrics, context.options.language, faults);
  for (const report::FigurePlace& place : restatement.differing) {
    const auto known = restatement.known.find(place);
    if (known == restatement.known.end() || known->second.metric.empty() || !restatement.is_by_records(place)) continue;
    restatement.movers[place] = report::movers(behind_before, behind_now, known->second, changed);
  }
  restatement.mendings = mendings_of(restatement, edits, compared->tree(), now.ledger);
}

/// Throws UserError(usage) for a paper that has nothing to compare.
void check_has_figures(const Issued& issued) {
  if (!issued.figures.empty()) return;
  const std::string report = fmt::format("bqtool report {} --as-of {}", issued.flags.name, to_string(issued.as_of));
  throw UserError(Exit::usage,
                  {fmt::format("存档“{}”里没有数字（名单、清单一类的材料），没有可比的", issued.id),
                   fmt::format("the issue '{}' keeps no figures, as it is with rosters and lists: there is nothing to compare", issued.id)},
                  {fmt::format("两边各印一份对照：{} --at {}，和 {}", report, issued.revision.substr(0, 7), report),
                   fmt::format("print both and compare: {} --at {}, and {}", report, issued.revision.substr(0, 7), report)});
}

Exit run(PaperFlags flags, const Context& context) {
  if (context.options.as_of) {
    throw UserError(Exit::usage, {"restate 不能用 --as-of：截止日就是印发时的那一天", "restate takes no --as-of: it asks as of the day of the issue"});
  }
  Ledger ledger = ledger_now(context);
  if (flags.name.empty()) flags.name = name_of_paper(flags, ledger);
  const Issued issued = read_issued(ledger, flags, context);
  check_has_figures(issued);
  const Recount now = recount(issued, ledger, context);
  Restatement restatement = compare_figures(issued, now.paper.built.report, now.figures, ledger.pack());
  try {
    look_back(issued, now, restatement, context);
  } catch (const UserError& error) {  // the figures can be compared all the same
    const bool is_gone = error.exit() == Exit::usage;
    restatement.no_look_back = is_gone ? Text{fmt::format("印发时的提交 {} 不在这个仓库里", issued.revision.substr(0, 7)),
                                              fmt::format("the commit of the issue, {}, is not in this repository", issued.revision.substr(0, 7))}
                                       : error.message();
    restatement.remedy = is_gone
                             ? Text{"提交后可能改写过历史（amend、rebase），或没有推送过来：从印发的那份克隆取回它",
                                    "history may have been rewritten since (amend, rebase) or not been pushed: fetch it from the clone that issued the paper"}
                             : error.hint();
  }
  print_report(paper_of(restatement, context.options.language), ledger.pack(), context.options);
  return restatement.differing.empty() ? Exit::clean : Exit::findings;
}

Run set_up(CLI::App& app, Language language) {
  const auto flags = std::make_shared<PaperFlags>();
  const bool zh = language == Language::zh;
  app.add_option("name", flags->name,
                 zh ? "印发存档的编号，或报表名称（最近印发的一份）；不写则是活动为该周期规定的材料"
                    : "the id of an issue, or a report: the last one that was issued; without it the paper that the programme names for the period")
      ->type_name("[NAME]");
  add_period_flags(app, flags->period, language);
  app.add_option("--for", flags->subject, zh ? "讲这个单位、岗位等的那一份" : "the one about this unit, post or other record")->type_name("ID");
  return [flags](const Context& context) { return run(*flags, context); };
}

}  // namespace

Command restate_command() {
  return {.name = "restate",
          .about = {.zh = "拿印发的材料和现在重算的数字比较，指出是哪些记录、哪些提交、谁造成的差别",
                    .en = "set an issued paper against today's recount: which records, commits and authors make the difference"},
          .examples = {{"bqtool restate --quarter=2024Q1", {.zh = "印发过的一季度季报", .en = "the paper of the first quarter that was issued"}},
                       {"bqtool restate half-2024H1 -O csv -o diff.csv",
                        {.zh = "按存档编号，差别存成表格", .en = "by the id of the issue, the differences as a table"}}},
          .formats = names_of(render::report_formats()),
          .set_up = set_up,
          .takes_at = true};
}

}  // namespace bq::cli
