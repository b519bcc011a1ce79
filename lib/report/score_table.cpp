#include "report/score_table.hpp"

#include <map>

#include <fmt/format.h>

#include "report/assessment.hpp"

namespace bq::report {

void fill_scores(index::Index& index, const pack::ScorePlan& plan, const std::optional<index::Question>& before, Language language, Section& section,
                 std::vector<pack::PackFault>& faults) {
  const bool zh = language == Language::zh;
  std::map<std::string, std::optional<std::int64_t>> last;
  if (before) {
    const index::Question question = index.question();
    std::vector<pack::PackFault> said_below;
    index.ask(*before);
    for (const Assessed& one : assess(index, plan, said_below).all) last[one.key] = one.total;
    index.ask(question);
  }
  const Assessment assessment = assess(index, plan, faults);

  section.columns = {{"group", zh ? "组别" : "Group", Format::text, true},
                     {"place", zh ? "名次" : "Place", Format::count, true},
                     {"key", zh ? "编号" : "Key", Format::text, false},
                     {"label", zh ? "被考评方" : "Assessed", Format::text, true}};
  const std::vector<std::string> titles = titles_of(index.pack(), assessment.items, language);
  for (const ScoreItem& item : assessment.items) {
    const pack::Metric* metric = pack::find_metric(index.pack(), item.metric).second;
    const bool is_count = metric != nullptr && metric->format == pack::MetricFormat::count;
    section.columns.push_back({item.metric, metric == nullptr ? item.metric : metric->title.in(language), is_count ? Format::count : Format::rate, true});
    section.columns.push_back(
        {item.metric + "_points", fmt::format(fmt::runtime(zh ? "得分（满{}）" : "points of {}"), to_string(Decimal{item.points})), Format::decimal, true});
  }
  section.columns.push_back({"bonus", zh ? "加减分" : "By hand", Format::decimal, true});
  section.columns.push_back({"total", zh ? "总分" : "Total", Format::decimal, true});
  section.columns.push_back({"before", zh ? "上期" : "Before", Format::decimal, true});
  section.columns.push_back({"grounds", zh ? "加减分依据" : "Grounds", Format::text, true});
  section.columns.push_back({"note", zh ? "说明" : "Note", Format::text, true});
  for (const Assessed& one : assessment.all) {
    std::vector<Cell> row{Cell(one.group), one.place == 0 ? Cell() : Cell(static_cast<std::int64_t>(one.place)), Cell(one.key), Cell(one.label)};
    for (std::size_t i = 0; i < titles.size(); ++i) {
      row.push_back(one.figures[i]);
      row.push_back(one.scores[i].unscored == Unscored::no ? points_cell(one.scores[i].points) : Cell());
    }
    row.push_back(points_cell(one.bonus));
    row.push_back(points_cell(one.total));
    const auto earlier = last.find(one.key);
    row.push_back(earlier == last.end() ? Cell() : points_cell(earlier->second));
    row.push_back(one.grounds.empty() ? Cell() : Cell(one.grounds));
    const std::string note = why_unplaced(one, titles, language);
    row.push_back(note.empty() ? Cell() : Cell(note));
    section.rows.push_back(std::move(row));
  }
}

}  // namespace bq::report
