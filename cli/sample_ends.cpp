#include "sample_ends.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "report/assessment.hpp"
#include "report/ends.hpp"
#include "report/label.hpp"
#include "scheme.hpp"

namespace bq::cli {
namespace {

using report::Cell;

/// The records around rows, found by one pass over the index.
class RecordsAround {
 public:
  explicit RecordsAround(index::Index& index) {
    for (const auto& row : index.rows("SELECT rid, upto, kind, COALESCE(id, '') FROM record ORDER BY rid")) {
      records_.push_back({std::get<std::int64_t>(row[0]), std::get<std::int64_t>(row[1]), std::get<std::string>(row[2]), std::get<std::string>(row[3])});
    }
  }
  struct Record {
    std::int64_t rid, upto;
    std::string kind, id;
  };
  /// Null where the row lies in no record.
  [[nodiscard]] const Record* of(std::int64_t rid) const {
    const auto after = std::ranges::upper_bound(records_, rid, {}, &Record::rid);
    if (after == records_.begin() || std::prev(after)->upto < rid) return nullptr;
    return &*std::prev(after);
  }

 private:
  std::vector<Record> records_;
};

report::Assessment assessment_of(Ledger& ledger, const std::string& scheme) {
  index::Index& index = ledger.index();
  const auto plan = ledger.pack().reports.find("score");
  const auto section = plan == ledger.pack().reports.end() ? std::vector<pack::SectionPlan>::const_iterator{}
                                                           : std::ranges::find_if(plan->second.sections, [](const auto& one) { return !one.score.empty(); });
  if (plan == ledger.pack().reports.end() || section == plan->second.sections.end()) {
    throw UserError(Exit::environment, {"规则包里没有考评表 score", "the pack has no report score"});
  }
  index::Question question = index.question();
  question.values = {{":scheme", scheme}, {":report", plan->first}};
  index.ask(question);
  std::vector<pack::PackFault> faults;
  report::Assessment assessment = report::assess(index, section->score, faults);
  if (!faults.empty()) {
    throw UserError(Exit::findings, {fmt::format("考评方案“{}”算不出来", scheme), fmt::format("the scheme '{}' cannot be scored", scheme)},
                    {fmt::format("用 bqtool score {} 看原因", scheme), fmt::format("bqtool score {} says why", scheme)});
  }
  return assessment;
}

/// Those placed, with the candidates that their figures count. Throws UserError(usage) when no figure counts records of the kind.
std::vector<report::Ranked> ranking_of(index::Index& index, const report::Assessment& assessment, const EndsWanted& wanted,
                                       const std::vector<report::Candidate>& candidates) {
  std::vector<pack::PackFault> faults;
  const auto rows = report::spoken_of(index, assessment, faults);
  const RecordsAround records(index);
  std::map<std::string, const report::Candidate*> by_id;
  for (const report::Candidate& one : candidates) by_id.emplace(one.id, &one);
  std::set<std::string> kinds;
  std::vector<report::Ranked> ranking;
  for (const report::Assessed& one : assessment.all) {
    report::Ranked ranked{one.key, one.group, one.place, {}};
    std::set<std::string> ids;
    const auto mine = rows.find(one.key);
    for (const std::int64_t rid : mine == rows.end() ? std::set<std::int64_t>{} : mine->second) {
      const RecordsAround::Record* record = records.of(rid);
      if (record == nullptr || record->id.empty()) continue;
      kinds.insert(record->kind);
      if (record->kind == wanted.kind.name) ids.insert(record->id);
    }
    for (const std::string& id : ids) {
      if (by_id.contains(id)) ranked.records.push_back(*by_id[id]);
    }
    if (one.place != 0) ranking.push_back(std::move(ranked));
  }
  if (!kinds.empty() && !kinds.contains(wanted.kind.name)) {
    throw UserError(Exit::usage,
                    {fmt::format("方案“{}”的各项指标都不涉及“{}”，两头没有可抽的", wanted.scheme, wanted.kind.root.title),
                     fmt::format("no figure of the scheme '{}' speaks of records of the kind {}, so its ends hold none", wanted.scheme, wanted.kind.name)},
                    {fmt::format("--kind 可用 {}", fmt::join(kinds, "、")), fmt::format("--kind may be {}", fmt::join(kinds, ", "))});
  }
  return ranking;
}

class EndsPage {
 public:
  EndsPage(Ledger& ledger, const EndsWanted& wanted, const report::Assessment& assessment) : index_(ledger.index()), wanted_(wanted) {
    for (const report::Assessed& one : assessment.all) by_key_.emplace(one.key, &one);
  }

  [[nodiscard]] report::Section drawn(const report::Ends& ends) const {
    report::Section section;
    section.id = "sample";
    section.title = words("名单", "Drawn");
    section.columns = {{"number", words("样本号", "No."), report::Format::count, true},
                       {"id", words("编号", "Id"), report::Format::text, true},
                       {"label", words("名称", "Name"), report::Format::text, true}};
    if (wanted_.strata != nullptr) section.columns.push_back(stratum_heading(*wanted_.strata, wanted_.language));
    section.columns.insert(section.columns.end(), {{"end", words("哪一头", "End"), report::Format::text, true},
                                                   {"target", words("被考评方", "Assessed"), report::Format::text, true},
                                                   {"total", words("总分", "Total"), report::Format::decimal, true},
                                                   {"place", words("名次", "Place"), report::Format::count, true}});
    for (const report::End* end : {&ends.lowest, &ends.highest}) {
      for (const report::End::Drawn& one : end->drawn) {
        std::vector<Cell> row{Cell(static_cast<std::int64_t>(section.rows.size()) + 1), Cell(one.record.id),
                              Cell(report::label_on_list(index_, wanted_.kind.name, one.record.id, wanted_.language))};
        if (wanted_.strata != nullptr) row.emplace_back(report::words_of_value(index_, *wanted_.strata->field, one.record.stratum));
        const report::Assessed& target = *by_key_.at(one.key);
        row.insert(row.end(),
                   {Cell(end_name(end == &ends.lowest)), Cell(target.label), report::points_cell(target.total), Cell(static_cast<std::int64_t>(target.place))});
        section.rows.push_back(std::move(row));
      }
    }
    return section;
  }

  [[nodiscard]] report::Section both(const report::Ends& ends) const {
    report::Section section;
    section.id = "ends";
    section.title = words("两头", "The ends");
    section.columns = {{"end", words("哪一头", "End"), report::Format::text, true},           {"group", words("组别", "Group"), report::Format::text, true},
                       {"place", words("名次", "Place"), report::Format::count, true},        {"key", words("编号", "Key"), report::Format::text, false},
                       {"target", words("被考评方", "Assessed"), report::Format::text, true}, {"total", words("总分", "Total"), report::Format::decimal, true},
                       {"drawn", words("抽取", "Drawn"), report::Format::count, true}};
    for (const report::End* end : {&ends.lowest, &ends.highest}) {
      for (const std::string& key : end->keys) {
        const report::Assessed& target = *by_key_.at(key);
        section.rows.push_back({Cell(end_name(end == &ends.lowest)), Cell(target.group), Cell(static_cast<std::int64_t>(target.place)), Cell(key),
                                Cell(target.label), report::points_cell(target.total),
                                Cell(static_cast<std::int64_t>(std::ranges::count(end->drawn, key, &report::End::Drawn::key)))});
      }
    }
    return section;
  }

  [[nodiscard]] report::Section unplaced(const report::Assessment& assessment, const std::vector<std::string>& titles) const {
    report::Section section;
    section.id = "unplaced";
    section.title = words("不排名，不抽取", "Not placed, not drawn from");
    section.columns = {{"group", words("组别", "Group"), report::Format::text, true},
                       {"key", words("编号", "Key"), report::Format::text, false},
                       {"target", words("被考评方", "Assessed"), report::Format::text, true},
                       {"note", words("说明", "Note"), report::Format::text, true}};
    for (const report::Assessed& one : assessment.all) {
      if (one.place == 0) section.rows.push_back({Cell(one.group), Cell(one.key), Cell(one.label), Cell(report::why_unplaced(one, titles, wanted_.language))});
    }
    return section;
  }

 private:
  index::Index& index_;
  const EndsWanted& wanted_;
  std::map<std::string, const report::Assessed*> by_key_;

  [[nodiscard]] std::string words(const char* zh, const char* en) const { return wanted_.language == Language::zh ? zh : en; }
  [[nodiscard]] std::string end_name(bool is_lowest) const { return is_lowest ? words("低", "lowest") : words("高", "highest"); }
};

}  // namespace

report::Column stratum_heading(const schema::Column& strata, Language language) {
  return {"stratum", language == Language::zh ? strata.field->title : strata.name, report::Format::text, true};
}

void add_ends(report::Report& page, Ledger& ledger, const EndsWanted& wanted, const std::vector<report::Candidate>& candidates) {
  index::Index& index = ledger.index();
  check_scheme("--ends", wanted.scheme, index);
  const report::Assessment assessment = assessment_of(ledger, wanted.scheme);
  const std::vector<report::Ranked> ranking = ranking_of(index, assessment, wanted, candidates);
  const report::Ends ends = report::draw_from_ends(ranking, wanted.size, wanted.seed);
  if (ends.lowest.drawn.empty() && ends.highest.drawn.empty()) {
    throw UserError(
        Exit::findings,
        {fmt::format("排名的{}个，两头没有可抽的记录", ranking.size()), fmt::format("placed: {}; their ends hold nothing to draw from", ranking.size())},
        {fmt::format("用 bqtool score {} 看谁排了名", wanted.scheme), fmt::format("bqtool score {} shows who is placed", wanted.scheme)});
  }
  page.head = {fmt::format(
      fmt::runtime(wanted.language == Language::zh
                       ? "种子：{}；方案：{}。低的一头共{}个，抽取{}个；高的一头共{}个，抽取{}个。同一种子、同一台账抽出的名单相同，同名次的先后也由种子决定。"
                       : "Seed: {}; scheme: {}. Drawn at the lowest end of {}: {}; at the highest of {}: {}. The same seed on the same ledger draws the same "
                         "and orders equal places the same."),
      wanted.seed, wanted.scheme, ends.lowest.records, ends.lowest.drawn.size(), ends.highest.records, ends.highest.drawn.size())};
  const EndsPage parts(ledger, wanted, assessment);
  page.sections = {parts.drawn(ends), parts.both(ends), parts.unplaced(assessment, report::titles_of(ledger.pack(), assessment.items, wanted.language))};
}

}  // namespace bq::cli
