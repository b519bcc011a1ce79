#include "report/assessment.hpp"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "index/derive.hpp"
#include "report/figure_store.hpp"

namespace bq::report {
namespace {

using index::SqlValue;
using Row = std::vector<SqlValue>;

std::optional<std::int64_t> number_of(const SqlValue& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
  return std::nullopt;
}

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

/// Reads the scheme and those it assesses, and scores them.
class Assessor {
 public:
  Assessor(index::Index& index, const pack::ScorePlan& plan, std::vector<pack::PackFault>& faults) : index_(index), plan_(plan), faults_(faults) {}

  Assessment run() {
    for (const Row& row : rows(plan_.items, 7)) {
      result_.items.push_back({index::text_in(row[0]), number_of(row[1]).value_or(0), number_of(row[2]), number_of(row[3]), number_of(row[4]),
                               number_of(row[5]), number_of(row[6]).value_or(0)});
    }
    std::vector<Assessed>& all = result_.all;
    for (const Row& row : rows(plan_.keys, 4)) {
      result_.dimension = index::text_in(row[0]);
      all.push_back({.key = index::text_in(row[1]), .label = index::text_in(row[2]), .group = index::text_in(row[3])});
    }
    add_figures();
    for (const Row& row : rows(plan_.bonus, 3)) {
      for (Assessed& one : all) {
        if (one.key != index::text_in(row[0])) continue;
        one.bonus += number_of(row[1]).value_or(0);
        one.grounds += (one.grounds.empty() ? "" : "；") + index::text_in(row[2]);
      }
    }
    for (Assessed& one : all) {
      one.total = total(result_.items, one.scores);
      if (one.total) *one.total += one.bonus;
    }
    place(all);
    return std::move(result_);
  }

 private:
  index::Index& index_;
  const pack::ScorePlan& plan_;
  std::vector<pack::PackFault>& faults_;
  Assessment result_;

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
  void add_figures() {
    FigureStore store(index_, faults_);
    for (const ScoreItem& item : result_.items) {
      MeasuredPopulation* population = store.holding(item.metric);
      if (population == nullptr) {
        faults_.push_back(
            index::sql_mistake(plan_.items, 0, {fmt::format("没有“{}”这个指标", item.metric), fmt::format("there is no metric \"{}\"", item.metric)}));
      }
      const bool splits = population != nullptr && population->can_split_by(result_.dimension);
      const auto figures = splits ? population->split(result_.dimension) : std::map<std::string, Figures>();
      for (Assessed& one : result_.all) {
        const auto mine = figures.find(one.key);
        const auto figure = mine == figures.end() ? Figures::const_iterator{} : mine->second.find(item.metric);
        one.figures.push_back(mine == figures.end() || figure == mine->second.end() ? Cell(Rate{}) : figure->second);
        one.scores.push_back(score(item, one.figures.back()));
      }
    }
  }
};

}  // namespace

bool Assessed::is_placed() const {
  return total && std::ranges::none_of(scores, [](const ItemScore& score) { return score.unscored == Unscored::too_few; });
}

Assessment assess(index::Index& index, const pack::ScorePlan& plan, std::vector<pack::PackFault>& faults) { return Assessor(index, plan, faults).run(); }

std::vector<std::string> titles_of(const pack::Pack& pack, const std::vector<ScoreItem>& items, Language language) {
  std::vector<std::string> titles;
  for (const ScoreItem& item : items) {
    const pack::Metric* metric = pack::find_metric(pack, item.metric).second;
    titles.push_back(metric == nullptr ? item.metric : metric->title.in(language));
  }
  return titles;
}

std::string why_unplaced(const Assessed& one, const std::vector<std::string>& titles, Language language) {
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

std::map<std::string, std::set<std::int64_t>> spoken_of(index::Index& index, const Assessment& assessment, std::vector<pack::PackFault>& faults) {
  std::map<std::string, std::set<std::int64_t>> rows;
  FigureStore store(index, faults);
  for (const ScoreItem& item : assessment.items) {
    MeasuredPopulation* population = store.holding(item.metric);
    if (population == nullptr || !population->can_split_by(assessment.dimension)) continue;
    const pack::Metric& metric = *pack::find_metric(index.pack(), item.metric).second;
    for (const Assessed& one : assessment.all) {
      rows[one.key].merge(population->spoken_of(metric, assessment.dimension, one.key));
    }
  }
  return rows;
}

Cell points_cell(std::optional<std::int64_t> millionths) {
  if (!millionths) return {};
  constexpr std::int64_t cent = Decimal::scale / 100;
  const std::int64_t shifted = *millionths + cent / 2;
  const std::int64_t cents = shifted / cent - (shifted % cent < 0 ? 1 : 0);
  return Decimal{cents * cent};
}

}  // namespace bq::report
