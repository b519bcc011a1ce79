#include "public_paper.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "print_report.hpp"
#include "redacted.hpp"
#include "scheme.hpp"

namespace bq::cli {
namespace {

void check_is_fit(const pack::Pack& pack, const PublicPaper& paper) {
  const auto plan = pack.reports.find(paper.report);
  if (plan == pack.reports.end() || !is_paper(plan->second)) {
    throw UserError(Exit::findings,
                    {fmt::format("设置的 publication 写了“{}”，没有这张报表", paper.report),
                     fmt::format("publication of the settings names '{}', which is no report", paper.report)},
                    {"有哪些报表见 bqtool report --list", "see bqtool report --list"});
  }
  if (!plan->second.is_public) {
    throw not_public(paper.report, "这张报表不是为公布写的", "the report is not made for it",
                     {fmt::format("从设置的 publication 中去掉；确可公开的，在 reports/{}.yaml 写 public: true", paper.report),
                      fmt::format("take it out of publication in the settings, or, if it may be, say public: true in reports/{}.yaml", paper.report)});
  }
  if (plan->second.needs_subject) {
    throw not_public(paper.report, "这张报表只讲一个记录", "the report speaks of one record only",
                     {"从设置的 publication 中去掉", "take it out of publication in the settings"});
  }
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
  report::Built built = build_redacted(ledger, redaction, plan, asked, context.options.language);
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
