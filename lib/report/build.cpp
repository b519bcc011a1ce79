#include "report/build.hpp"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "index/derive.hpp"
#include "index/tables.hpp"
#include "index/words.hpp"
#include "report/comparison.hpp"
#include "report/figure_store.hpp"
#include "report/label.hpp"
#include "report/narrative.hpp"
#include "report/score_table.hpp"
#include "report/sql_table.hpp"

namespace bq::report {
namespace {

using index::SqlValue;
using pack::SectionPlan;

Format format_of(pack::MetricFormat format) {
  switch (format) {
    case pack::MetricFormat::count:
      return Format::count;
    case pack::MetricFormat::rate:
      return Format::rate;
    case pack::MetricFormat::days:
      return Format::days;
    case pack::MetricFormat::decimal:
      return Format::decimal;
    case pack::MetricFormat::ratio:
      return Format::ratio;
  }
  return Format::count;
}

/// A row of a keyed table: what a dimension says about it.
struct Key {
  std::string key;
  std::string label;
  bool always = false;
  std::string instead;  // what a form prints in place of its figures, e.g. that nothing was reported
};

/// A target of the settings: what a metric should be over a period.
struct Target {
  std::string phase;
  std::string metric;
  Period period;
  Decimal value;
  bool is_narrow = false;  // it speaks of some objects only, for which there is no figure
};

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

/// The period as a title says it: `2024年第1季度`.
std::string period_words(const Period& period, Language language) {
  if (language == Language::en) return period.label;
  const std::string year = period.label.substr(0, 4);
  switch (period.length) {
    case PeriodLength::quarter:
      return fmt::format("{}年第{}季度", year, period.label.substr(5));
    case PeriodLength::half:
      return fmt::format("{}年{}半年", year, period.label.back() == '1' ? "上" : "下");
    case PeriodLength::month:
      return fmt::format("{}年{}月", year, std::stoi(period.label.substr(5)));
    case PeriodLength::year:
      return fmt::format("{}年", year);
    case PeriodLength::day:
      return fmt::format("截至{}", period.label);
    default:
      return fmt::format("{}至{}", to_string(period.start), to_string(period.finish));
  }
}

class Builder {
 public:
  Builder(index::Index& index, const Order& order) : index_(index), order_(order), store_(index, built_.faults, order.plan->narrow) {}

  Built run() {
    Report& report = built_.report;
    const pack::ReportPlan& plan = *order_.plan;
    report.name = plan.name;
    report.programme = index_.settings().name;
    report.period = order_.period;
    report.as_of = index_.question().as_of;
    report.cut_off = order_.cut_off;
    for (const SectionPlan& section : plan.sections) {
      if (section.periods) others_.emplace(section.id, compare(index_, order_, section));
    }
    facts_ = {{"programme", report.programme},           {"region", index_.settings().region},        {"period", period_words(order_.period, order_.language)},
              {"start", to_string(order_.period.start)}, {"finish", to_string(order_.period.finish)}, {"as_of", to_string(report.as_of)}};
    facts_.emplace_back("subject", subject_label());
    facts_.emplace_back("report", plan.name);
    report.title = index::fill_places(plan.title.in(order_.language), facts_, order_.language);
    figures_ = store_.total(all_metrics());
    for (const SectionPlan& section : plan.sections) name_previous(section);
    report.head = write_sentences(index_, plan.head, plan.values, figures_, facts_, order_.language, built_.faults);
    report.foot = write_sentences(index_, plan.foot, plan.values, figures_, facts_, order_.language, built_.faults);
    for (const SectionPlan& section : plan.sections) report.sections.push_back(build(section));
    return std::move(built_);
  }

 private:
  index::Index& index_;
  const Order& order_;
  Built built_;
  FigureStore store_;
  Args facts_;
  Figures figures_;
  std::map<std::string, std::vector<PeriodFigures>, std::less<>> others_;  // per section that sets other periods beside this one

  /// Sentences call the figures of the period before `previous_ID`; without such a period they are there and empty.
  void name_previous(const SectionPlan& section) {
    if (!section.periods || !section.periods->previous) return;
    const auto& others = others_.find(section.id)->second;
    for (const std::string& id : section.metrics) {
      const bool is_known = !others.empty() && others.front().figures.contains(id);
      figures_.insert_or_assign("previous_" + id, is_known ? others.front().figures.find(id)->second : Cell());
    }
  }

  [[nodiscard]] std::vector<std::string> all_metrics() const {
    std::vector<std::string> result;
    for (const SectionPlan& section : order_.plan->sections) {
      result.insert(result.end(), section.metrics.begin(), section.metrics.end());
      for (const pack::FormLine& line : section.lines) {
        if (!line.metric.empty()) result.push_back(line.metric);
      }
    }
    return result;
  }

  /// The same question of the period before; absent where a cut-off day or a free stretch leaves none to compare with.
  [[nodiscard]] std::optional<index::Question> question_before() const {
    if (order_.cut_off || order_.period.length == PeriodLength::free || order_.period.length == PeriodLength::day) return std::nullopt;
    const Period before = previous(order_.period, index_.settings().week_starts);
    index::Question question = index_.question();
    question.start = before.start;
    question.finish = before.finish;
    question.as_of = before.finish;
    return question;
  }

  /// The subject as people call it; empty when the paper speaks of everything.
  [[nodiscard]] std::string subject_label() {
    const auto& subject = index_.question().subject;
    if (!subject) return {};
    const std::string label = label_of(index_, subject->kind, subject->id);
    return label.empty() ? subject->id : label;
  }

  Section build(const SectionPlan& plan) {
    Section section;
    section.id = plan.id;
    section.title = plan.title.in(order_.language);
    section.on_paper = plan.on_paper;
    if (plan.targets) {
      fill_targets(plan, section);
      return section;
    }
    section.narrative = write_narrative(index_, plan, figures_, facts_, order_.language, built_.faults);
    if (!plan.sql.empty()) {
      fill_from_sql(index_, plan, order_.language, section, built_.faults);
    } else if (!plan.score.empty()) {
      fill_scores(index_, plan.score, question_before(), order_.language, section, built_.faults);
    } else if (!plan.lines.empty()) {
      fill_form(plan, section);
    } else if (plan.periods) {
      fill_periods(plan, section);
    } else {
      add_metric_columns(plan, section);
      if (plan.by.empty()) {
        section.is_summary = true;
        section.rows.push_back(cells(section, figures_));
      } else {
        fill_by(plan, section);
      }
    }
    return section;
  }

  void add_metric_columns(const SectionPlan& plan, Section& section) {
    if (!plan.by.empty()) {
      section.keyed = true;
      const auto dimension = index_.pack().dimensions.find(plan.by);
      const Text title = dimension == index_.pack().dimensions.end() ? Text{plan.by, plan.by} : dimension->second.title;
      section.columns.push_back({"key", order_.language == Language::zh ? "编号" : "key", Format::text, true});
      section.columns.push_back({"label", title.in(order_.language), Format::text, true});
    }
    for (const std::string& id : plan.metrics) {
      const auto [population, metric] = pack::find_metric(index_.pack(), id);
      if (metric == nullptr) {
        complain(fmt::format("没有“{}”这个指标", id), fmt::format("there is no metric \"{}\"", id));
        continue;
      }
      section.columns.push_back({id, metric->title.in(order_.language), format_of(metric->format), is_on_paper(plan, id)});
    }
  }

  void complain(std::string zh, std::string en) {
    for (const auto& source : index_.pack().sources) {
      if (source->path() == order_.plan->path) built_.faults.push_back({source.get(), yaml::mistake({0, 1}, {std::move(zh), std::move(en)})});
    }
  }

  /// The figures in the order of the section's columns; a figure that is not there is an empty one.
  [[nodiscard]] std::vector<Cell> cells(const Section& section, const Figures& figures) const {
    std::vector<Cell> row;
    for (const Column& column : section.columns) {
      if (section.keyed && row.size() < 2 && (column.id == "key" || column.id == "label")) continue;
      const auto figure = figures.find(column.id);
      row.push_back(figure != figures.end() ? figure->second : empty_cell(pack::find_metric(index_.pack(), column.id).second->format));
    }
    return row;
  }

  [[nodiscard]] std::vector<Key> read_keys(const pack::Dimension& dimension) {
    std::vector<Key> keys;
    index_.settle_for(dimension.rows.text);
    const index::Guard guard(index_.db());
    index::GuardedQuery query(index_.db(), dimension.rows.text);
    std::optional<index::SqlFault> fault = query.fault();
    if (!fault) {
      fault = query.run(index_.bindings(), [&](const std::vector<SqlValue>& row) {
        if (row.size() < 3) return false;
        const auto* key = std::get_if<std::string>(&row[0]);
        const auto* label = std::get_if<std::string>(&row[1]);
        const auto* always = std::get_if<std::int64_t>(&row[2]);
        const auto* instead = row.size() > 3 ? std::get_if<std::string>(&row[3]) : nullptr;
        if (key != nullptr && !key->empty())
          keys.push_back({*key, label != nullptr ? *label : *key, always != nullptr && *always != 0, instead != nullptr ? *instead : ""});
        return true;
      });
    }
    if (fault) built_.faults.push_back(index::sql_mistake(dimension.rows, fault->offset, fault->reason));
    return keys;
  }

  void fill_by(const SectionPlan& plan, Section& section) {
    const auto dimension = index_.pack().dimensions.find(plan.by);
    if (dimension == index_.pack().dimensions.end()) {
      complain(fmt::format("没有“{}”这个分组", plan.by), fmt::format("there is no dimension \"{}\"", plan.by));
      return;
    }
    const auto split = store_.split(plan.metrics, plan.by);
    std::map<std::string, Key> keys;
    for (Key& key : read_keys(dimension->second)) keys.emplace(key.key, std::move(key));
    for (const auto& [key, figures] : split) {
      if (!key.empty()) keys.try_emplace(key, Key{key, key, false, ""});
    }
    const auto add = [&](const std::string& key, const std::string& label, bool always) {
      const auto figures = split.find(key);
      std::vector<Cell> row = cells(section, figures == split.end() ? Figures{} : figures->second);
      if (!always && std::ranges::all_of(row, is_zero)) return;
      row.insert(row.begin(), {Cell(key), Cell(label)});
      section.rows.push_back(std::move(row));
    };
    for (const auto& [name, key] : keys) add(key.key, key.label, key.always);
    add("", dimension->second.nobody.in(order_.language), false);
  }

  /// One row per metric and one column per period, this one last.
  void fill_periods(const SectionPlan& plan, Section& section) {
    const bool zh = order_.language == Language::zh;
    const auto& others = others_.find(plan.id)->second;
    section.columns = {{"metric", zh ? "编号" : "id", Format::text, false}, {"title", zh ? "指标" : "Figure", Format::text, true}};
    const auto add_column = [&](const Period& period) {
      section.columns.push_back({period.label, period_words(period, order_.language), Format::figure, true});
    };
    for (const PeriodFigures& other : others) add_column(other.period);
    add_column(order_.period);
    for (const std::string& id : plan.metrics) {
      const pack::Metric* metric = pack::find_metric(index_.pack(), id).second;
      if (metric == nullptr) {
        complain(fmt::format("没有“{}”这个指标", id), fmt::format("there is no metric \"{}\"", id));
        continue;
      }
      std::string title = metric->title.in(order_.language);
      if (metric->format == pack::MetricFormat::days) title += zh ? "（中位/九成）" : " (median/90%)";
      std::vector<Cell> row{Cell(id), Cell(std::move(title))};
      const auto add = [&](const Figures& figures) {
        const auto figure = figures.find(id);
        row.push_back(figure != figures.end() ? figure->second : empty_cell(metric->format));
      };
      for (const PeriodFigures& other : others) add(other.figures);
      add(figures_);
      section.rows.push_back(std::move(row));
    }
  }

  /// The figures that the lines of a form need.
  [[nodiscard]] static std::vector<std::string> metrics_of(const SectionPlan& plan) {
    std::vector<std::string> result;
    for (const pack::FormLine& line : plan.lines) {
      if (!line.metric.empty()) result.push_back(line.metric);
    }
    return result;
  }

  /// What a line of a form says: its metric, or the sum of the lines that it names, which are counts or decimals.
  [[nodiscard]] Cell line_cell(const SectionPlan& plan, const pack::FormLine& line, const Figures& figures) const {
    if (!line.metric.empty()) {
      const auto figure = figures.find(line.metric);
      if (figure != figures.end()) return figure->second;
      const pack::Metric* metric = pack::find_metric(index_.pack(), line.metric).second;
      return metric == nullptr ? Cell() : empty_cell(metric->format);
    }
    std::int64_t count = 0;
    std::optional<Decimal> decimal;
    for (const std::string& id : line.sum) {
      const auto part = std::ranges::find(plan.lines, id, &pack::FormLine::id);
      const Cell cell = line_cell(plan, *part, figures);
      if (const auto* number = std::get_if<std::int64_t>(&cell)) count += *number;
      if (const auto* exact = std::get_if<Decimal>(&cell)) decimal = Decimal{(decimal ? decimal->millionths : 0) + exact->millionths};
      if (std::holds_alternative<std::monostate>(cell)) return {};
    }
    return decimal ? Cell(Decimal{decimal->millionths + count * Decimal::scale}) : Cell(count);
  }

  /// The rows of the lines `ids`.
  [[nodiscard]] static std::vector<std::size_t> places_of(const SectionPlan& plan, const std::vector<std::string>& ids) {
    std::vector<std::size_t> places;
    for (const std::string& id : ids) {
      places.push_back(static_cast<std::size_t>(std::ranges::find(plan.lines, id, &pack::FormLine::id) - plan.lines.begin()));
    }
    return places;
  }

  void fill_form(const SectionPlan& plan, Section& section) {
    const bool zh = order_.language == Language::zh;
    section.columns = {{"line", zh ? "序号" : "No.", Format::text, true},
                       {"group", zh ? "项目" : "Group", Format::text, true},
                       {"title", zh ? "工作内容" : "Line", Format::text, true},
                       {"value", zh ? (plan.by.empty() ? "具体情况" : "合计") : (plan.by.empty() ? "Figure" : "Total"), Format::decimal, true}};
    std::vector<Key> keys;
    std::map<std::string, Figures> split;
    if (!plan.by.empty()) {
      const auto dimension = index_.pack().dimensions.find(plan.by);
      if (dimension == index_.pack().dimensions.end()) {
        complain(fmt::format("没有“{}”这个分组", plan.by), fmt::format("there is no dimension \"{}\"", plan.by));
        return;
      }
      split = store_.split(metrics_of(plan), plan.by);
      for (Key& key : read_keys(dimension->second)) {
        if (!key.always) continue;
        section.columns.push_back({key.key, key.label, Format::decimal, true});
        keys.push_back(std::move(key));
      }
    }
    for (const std::string& metric : metrics_of(plan)) {
      if (pack::find_metric(index_.pack(), metric).second == nullptr)
        complain(fmt::format("没有“{}”这个指标", metric), fmt::format("there is no metric \"{}\"", metric));
    }
    for (const pack::FormLine& line : plan.lines) {
      std::vector<Cell> row{Cell(line.id), Cell(line.group.in(order_.language)), Cell(line.title.in(order_.language)), line_cell(plan, line, figures_)};
      for (const Key& key : keys) {
        const auto figures = split.find(key.key);
        row.push_back(!key.instead.empty() ? Cell(key.instead) : line_cell(plan, line, figures == split.end() ? Figures{} : figures->second));
      }
      if (!line.sum.empty()) section.sums.push_back({section.rows.size(), places_of(plan, line.sum)});
      section.rows.push_back(std::move(row));
    }
  }

  /// The targets in force on the as-of day whose period meets the report's, and those of phases that had begun by its end; one without a period
  /// is set against the report's own.
  [[nodiscard]] std::vector<Target> read_targets() {
    std::vector<Target> targets;
    const auto text = [](const SqlValue& value) { return std::holds_alternative<std::string>(value) ? std::get<std::string>(value) : std::string(); };
    const auto rows = index_.rows(
        "SELECT x.phase, x.metric, x.period, x.value, x.narrow FROM ("
        "  SELECT g.rid, '' AS phase, g.metric, g.period, g.value, g.since, g.until,"
        "         EXISTS (SELECT 1 FROM programme_targets_applies_types v WHERE v.parent = g.rid)"
        "         OR EXISTS (SELECT 1 FROM programme_targets_applies_categories v WHERE v.parent = g.rid)"
        "         OR EXISTS (SELECT 1 FROM programme_targets_applies_tiers v WHERE v.parent = g.rid)"
        "         OR EXISTS (SELECT 1 FROM programme_targets_applies_topics v WHERE v.parent = g.rid) AS narrow"
        "  FROM programme_targets g"
        "  UNION ALL"
        "  SELECT g.rid, f.title, g.metric, g.period, g.value, g.since, g.until,"
        "         EXISTS (SELECT 1 FROM programme_phases_targets_applies_types v WHERE v.parent = g.rid)"
        "         OR EXISTS (SELECT 1 FROM programme_phases_targets_applies_categories v WHERE v.parent = g.rid)"
        "         OR EXISTS (SELECT 1 FROM programme_phases_targets_applies_tiers v WHERE v.parent = g.rid)"
        "         OR EXISTS (SELECT 1 FROM programme_phases_targets_applies_topics v WHERE v.parent = g.rid)"
        "  FROM programme_phases_targets g"
        "  JOIN programme_phases f ON f.rid = g.parent AND (f.since IS NULL OR f.since <= :finish)) x "
        "WHERE x.metric IS NOT NULL AND x.value IS NOT NULL AND (x.since IS NULL OR x.since <= :as_of) AND (x.until IS NULL OR x.until > :as_of) "
        "ORDER BY x.rid",
        {{":finish", to_string(order_.period.finish)}, {":as_of", to_string(index_.question().as_of)}});
    for (const auto& row : rows) {
      Target target{text(row[0]), text(row[1]), order_.period, Decimal{std::get<std::int64_t>(row[3])}, std::get<std::int64_t>(row[4]) != 0};
      if (const std::string label = text(row[2]); !label.empty()) {
        const auto named = period_named(label, index_.settings().week_starts);
        if (!named || named->start > order_.period.finish || named->finish < order_.period.start || named->start > index_.question().as_of) continue;
        target.period = *named;
      }
      targets.push_back(std::move(target));
    }
    return targets;
  }

  /// The figures of each target's own period, as known on the same day.
  void fill_targets(const SectionPlan& plan, Section& section) {
    const bool zh = order_.language == Language::zh;
    section.columns = {{"phase", zh ? "阶段" : "Phase", Format::text, true},        {"metric", zh ? "指标代码" : "Metric", Format::text, false},
                       {"title", zh ? "指标" : "Figure", Format::text, true},       {"period", zh ? "考核期" : "Period", Format::text, true},
                       {"target", zh ? "目标" : "Target", Format::decimal, true},   {"value", zh ? "完成" : "Value", Format::decimal, true},
                       {"reached", zh ? "是否达到" : "Reached", Format::text, true}};
    const std::vector<Target> targets = read_targets();
    const index::Question asked = index_.question();
    std::map<std::string, Figures> figures;  // by the period's label
    for (const Target& target : targets) {
      if (figures.contains(target.period.label)) continue;
      std::vector<std::string> metrics;
      for (const Target& other : targets) {
        if (other.period.label == target.period.label && !other.is_narrow) metrics.push_back(other.metric);
      }
      index::Question question = asked;
      question.start = target.period.start;
      question.finish = target.period.finish;
      index_.ask(question);
      FigureStore store(index_, built_.faults, order_.plan->narrow);
      figures.emplace(target.period.label, store.total(metrics));
    }
    if (!targets.empty()) index_.ask(asked);
    std::int64_t reached = 0;
    std::int64_t missed = 0;
    for (const Target& target : targets) {
      const pack::Metric* metric = pack::find_metric(index_.pack(), target.metric).second;
      if (metric == nullptr) {
        complain(fmt::format("设置中的目标写了“{}”，没有这个指标", target.metric),
                 fmt::format("a target of the settings names \"{}\", which is no metric", target.metric));
        continue;
      }
      const bool is_share = metric->format == pack::MetricFormat::rate || metric->format == pack::MetricFormat::ratio;
      const auto& known = figures.find(target.period.label)->second;
      const auto figure = known.find(target.metric);
      const Cell cell = target.is_narrow || figure == known.end() ? Cell() : figure->second;
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
      }
      section.rows.push_back({target.phase.empty() ? Cell() : Cell(target.phase), Cell(target.metric), Cell(metric->title.in(order_.language)),
                              Cell(period_words(target.period, order_.language)), is_share ? Cell(to_string(target.value) + "%") : Cell(target.value), cell,
                              verdict.empty() ? Cell() : Cell(verdict)});
    }
    Figures told = figures_;
    told.insert_or_assign("targets", Cell(static_cast<std::int64_t>(section.rows.size())));
    told.insert_or_assign("targets_reached", Cell(reached));
    told.insert_or_assign("targets_missed", Cell(missed));
    section.narrative = write_narrative(index_, plan, told, facts_, order_.language, built_.faults);
  }
};

}  // namespace

Built build(index::Index& index, const Order& order) { return Builder(index, order).run(); }

}  // namespace bq::report
