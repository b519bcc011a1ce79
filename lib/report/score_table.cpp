#include "report/score_table.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include <fmt/format.h>

#include "index/derive.hpp"
#include "report/figure_store.hpp"
#include "report/scoring.hpp"

namespace bq::report {
namespace {

using index::SqlValue;
using Row = std::vector<SqlValue>;

std::string text_of(const SqlValue& value) { return std::holds_alternative<std::string>(value) ? std::get<std::string>(value) : std::string(); }

std::optional<std::int64_t> number_of(const SqlValue& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
  return std::nullopt;
}

/// Who is assessed.
struct Assessed {
  std::string key, label, group;
  std::vector<Cell> figures;      // per item
  std::vector<ItemScore> scores;  // per item
  std::int64_t bonus = 0;
  std::string grounds;
  std::optional<std::int64_t> total;
  std::optional<std::int64_t> before;
  std::size_t place = 0;

  /// Only who has a score on every item that has cases is placed.
  [[nodiscard]] bool is_placed() const {
    return total && std::ranges::none_of(scores, [](const ItemScore& score) { return score.unscored == Unscored::too_few; });
  }
};

class Assessment {
 public:
  Assessment(index::Index& index, const pack::ScorePlan& plan, std::vector<pack::PackFault>& faults) : index_(index), plan_(plan), faults_(faults) {}

  /// Everybody with figures, points and totals as of the index's question.
  std::vector<Assessed> run() {
    items_.clear();
    for (const Row& row : rows(plan_.items, 7)) {
      items_.push_back({text_of(row[0]), number_of(row[1]).value_or(0), number_of(row[2]), number_of(row[3]), number_of(row[4]), number_of(row[5]),
                        number_of(row[6]).value_or(0)});
    }
    std::vector<Assessed> all;
    std::string dimension;
    for (const Row& row : rows(plan_.keys, 4)) {
      dimension = text_of(row[0]);
      all.push_back({.key = text_of(row[1]), .label = text_of(row[2]), .group = text_of(row[3])});
    }
    add_figures(all, dimension);
    for (const Row& row : rows(plan_.bonus, 3)) {
      for (Assessed& one : all) {
        if (one.key != text_of(row[0])) continue;
        one.bonus += number_of(row[1]).value_or(0);
        one.grounds += (one.grounds.empty() ? "" : "；") + text_of(row[2]);
      }
    }
    for (Assessed& one : all) {
      one.total = total(items_, one.scores);
      if (one.total) *one.total += one.bonus;
    }
    return all;
  }

  [[nodiscard]] const std::vector<ScoreItem>& items() const { return items_; }

 private:
  index::Index& index_;
  const pack::ScorePlan& plan_;
  std::vector<pack::PackFault>& faults_;
  std::vector<ScoreItem> items_;

  /// All rows of a statement that returns at least so many columns.
  std::vector<Row> rows(const pack::Sql& sql, std::size_t columns) {
    std::vector<Row> result;
    if (sql.empty()) return result;
    index_.settle_for(sql.text);
    const index::Guard guard(index_.db());
    index::GuardedQuery query(index_.db(), sql.text);
    std::optional<index::SqlFault> fault = query.fault();
    if (!fault && query.columns().size() < columns) {
      fault = index::SqlFault{0, {fmt::format("这里要返回 {} 列", columns), fmt::format("{} columns belong here", columns)}};
    }
    if (!fault) {
      fault = query.run(index_.bindings(), [&](const Row& row) {
        result.push_back(row);
        return true;
      });
    }
    if (fault) faults_.push_back(index::sql_mistake(sql, fault->offset, fault->reason));
    return result;
  }

  /// A metric that cannot be split by who is assessed has no cases for anybody.
  void add_figures(std::vector<Assessed>& all, const std::string& dimension) {
    FigureStore store(index_, faults_);
    for (const ScoreItem& item : items_) {
      MeasuredPopulation* population = store.holding(item.metric);
      if (population == nullptr) {
        faults_.push_back(
            index::sql_mistake(plan_.items, 0, {fmt::format("没有“{}”这个指标", item.metric), fmt::format("there is no metric \"{}\"", item.metric)}));
      }
      const bool splits = population != nullptr && population->can_split_by(dimension);
      const auto figures = splits ? population->split(dimension) : std::map<std::string, Figures>();
      for (Assessed& one : all) {
        const auto mine = figures.find(one.key);
        const auto figure = mine == figures.end() ? Figures::const_iterator{} : mine->second.find(item.metric);
        one.figures.push_back(mine == figures.end() || figure == mine->second.end() ? Cell(Rate{}) : figure->second);
        one.scores.push_back(score(item, one.figures.back()));
      }
    }
  }
};

void place(std::vector<Assessed>& all) {
  std::map<std::string, std::vector<Assessed*>> groups;
  for (Assessed& one : all) {
    if (one.is_placed()) groups[one.group].push_back(&one);
  }
  for (const auto& [group, members] : groups) {
    std::vector<std::optional<std::int64_t>> totals;
    for (const Assessed* one : members) totals.push_back(one->total);
    const auto places = places_of(totals);
    for (std::size_t i = 0; i < members.size(); ++i) members[i]->place = places[i];
  }
  const auto last_when_unplaced = [](const Assessed& one) { return one.place == 0 ? SIZE_MAX : one.place; };
  std::ranges::sort(all, [&](const Assessed& a, const Assessed& b) {
    return std::tuple(a.group, last_when_unplaced(a), a.key) < std::tuple(b.group, last_when_unplaced(b), b.key);
  });
}

/// Why somebody has no place, naming the items.
std::string reason(const Assessed& one, const std::vector<std::string>& titles, Language language) {
  const bool zh = language == Language::zh;
  if (!one.total) return zh ? "没有可计分的数据，不排名" : "nothing to score, not placed";
  std::string few;
  std::string none;
  for (std::size_t i = 0; i < titles.size(); ++i) {
    std::string& list = one.scores[i].unscored == Unscored::too_few ? few : none;
    if (one.scores[i].unscored != Unscored::no) list += (list.empty() ? "" : zh ? "、" : ", ") + titles[i];
  }
  std::string text = few.empty() ? "" : fmt::format(fmt::runtime(zh ? "件数不足，不排名：{}" : "too few cases, not placed: {}"), few);
  if (!none.empty())
    text += (text.empty() ? "" : zh ? "；" : "; ") + fmt::format(fmt::runtime(zh ? "无数据，分值并入其他项：{}" : "no cases, its points shared out: {}"), none);
  return text;
}

/// Two decimals are what a table of points prints.
Cell points_cell(std::optional<std::int64_t> millionths) {
  if (!millionths) return {};
  constexpr std::int64_t cent = Decimal::scale / 100;
  const std::int64_t shifted = *millionths + cent / 2;
  const std::int64_t cents = shifted / cent - (shifted % cent < 0 ? 1 : 0);
  return Decimal{cents * cent};
}

}  // namespace

void fill_scores(index::Index& index, const pack::ScorePlan& plan, const std::optional<index::Question>& before, Language language, Section& section,
                 std::vector<pack::PackFault>& faults) {
  const bool zh = language == Language::zh;
  Assessment assessment(index, plan, faults);
  std::map<std::string, std::optional<std::int64_t>> last;
  if (before) {
    const index::Question question = index.question();
    std::vector<pack::PackFault> said_below;
    index.ask(*before);
    for (const Assessed& one : Assessment(index, plan, said_below).run()) last[one.key] = one.total;
    index.ask(question);
  }
  std::vector<Assessed> all = assessment.run();
  place(all);

  section.columns = {{"group", zh ? "组别" : "Group", Format::text, true},
                     {"place", zh ? "名次" : "Place", Format::count, true},
                     {"key", zh ? "编号" : "Key", Format::text, false},
                     {"label", zh ? "被考评方" : "Assessed", Format::text, true}};
  std::vector<std::string> titles;
  for (const ScoreItem& item : assessment.items()) {
    const pack::Metric* metric = pack::find_metric(index.pack(), item.metric).second;
    titles.push_back(metric == nullptr ? item.metric : metric->title.in(language));
    const bool is_count = metric != nullptr && metric->format == pack::MetricFormat::count;
    section.columns.push_back({item.metric, titles.back(), is_count ? Format::count : Format::rate, true});
    section.columns.push_back(
        {item.metric + "_points", fmt::format(fmt::runtime(zh ? "得分（满{}）" : "points of {}"), to_string(Decimal{item.points})), Format::decimal, true});
  }
  section.columns.push_back({"bonus", zh ? "加减分" : "By hand", Format::decimal, true});
  section.columns.push_back({"total", zh ? "总分" : "Total", Format::decimal, true});
  section.columns.push_back({"before", zh ? "上期" : "Before", Format::decimal, true});
  section.columns.push_back({"grounds", zh ? "加减分依据" : "Grounds", Format::text, true});
  section.columns.push_back({"note", zh ? "说明" : "Note", Format::text, true});
  for (const Assessed& one : all) {
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
    const std::string note = reason(one, titles, language);
    row.push_back(note.empty() ? Cell() : Cell(note));
    section.rows.push_back(std::move(row));
  }
}

}  // namespace bq::report
