#include "public_paper.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "print_report.hpp"
#include "scheme.hpp"

namespace bq::cli {
namespace {

UserError refusal(const std::string& report, const std::string& zh, const std::string& en, Text hint) {
  return {Exit::refused,
          {fmt::format("“{}”不能对外公布：{}，什么都没有写", report, zh), fmt::format("'{}' can't be published: {}; nothing was written", report, en)},
          std::move(hint)};
}

/// The field behind a column, as people call it in either language.
Text words_for(const pack::Pack& pack, const index::TableColumn& column) {
  for (const auto& [name, kind] : pack.kinds) {
    for (const schema::Table& table : kind->tables) {
      for (const schema::Column& one : table.columns) {
        if (table.name != column.first || one.name != column.second) continue;
        return {fmt::format("{}的{}（{}.{}）", table.title, one.field->title, column.first, column.second), column.first + "." + column.second};
      }
    }
  }
  return {column.first + "." + column.second, column.first + "." + column.second};
}

void check_is_fit(const pack::Pack& pack, const PublicPaper& paper) {
  const auto plan = pack.reports.find(paper.report);
  if (plan == pack.reports.end() || !is_paper(plan->second)) {
    throw UserError(Exit::findings,
                    {fmt::format("设置的 publication 写了“{}”，没有这张报表", paper.report),
                     fmt::format("publication of the settings names '{}', which is no report", paper.report)},
                    {"有哪些报表见 bqtool report --list", "see bqtool report --list"});
  }
  if (!plan->second.is_public) {
    throw refusal(paper.report, "这张报表不是为公布写的", "the report is not made for it",
                  {fmt::format("从设置的 publication 中去掉；确可公开的，在 reports/{}.yaml 写 public: true", paper.report),
                   fmt::format("take it out of publication in the settings, or, if it may be, say public: true in reports/{}.yaml", paper.report)});
  }
  if (plan->second.needs_subject) {
    throw refusal(paper.report, "这张报表只讲一个记录", "the report speaks of one record only",
                  {"从设置的 publication 中去掉", "take it out of publication in the settings"});
  }
}

void check_asked(const pack::Pack& pack, const std::string& report, const std::set<index::TableColumn>& asked) {
  if (asked.empty()) return;
  std::vector<std::string> zh;
  std::vector<std::string> en;
  for (const index::TableColumn& column : asked) {
    const Text words = column.first.empty() ? Text{"不能判断的内容", "what can't be judged"} : words_for(pack, column);
    zh.push_back(words.zh);
    en.push_back(words.en);
  }
  throw refusal(report, fmt::format("它读取了不公开的{}", fmt::join(zh, "、")), fmt::format("it reads {}, which is private", fmt::join(en, ", ")),
                {"从报表的 SQL 中去掉；内部用的一节写 internal: true，公布时就略去",
                 "take it out of the report's SQL; a section that says internal: true is left out of what is published"});
}

}  // namespace

std::vector<PublicPaper> public_papers(index::Index& index, Date day) {
  std::vector<PublicPaper> papers;
  for (const auto& row : index.rows("SELECT report, every, title, scheme FROM programme_publication "
                                    "WHERE report IS NOT NULL AND (since IS NULL OR since <= :day) AND (until IS NULL OR until > :day) ORDER BY rid",
                                    {{":day", to_string(day)}})) {
    papers.push_back({index::text_in(row[0]), index::text_in(row[1]), index::text_in(row[2]), index::text_in(row[3])});
  }
  return papers;
}

report::Report build_public(Ledger& ledger, index::Redaction& redaction, const PublicPaper& paper, const Context& context) {
  check_is_fit(ledger.pack(), paper);
  const pack::ReportPlan plan = pack::public_edition(ledger.pack().reports.find(paper.report)->second);
  PeriodFlags period;
  if (plan.period != PeriodLength::day && !paper.every.empty()) period.length = length_named(paper.every);
  Asked asked = resolve_period(period, plan.period, plan.name, ledger.index().settings(), context);
  asked.question.values = {{":report", plan.name}, {":public", std::int64_t{1}}};
  if (!paper.scheme.empty()) {
    check_scheme("publication", paper.scheme, ledger.index());
    asked.question.values.emplace_back(":scheme", paper.scheme);
  }
  ledger.index().ask(asked.question);
  (void)redaction.asked();  // what led here is no part of the report
  report::Built built = report::build(ledger.index(), {&plan, asked.period, asked.cut_off, context.options.language, asked.cut_offs});
  check_asked(ledger.pack(), plan.name, redaction.asked());
  if (!built.faults.empty()) {
    throw UserError(Exit::findings,
                    {fmt::format("报表“{}”算不出来，什么都没有写", plan.name), fmt::format("the report '{}' can't be built; nothing was written", plan.name)},
                    {fmt::format("用 bqtool report {} 看原因", plan.name), fmt::format("bqtool report {} says why", plan.name)});
  }
  if (!paper.title.empty()) built.report.title = paper.title;
  stamp(built.report, ledger);
  return std::move(built.report);
}

}  // namespace bq::cli
