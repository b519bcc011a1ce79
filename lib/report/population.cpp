#include "report/population.hpp"

#include <algorithm>
#include <sstream>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "index/derive.hpp"
#include "index/tables.hpp"

namespace bq::report {
namespace {

using index::sql_name;
using index::SqlValue;
using pack::Metric;
using pack::MetricFormat;

std::int64_t number(const SqlValue& value) {
  const auto* found = std::get_if<std::int64_t>(&value);
  return found != nullptr ? *found : 0;
}

std::string text(const SqlValue& value) {
  if (const auto* found = std::get_if<std::string>(&value)) return *found;
  if (const auto* found = std::get_if<std::int64_t>(&value)) return std::to_string(*found);
  return {};
}

/// A predicate of the pack inside a larger statement; the line break keeps a comment in it from eating the parenthesis.
std::string wrapped(const pack::Sql& predicate) { return fmt::format("({}\n)", predicate.text); }

}  // namespace

MeasuredPopulation::MeasuredPopulation(index::Index& index, const pack::Population& population, const std::set<std::string, std::less<>>& wanted,
                                       std::vector<pack::PackFault>& faults)
    : index_(index), population_(population), wanted_(wanted), faults_(&faults) {
  std::istringstream identity(population.identity);
  for (std::string word; identity >> word;) wanted_.insert(word);
  for (const Metric& metric : population.metrics) {
    if (has(metric.id) && is_sound(metric)) metrics_.push_back({&metric, {}, {}, {}, {}});
  }
  read();
  check_rids();
}

void MeasuredPopulation::complain(const Text& what) { faults_->push_back({population_.source, yaml::mistake({0, 1}, what)}); }

bool MeasuredPopulation::can_split_by(std::string_view dimension) const {
  return dimension.empty() || std::ranges::find(population_.by, dimension, &pack::Grouping::dimension) != population_.by.end();
}

/// Prepares one predicate alone, so that a mistake shows at its own place.
bool MeasuredPopulation::is_sound(const pack::Sql& predicate) {
  if (predicate.empty()) return true;
  const std::string prefix = "SELECT (";
  const index::Guard guard(index_.db());
  const index::GuardedQuery query(index_.db(),
                                  fmt::format("{}{}\n) FROM {} AS {}", prefix, predicate.text, sql_name(population_.count), sql_name(population_.name)));
  if (!query.fault()) return true;
  faults_->push_back(index::sql_mistake(predicate, query.fault()->offset - std::min(prefix.size(), query.fault()->offset), query.fault()->reason));
  return false;
}

bool MeasuredPopulation::is_sound(const Metric& metric) {
  if (!metric.of.empty()) {
    const auto known = std::ranges::find(population_.metrics, metric.of, &Metric::id);
    if (known == population_.metrics.end() || known->when.empty()) {
      const Text what{fmt::format("“{}”的 of 指向没有 when 的“{}”", metric.id, metric.of),
                      fmt::format("\"{}\" is of \"{}\", which has no when", metric.id, metric.of)};
      faults_->push_back({population_.source, yaml::mistake({0, 1}, what)});
      return false;
    }
  }
  for (const pack::Sql* predicate :
       {&metric.when, &metric.among, &metric.share, &metric.distinct, &metric.each, &metric.value, &metric.sum, &metric.ratio_of, &metric.ratio_to}) {
    if (!is_sound(*predicate)) return false;
  }
  return true;
}

/// The rows that the metric speaks of before `among` narrows them.
std::string MeasuredPopulation::of_rows(const Metric& metric) const {
  if (metric.of.empty()) return wrapped(metric.when);
  const auto of = std::ranges::find(population_.metrics, metric.of, &Metric::id);
  return metric.when.empty() ? wrapped(of->when) : fmt::format("({} AND {})", wrapped(of->when), wrapped(metric.when));
}

std::string MeasuredPopulation::denominator(const Metric& metric) const {
  return metric.among.empty() ? of_rows(metric) : fmt::format("({} AND {})", of_rows(metric), wrapped(metric.among));
}

/// Per metric, in this order: whether it counts (or its value), whether it is in the denominator, whether it is in `of`, and the thing it belongs to;
/// only those that the metric has.
void MeasuredPopulation::add_columns(const Metric& metric, std::vector<std::string>& columns) const {
  const std::string rows = denominator(metric);
  const bool is_ratio = metric.format == MetricFormat::ratio;
  const pack::Sql& value = is_ratio ? metric.ratio_of : !metric.value.empty() ? metric.value : !metric.distinct.empty() ? metric.distinct : metric.sum;
  const bool is_rate = metric.format == MetricFormat::rate;
  const std::string counted = is_rate ? fmt::format("({} AND {})", rows, wrapped(metric.share)) : rows;
  const auto add = [&](const std::string& condition, const pack::Sql& what) {
    columns.push_back(what.empty() ? fmt::format("{} IS TRUE", condition) : fmt::format("CASE WHEN {} THEN {} END", condition, wrapped(what)));
  };
  add(counted, value);
  if (is_rate || is_ratio) add(rows, is_ratio ? metric.ratio_to : value);
  if (!metric.among.empty()) columns.push_back(fmt::format("{} IS TRUE", of_rows(metric)));
  if (!metric.each.empty()) columns.push_back(wrapped(metric.each));
}

std::string MeasuredPopulation::statement() const {
  const std::string shown = population_.shown.empty() ? "rid" : sql_name(population_.shown);
  std::vector<std::string> columns{"rid", shown};
  for (const pack::Grouping& grouping : population_.by) {
    columns.push_back(!grouping.column.empty() ? sql_name(grouping.column) : !grouping.on.empty() ? sql_name(grouping.on) : "rid");
  }
  for (const MeasuredMetric& measured : metrics_) add_columns(*measured.metric, columns);
  const std::string name = sql_name(population_.name);
  const bool whole = std::get<std::int64_t>(index_.rows("SELECT COUNT(*) FROM record WHERE broken = 1 OR repeated = 1")[0][0]) == 0;
  return fmt::format(
      "SELECT {} FROM {} AS {}{}", fmt::join(columns, ", "), sql_name(population_.count), name,
      whole ? ""
            : fmt::format(" WHERE NOT EXISTS (SELECT 1 FROM record l WHERE (l.broken = 1 OR l.repeated = 1) AND {}.{} BETWEEN l.rid AND l.upto)", name, shown));
}

void MeasuredPopulation::read() {
  const std::string sql = statement();
  index_.settle_for(sql);
  const index::Guard guard(index_.db());
  index::GuardedQuery query(index_.db(), sql);
  std::optional<index::SqlFault> fault = query.fault();
  if (!fault) {
    fault = query.run(index_.bindings(), [&](const std::vector<SqlValue>& row) {
      take(row);
      return true;
    });
  }
  if (fault) complain(fault->reason);
}

void MeasuredPopulation::take(const std::vector<SqlValue>& row) {
  std::size_t at = 0;
  rids_.push_back(number(row[at++]));
  shown_.push_back(number(row[at++]));
  for (const pack::Grouping& grouping : population_.by) {
    const SqlValue& value = row[at++];
    if (grouping.through.empty()) {
      keys_[grouping.dimension].push_back(words_.number(text(value)));
    } else {
      on_[grouping.dimension].push_back(number(value));
    }
  }
  for (MeasuredMetric& measured : metrics_) {
    const Metric& metric = *measured.metric;
    const bool is_ratio = metric.format == MetricFormat::ratio;
    const bool has_value = is_ratio || !metric.value.empty() || !metric.distinct.empty() || !metric.sum.empty();
    const auto cell = [&](const SqlValue& value) -> std::int64_t {
      if (!has_value) return number(value);
      if (std::holds_alternative<std::monostate>(value)) return MeasuredMetric::nothing;
      return metric.distinct.empty() ? number(value) : words_.number(text(value));
    };
    measured.counted.push_back(cell(row[at++]));
    if (is_ratio || metric.format == MetricFormat::rate) measured.denominator.push_back(cell(row[at++]));
    if (!metric.among.empty()) measured.of.push_back(number(row[at++]));
    if (!metric.each.empty()) measured.thing.push_back(words_.number(text(row[at++])));
  }
}

/// A join that doubles rows would silently double figures.
void MeasuredPopulation::check_rids() {
  std::vector<std::int64_t> sorted = rids_;
  std::ranges::sort(sorted);
  if (std::ranges::adjacent_find(sorted) == sorted.end()) return;
  complain({fmt::format("“{}”里同一个 rid 出现了多次，数字会重复计算", population_.count),
            fmt::format("rids occur more than once in \"{}\", so figures would count twice", population_.count)});
}

/// Reads the view of (rid, key) that a dimension goes through, each pair once; rows without a key stand under "", or nowhere.
const MeasuredPopulation::Groups& MeasuredPopulation::bridge(const pack::Grouping& grouping) {
  const auto [known, is_new] = bridges_.try_emplace(grouping.dimension);
  if (!is_new) return known->second;
  std::unordered_multimap<std::int64_t, std::uint32_t> rows;
  const std::vector<std::int64_t>& on = on_[grouping.dimension];
  for (std::uint32_t row = 0; row < rids_.size(); ++row) rows.emplace(on[row], row);
  std::vector<bool> keyed(rids_.size());
  const std::string sql = fmt::format("SELECT DISTINCT rid, key FROM {} WHERE key IS NOT NULL", sql_name(grouping.through));
  index_.settle_for(sql);
  const index::Guard guard(index_.db());
  index::GuardedQuery query(index_.db(), sql);
  std::optional<index::SqlFault> fault = query.fault();
  if (!fault) {
    fault = query.run(index_.bindings(), [&](const std::vector<SqlValue>& pair) {
      const auto [first, last] = rows.equal_range(number(pair[0]));
      for (auto row = first; row != last; ++row) {
        known->second.emplace_back(row->second, words_.number(text(pair[1])));
        keyed[row->second] = true;
      }
      return true;
    });
  }
  if (fault) complain(fault->reason);
  const std::uint32_t nobody = words_.number("");
  for (std::uint32_t row = 0; row < rids_.size() && !grouping.only; ++row) {
    if (!keyed[row]) known->second.emplace_back(row, nobody);
  }
  return known->second;
}

void MeasuredPopulation::narrow(std::string_view dimension, const std::set<std::string>& keys) {
  std::set<std::uint32_t> wanted;
  for (const std::string& key : keys) wanted.insert(words_.number(key));
  std::vector<bool> within(rids_.size());
  for (const auto& [row, key] : groups(dimension)) {
    if (wanted.contains(key)) within[row] = true;
  }
  within_ = std::move(within);
}

/// Under which keys the rows stand; without a dimension all stand under "".
MeasuredPopulation::Groups MeasuredPopulation::groups(std::string_view dimension) {
  const auto grouping = std::ranges::find(population_.by, dimension, &pack::Grouping::dimension);
  if (grouping != population_.by.end() && !grouping->through.empty()) return bridge(*grouping);
  const auto keys = keys_.find(dimension);
  Groups result;
  for (std::uint32_t row = 0; row < rids_.size(); ++row) result.emplace_back(row, keys == keys_.end() ? words_.number("") : keys->second[row]);
  return result;
}

std::map<std::string, Figures> MeasuredPopulation::split(std::string_view dimension) {
  Groups rows = groups(dimension);
  if (is_silent_) rows.clear();
  if (within_) std::erase_if(rows, [&](const auto& pair) { return !(*within_)[pair.first]; });
  std::unordered_map<std::uint32_t, std::uint32_t> places;  // key -> its place among the groups
  std::vector<std::uint32_t> keys;
  for (auto& [row, key] : rows) {
    const auto [place, is_new] = places.try_emplace(key, static_cast<std::uint32_t>(keys.size()));
    if (is_new) keys.push_back(key);
    key = place->second;
  }
  std::map<std::string, Figures> result;
  for (const MeasuredMetric& measured : metrics_) {
    const std::vector<Cell> cells = tally(measured, rows, static_cast<std::uint32_t>(keys.size()));
    for (std::size_t group = 0; group < keys.size(); ++group) result[words_.word(keys[group])][measured.metric->id] = cells[group];
  }
  return result;
}

Figures MeasuredPopulation::total() {
  Figures figures = split("")[""];
  for (const MeasuredMetric& measured : metrics_) figures.try_emplace(measured.metric->id, is_silent_ ? Cell() : empty_cell(measured.metric->format));
  return figures;
}

/// The numbers of the rows behind a figure.
Behind MeasuredPopulation::rows_behind_figure(const Metric& metric, std::string_view dimension, std::string_view key) {
  const auto measured = std::ranges::find(metrics_, &metric, &MeasuredMetric::metric);
  if (measured == metrics_.end()) return {};
  const std::uint32_t wanted = words_.number(std::string(dimension.empty() ? "" : key));
  std::vector<std::uint32_t> rows;
  for (const auto& [row, group] : groups(dimension)) {
    if (group == wanted && !is_silent_ && (!within_ || (*within_)[row])) rows.push_back(row);
  }
  return rows_behind(*measured, rows);
}

Behind MeasuredPopulation::behind(const Metric& metric, std::string_view dimension, std::string_view key) {
  Behind behind = rows_behind_figure(metric, dimension, key);
  for (auto* part : {&behind.numerator, &behind.denominator, &behind.outside}) {
    for (std::int64_t& row : *part) row = shown_[static_cast<std::size_t>(row)];
  }
  return behind;
}

std::set<std::int64_t> MeasuredPopulation::spoken_of(const Metric& metric, std::string_view dimension, std::string_view key) {
  const Behind behind = rows_behind_figure(metric, dimension, key);
  std::set<std::int64_t> rids;
  for (const auto* part : {&behind.numerator, &behind.denominator}) {
    for (const std::int64_t row : *part) {
      rids.insert(shown_[static_cast<std::size_t>(row)]);
      for (const auto& [met, on] : on_) rids.insert(on[static_cast<std::size_t>(row)]);
    }
  }
  return rids;
}

}  // namespace bq::report
