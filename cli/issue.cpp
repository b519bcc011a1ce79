#include "issue.hpp"

#include <utility>
#include <vector>

#include <fmt/format.h>

#include "change/addition.hpp"
#include "change/habit.hpp"
#include "change_session.hpp"
#include "field_flags.hpp"
#include "output.hpp"
#include "report/exact.hpp"
#include "store/git.hpp"

namespace bq::cli {
namespace {

using change::Input;

std::string subject_of(const Paper& paper) {
  const auto& subject = paper.asked.question.subject;
  return subject ? fmt::format("{}:{}", subject->kind, subject->id) : "";
}

void check_flags(const PaperFlags& flags, const Context& context) {
  const bool is_each = !flags.each.empty();
  if (!is_each && context.options.at.empty()) return;
  throw UserError(
      Exit::usage,
      {fmt::format("--issue 不能和 {} 同用", is_each ? "--each" : "--at"), fmt::format("--issue does not go with {}", is_each ? "--each" : "--at")},
      is_each ? Text{"用 --for 一份一份印发", "issue them one by one with --for"}
              : Text{"印发的是台账现在的数字；过去的样子只能打印，不能印发", "what is issued is how the ledger stands; an older state can only be printed"});
}

/// The commit that gives the figures again. What was issued changes no figure, so several papers may be issued before the next commit.
std::string commit_of(const Ledger& ledger, const std::string& issues) {
  const auto& root = ledger.tree().root();
  const std::string commit = store::commit_id(root, "HEAD");
  if (commit.empty()) {
    throw UserError(Exit::environment,
                    {"台账还没有提交到 git，印发的数字将来无从核对", "the ledger is not committed to git, so the figures could not be had again"},
                    {"先 git init && git add . && git commit", "first git init && git add . && git commit"});
  }
  if (!store::is_clean(root, issues)) {
    throw UserError(Exit::refused, {"台账有没提交的改动，没有印发", "the ledger has changes that are not committed; nothing was issued"},
                    {"先提交：git add . && git commit", "commit them first: git add . && git commit"});
  }
  return commit;
}

/// The last issue of the same paper: the same report, days, subject and parameters; empty when there is none.
std::pair<std::string, std::string> earlier_issue(Ledger& ledger, const Paper& paper, const std::string& parameters) {
  const auto rows = ledger.index().rows(
      "SELECT i.id, i.date FROM issue i WHERE i.report = :report AND i.start = :start AND i.finish = :finish AND i.subject IS NULLIF(:subject, '') "
      "AND :parameters = COALESCE((SELECT group_concat(p.name || '=' || COALESCE(p.value, ''), char(10)) "
      "FROM (SELECT name, value FROM issue_parameters WHERE parent = i.rid ORDER BY name) p), '') ORDER BY i.date DESC, i.rid DESC LIMIT 1",
      {{":report", paper.plan.name},
       {":start", to_string(paper.asked.period.start)},
       {":finish", to_string(paper.asked.period.finish)},
       {":subject", subject_of(paper)},
       {":parameters", parameters}});
  return rows.empty() ? std::pair<std::string, std::string>() : std::pair(index::text_in(rows[0][0]), index::text_in(rows[0][1]));
}

std::string joined(const PaperFlags& flags) {
  std::string all;
  for (const auto& [name, value] : flags.parameters) all += (all.empty() ? "" : "\n") + name + "=" + value;
  return all;
}

/// The paper, its period and whom it is about; a further one is numbered.
std::string id_of(Ledger& ledger, const schema::Kind& kind, const Paper& paper) {
  const auto& subject = paper.asked.question.subject;
  const std::string first = fmt::format("{}-{}{}", paper.plan.name, paper.asked.period.label, subject ? "-" + subject->id : "");
  return change::free_id(ledger.index(), kind, first);
}

std::vector<Input> inputs_of(const Paper& paper, const PaperFlags& flags) {
  const report::Report& report = paper.built.report;
  std::vector<Input> inputs{{"report", paper.plan.name},
                            {"period", paper.asked.period.label},
                            {"length", name_of(paper.asked.period.length)},
                            {"start", to_string(paper.asked.period.start)},
                            {"finish", to_string(paper.asked.period.finish)},
                            {"subject", subject_of(paper)},
                            {"as_of", to_string(paper.asked.question.as_of)},
                            {"cut_off", paper.asked.cut_off ? to_string(*paper.asked.cut_off) : ""},
                            {"pack", report.pack},
                            {"calendar", report.calendar},
                            {"errors", report.errors == 0 ? "" : std::to_string(report.errors)}};
  for (const auto& [name, value] : flags.parameters) {
    inputs.push_back({"parameters.name", name});
    inputs.push_back({"parameters.value", value});
  }
  for (const report::ExactFigure& figure : report::figures_of(report, paper.plan)) {
    const report::ExactNumbers numbers = report::numbers_of(figure.value);
    if (numbers.number.empty()) continue;
    inputs.push_back({"figures.section", figure.section});  // begins the next item
    inputs.push_back({"figures.entry", figure.row});
    inputs.push_back({"figures.figure", figure.column});
    inputs.push_back({"figures.number", numbers.number});
    inputs.push_back({"figures.out_of", numbers.of});
    inputs.push_back({"figures.p90", numbers.p90});
  }
  return inputs;
}

void check_errors(const Paper& paper, const IssueFlags& how) {
  if (!paper.built.faults.empty())
    throw UserError(Exit::refused, {"规则包有错误，没有印发", "the pack has mistakes; nothing was issued"},
                    {"用 bqtool validate 查看", "see them with bqtool validate"});
  if (paper.damage.errors == 0 || how.allow_errors) return;
  throw UserError(
      Exit::refused,
      {fmt::format("台账有 {} 处错误，没有印发", paper.damage.errors), fmt::format("the ledger has errors: {}; nothing was issued", paper.damage.errors)},
      {"用 bqtool validate 看清并改正；确要照有效部分印发，加 --allow-errors",
       "see and mend them with bqtool validate; to issue the valid part all the same add --allow-errors"});
}

[[noreturn]] void refuse_twice(const std::string& id, const std::string& date) {
  throw UserError(
      Exit::refused,
      {fmt::format("这份材料已在 {} 印发（{}），没有再印发", date, id), fmt::format("this paper was issued on {} ({}); nothing was issued", date, id)},
      {"确要重新印发的，加 --again：另存一份并注明取代哪一份", "to issue it again add --again: a new record that names the earlier one is kept"});
}

}  // namespace

Exit issue_paper(const PaperFlags& flags, const IssueFlags& how, const Context& context) {
  check_flags(flags, context);
  const Options& options = context.options;
  ChangeSession session(context, how.dry_run ? Intent::show : Intent::write);
  Ledger& ledger = session.ledger();
  const schema::Kind& kind = *ledger.pack().kinds.find("issue")->second;
  Paper paper = plan_paper(flags, ledger, context);
  const std::string commit = commit_of(ledger, kind.folder);
  const auto [earlier, earlier_date] = earlier_issue(ledger, paper, joined(flags));
  if (!earlier.empty() && !how.again) refuse_twice(earlier, earlier_date);
  fill_paper(paper, flags, ledger, options.language);
  check_errors(paper, how);
  paper.built.report.clean = true;  // but for what was issued

  std::vector<Input> inputs = inputs_of(paper, flags);
  const std::string id = id_of(ledger, kind, paper);
  inputs.insert(inputs.begin(), {{"id", id}, {"date", to_string(context.today)}, {"revision", commit}, {"replaces", earlier}});
  change::Addition addition =
      change::plan_addition(ledger.index(), kind, {{.inputs = std::move(inputs), .file = fmt::format("{}/{}.yaml", kind.folder, id)}}, context.today);
  if (!addition.faults.empty()) throw error_of(ledger.pack(), addition.faults.front().fault.fault);
  addition.plan.title = options.language == Language::zh ? "印发 " + id : "Issue " + id;
  const Exit exit = session.carry_out(addition.plan);
  if (exit != Exit::clean || how.dry_run) return exit;
  return hand_out(paper, flags, ledger, options);
}

}  // namespace bq::cli
