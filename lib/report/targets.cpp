#include "report/targets.hpp"

#include <map>
#include <optional>

#include <fmt/format.h>

#include "report/complain.hpp"
#include "report/figure_store.hpp"
#include "report/period_words.hpp"

namespace bq::report {
namespace {

using index::SqlValue;

/// A target of the settings: what a metric should be over a period.
struct Target {
  std::string phase;
  std::string metric;
  Period period;
  Decimal value;
  std::string scope;  // which objects it speaks of, when it does not speak of all: for some only there is no figure
};

/// What a target of the table `table` (as `g`) speaks of, as SQL; NULL when of everything.
std::string scope_sql(std::string_view table) {
  std::string parts;
  for (const std::string_view field : {"types", "categories", "tiers", "topics"}) {
    parts += fmt::format("{}SELECT '{}' AS field, v.rid, v.value FROM {}_applies_{} v WHERE v.parent = g.rid", parts.empty() ? "" : " UNION ALL ",
                         field == "types" ? "type" : "", table, field);
  }
  return fmt::format(
      "(SELECT group_concat(words, '、') FROM (SELECT COALESCE((SELECT l.title FROM label l WHERE l.field = y.field AND l.value = y.value LIMIT 1), y.value) "
      "AS words FROM ({}) y ORDER BY y.rid))",
      parts);
}

/// The period that a target names: `2024`, `2024H1`, `2024Q1`, `2024-03` or a week by one of its days.
std::optional<Period> period_named(std::string_view text, std::chrono::weekday week_starts) {
  for (const PeriodLength length : {PeriodLength::year, PeriodLength::half, PeriodLength::quarter, PeriodLength::month, PeriodLength::week}) {
    if (auto period = parse_period(length, text, week_starts)) return period;
  }
  return std::nullopt;
}

/// Whether a figure comes up to a target: at least as much, of days at most as many (the median). Absent where there is no figure.
std::optional<bool> meets(const Cell& cell, Decimal target) {
  const auto wanted = static_cast<long double>(target.millionths);
  const auto is_share_enough = [&](std::int64_t n, std::int64_t d) {
    return 100.0L * Decimal::scale * static_cast<long double>(n) >= wanted * static_cast<long double>(d);
  };
  if (const auto* count = std::get_if<std::int64_t>(&cell)) return static_cast<long double>(*count) * Decimal::scale >= wanted;
  if (const auto* exact = std::get_if<Decimal>(&cell)) return *exact >= target;
  if (const auto* rate = std::get_if<Rate>(&cell); rate != nullptr && rate->d > 0) return is_share_enough(rate->n, rate->d);
  if (const auto* ratio = std::get_if<Ratio>(&cell); ratio != nullptr && ratio->d.millionths > 0)
    return is_share_enough(ratio->n.millionths, ratio->d.millionths);
  if (const auto* days = std::get_if<Days>(&cell); days != nullptr && days->n > 0)
    return static_cast<long double>(days->median_doubled) * Decimal::scale <= 2 * wanted;
  return std::nullopt;
}

/// The targets in force on the as-of day whose period meets the report's, and those of phases that had begun by its end; one without a period
/// is set against the report's own.
std::vector<Target> read_targets(index::Index& index, const Order& order) {
  std::vector<Target> targets;
  const auto rows = index.rows(
      fmt::format("SELECT x.phase, x.metric, x.period, x.value, x.scope FROM ("
                  "  SELECT g.rid, '' AS phase, g.metric, g.period, g.value, g.since, g.until, {} AS scope FROM programme_targets g"
                  "  UNION ALL"
                  "  SELECT g.rid, f.title, g.metric, g.period, g.value, g.since, g.until, {} FROM programme_phases_targets g"
                  "  JOIN programme_phases f ON f.rid = g.parent AND (f.since IS NULL OR f.since <= :finish)) x "
                  "WHERE x.metric IS NOT NULL AND x.value IS NOT NULL AND (x.since IS NULL OR x.since <= :as_of) AND (x.until IS NULL OR x.until > :as_of) "
                  "ORDER BY x.rid",
                  scope_sql("programme_targets"), scope_sql("programme_phases_targets")),
      {{":finish", to_string(order.period.finish)}, {":as_of", to_string(index.question().as_of)}});
  for (const auto& row : rows) {
    Target target{index::text_in(row[0]), index::text_in(row[1]), order.period, Decimal{std::get<std::int64_t>(row[3])}, index::text_in(row[4])};
    if (const std::string label = index::text_in(row[2]); !label.empty()) {
      const auto named = period_named(label, index.settings().week_starts);
      if (!named || named->start > order.period.finish || named->finish < order.period.start || named->start > index.question().as_of) continue;
      target.period = *named;
    }
    targets.push_back(std::move(target));
  }
  return targets;
}

}  // namespace

Figures fill_targets(index::Index& index, const Order& order, Section& section, std::vector<pack::PackFault>& faults) {
  const bool zh = order.language == Language::zh;
  section.columns = {{"phase", zh ? "阶段" : "Phase", Format::text, true},        {"metric", zh ? "指标代码" : "Metric", Format::text, false},
                     {"title", zh ? "指标" : "Figure", Format::text, true},       {"period", zh ? "考核期" : "Period", Format::text, true},
                     {"target", zh ? "目标" : "Target", Format::decimal, true},   {"value", zh ? "完成" : "Value", Format::decimal, true},
                     {"reached", zh ? "是否达到" : "Reached", Format::text, true}};
  const std::vector<Target> targets = read_targets(index, order);
  const index::Question asked = index.question();
  std::map<std::string, Figures> figures;  // by the period's label
  for (const Target& target : targets) {
    if (figures.contains(target.period.label)) continue;
    std::vector<std::string> metrics;
    for (const Target& other : targets) {
      if (other.period.label == target.period.label && other.scope.empty()) metrics.push_back(other.metric);
    }
    index::Question question = asked;
    question.start = target.period.start;
    question.finish = target.period.finish;
    index.ask(question);
    FigureStore store(index, faults, order.plan->narrow);
    figures.emplace(target.period.label, store.total(metrics));
  }
  if (!targets.empty()) index.ask(asked);
  std::int64_t reached = 0;
  std::int64_t missed = 0;
  for (const Target& target : targets) {
    const pack::Metric* metric = pack::find_metric(index.pack(), target.metric).second;
    if (metric == nullptr) {
      complain(index.pack(), *order.plan,
               {fmt::format("设置中的目标写了“{}”，没有这个指标", target.metric),
                fmt::format("a target of the settings names \"{}\", which is no metric", target.metric)},
               faults);
      continue;
    }
    const bool is_share = metric->format == pack::MetricFormat::rate || metric->format == pack::MetricFormat::ratio;
    const auto& known = figures.find(target.period.label)->second;
    const auto figure = known.find(target.metric);
    const Cell cell = !target.scope.empty() || figure == known.end() ? Cell() : figure->second;
    const std::optional<bool> is_met = meets(cell, target.value);
    const bool is_over = target.period.finish <= asked.as_of;
    std::string verdict;
    if (is_met && *is_met) {
      verdict = zh ? "达到" : "yes";
      ++reached;
    } else if (is_met && is_over) {
      verdict = zh ? "未达到" : "no";
      ++missed;
    } else if (is_met) {
      verdict = zh ? "尚未到期" : "not yet";
    } else if (!target.scope.empty()) {
      verdict = zh ? "不单独统计" : "not counted apart";
    }
    std::string title = metric->title.in(order.language);
    if (!target.scope.empty()) title += fmt::format(fmt::runtime(zh ? "（{}）" : " ({})"), target.scope);
    section.rows.push_back({target.phase.empty() ? Cell() : Cell(target.phase), Cell(target.metric), Cell(std::move(title)),
                            Cell(period_words(target.period, order.language)), is_share ? Cell(to_string(target.value) + "%") : Cell(target.value), cell,
                            verdict.empty() ? Cell() : Cell(verdict)});
  }
  return {{"targets", Cell(static_cast<std::int64_t>(section.rows.size()))}, {"targets_reached", Cell(reached)}, {"targets_missed", Cell(missed)}};
}

}  // namespace bq::report
