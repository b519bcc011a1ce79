#include "report/build.hpp"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "index/derive.hpp"
#include "index/tables.hpp"
#include "index/words.hpp"
#include "report/comparison.hpp"
#include "report/complain.hpp"
#include "report/figure_store.hpp"
#include "report/form.hpp"
#include "report/label.hpp"
#include "report/narrative.hpp"
#include "report/period_words.hpp"
#include "report/score_table.hpp"
#include "report/sql_table.hpp"
#include "report/targets.hpp"

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
      Figures told = figures_;
      for (auto& [name, figure] : fill_targets(index_, order_, section, built_.faults)) told.insert_or_assign(name, std::move(figure));
      section.narrative = write_narrative(index_, plan, told, facts_, order_.language, built_.faults);
      return section;
    }
    section.narrative = write_narrative(index_, plan, figures_, facts_, order_.language, built_.faults);
    if (!plan.sql.empty()) {
      fill_from_sql(index_, plan, order_.language, section, built_.faults);
    } else if (!plan.score.empty()) {
      fill_scores(index_, plan.score, question_before(), order_.language, section, built_.faults);
    } else if (!plan.lines.empty()) {
      build_form(plan, section);
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

  void build_form(const SectionPlan& plan, Section& section) {
    std::vector<FormColumn> columns;
    if (!plan.by.empty()) {
      const auto dimension = index_.pack().dimensions.find(plan.by);
      if (dimension == index_.pack().dimensions.end()) {
        complain(fmt::format("没有“{}”这个分组", plan.by), fmt::format("there is no dimension \"{}\"", plan.by));
        return;
      }
      auto split = store_.split(metrics_of(plan), plan.by);
      for (Key& key : read_keys(dimension->second)) {
        if (key.always) columns.push_back({key.key, std::move(key.label), std::move(key.instead), std::move(split[key.key])});
      }
    }
    for (const std::string& metric : metrics_of(plan)) {
      if (pack::find_metric(index_.pack(), metric).second == nullptr)
        complain(fmt::format("没有“{}”这个指标", metric), fmt::format("there is no metric \"{}\"", metric));
    }
    fill_form(index_.pack(), plan, figures_, columns, order_.language, section);
  }

  void complain(std::string zh, std::string en) { report::complain(index_.pack(), *order_.plan, {std::move(zh), std::move(en)}, built_.faults); }
};

}  // namespace

Built build(index::Index& index, const Order& order) { return Builder(index, order).run(); }

}  // namespace bq::report
