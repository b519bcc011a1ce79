#include "report/population.hpp"

#include <algorithm>

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

/// Where a grouping's keys are: a column of the measured table, or of the joined view.
std::string key_column(std::string_view dimension) { return fmt::format("by_{}", dimension); }

Days spread(std::vector<std::int64_t> days) {
  const auto n = static_cast<std::int64_t>(days.size());
  if (n == 0) return {};
  std::ranges::sort(days);
  const std::int64_t doubled = days[static_cast<std::size_t>((n - 1) / 2)] + days[static_cast<std::size_t>(n / 2)];
  const std::int64_t rank = (9 * n + 9) / 10;  // ceil(0.9 n)
  return {n, doubled, days[static_cast<std::size_t>(rank - 1)]};
}

}  // namespace

Cell empty_cell(MetricFormat format) {
  switch (format) {
    case MetricFormat::count: return std::int64_t{0};
    case MetricFormat::rate: return Rate{};
    case MetricFormat::days: return Days{};
    case MetricFormat::decimal: return Decimal{};
  }
  return {};
}

bool is_zero(const Cell& cell) {
  if (const auto* count = std::get_if<std::int64_t>(&cell)) return *count == 0;
  if (const auto* rate = std::get_if<Rate>(&cell)) return rate->n == 0 && rate->d == 0;
  if (const auto* days = std::get_if<Days>(&cell)) return days->n == 0;
  if (const auto* decimal = std::get_if<Decimal>(&cell)) return decimal->millionths == 0;
  return std::holds_alternative<std::monostate>(cell);
}

MeasuredPopulation::MeasuredPopulation(index::Index& index, const pack::Population& population, std::vector<pack::PackFault>& faults)
    : index_(index), population_(population), faults_(&faults), table_("measured_" + population.name) {
  for (const Metric& metric : population.metrics) {
    if (is_sound(metric)) metrics_.push_back(&metric);
  }
  read();
  check_rids();
}

bool MeasuredPopulation::can_split_by(std::string_view dimension) const {
  return dimension.empty() || std::ranges::find(population_.by, dimension, &pack::Grouping::dimension) != population_.by.end();
}

/// Prepares one predicate alone, so that a mistake shows at its own place.
bool MeasuredPopulation::is_sound(const pack::Sql& predicate) {
  if (predicate.empty()) return true;
  const std::string prefix = "SELECT (";
  const index::Guard guard(index_.db());
  const index::GuardedQuery query(index_.db(), fmt::format("{}{}\n) FROM {} AS {}", prefix, predicate.text, sql_name(population_.count), sql_name(population_.name)));
  if (!query.fault()) return true;
  faults_->push_back(index::sql_mistake(predicate, query.fault()->offset - std::min(prefix.size(), query.fault()->offset), query.fault()->reason));
  return false;
}

bool MeasuredPopulation::is_sound(const Metric& metric) {
  if (!metric.of.empty()) {
    const auto known = std::ranges::find(population_.metrics, metric.of, &Metric::id);
    if (known == population_.metrics.end() || known->when.empty()) {
      const Text what{fmt::format("“{}”的 of 指向没有 when 的“{}”", metric.id, metric.of), fmt::format("\"{}\" is of \"{}\", which has no when", metric.id, metric.of)};
      faults_->push_back({population_.source, yaml::mistake({0, 1}, what)});
      return false;
    }
  }
  for (const pack::Sql* predicate : {&metric.when, &metric.among, &metric.share, &metric.distinct, &metric.each, &metric.value, &metric.sum}) {
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

/// Per metric, `ID` and `ID__d` are different values instead of 1 where different things are counted: `ID` (1 where the row counts, or its value), `ID__d` (1 in the denominator), `ID__of` (1 before `among`), `ID__each` (the thing).
void MeasuredPopulation::add_columns(const Metric& metric, std::vector<std::string>& columns) const {
  const std::string rows = denominator(metric);
  const auto add = [&](std::string_view suffix, const std::string& expression) { columns.push_back(fmt::format("{} AS {}", expression, sql_name(metric.id + std::string(suffix)))); };
  if (!metric.share.empty() && !metric.distinct.empty()) {
    add("", fmt::format("CASE WHEN {} AND {} THEN {} END", rows, wrapped(metric.share), wrapped(metric.distinct)));
    add("__d", fmt::format("CASE WHEN {} THEN {} END", rows, wrapped(metric.distinct)));
  } else if (!metric.share.empty()) {
    add("", fmt::format("({} AND {}) IS TRUE", rows, wrapped(metric.share)));
    add("__d", fmt::format("{} IS TRUE", rows));
  } else if (!metric.value.empty() || !metric.distinct.empty() || !metric.sum.empty()) {
    const pack::Sql& value = !metric.value.empty() ? metric.value : !metric.distinct.empty() ? metric.distinct : metric.sum;
    add("", fmt::format("CASE WHEN {} THEN {} END", rows, wrapped(value)));
    add("__d", fmt::format("{} IS TRUE", rows));
  } else {
    add("", fmt::format("{} IS TRUE", rows));
  }
  if (!metric.among.empty()) add("__of", fmt::format("{} IS TRUE", of_rows(metric)));
  if (!metric.each.empty()) add("__each", wrapped(metric.each));
}

void MeasuredPopulation::read() {
  index_.settle();
  std::vector<std::string> columns{"rid"};
  for (const pack::Grouping& grouping : population_.by) {
    if (grouping.through.empty()) columns.push_back(fmt::format("COALESCE({}, '') AS {}", sql_name(grouping.column), sql_name(key_column(grouping.dimension))));
  }
  for (const Metric* metric : metrics_) add_columns(*metric, columns);
  SQLite::Database& db = index_.db();
  db.exec("CREATE TEMP TABLE IF NOT EXISTS left_out AS SELECT rid, upto FROM record WHERE broken = 1 OR repeated = 1");
  const bool whole = db.execAndGet("SELECT COUNT(*) FROM temp.left_out").getInt64() == 0;
  const std::string select = fmt::format("SELECT {} FROM {} AS {}{}", fmt::join(columns, ", "), sql_name(population_.count), sql_name(population_.name),
                                         whole ? "" : fmt::format(" WHERE NOT EXISTS (SELECT 1 FROM temp.left_out l WHERE {0}.rid BETWEEN l.rid AND l.upto)", sql_name(population_.name)));
  std::vector<std::string> names;
  {
    const index::Guard guard(db);
    const index::GuardedQuery query(db, select);
    if (query.fault()) {
      faults_->push_back({population_.source, yaml::mistake({0, 1}, query.fault()->reason)});
      metrics_.clear();
    } else {
      for (const std::string& name : query.columns()) names.push_back(sql_name(name));
    }
  }
  if (names.empty()) names.emplace_back("rid");
  db.exec(fmt::format("DROP TABLE IF EXISTS temp.{}", sql_name(table_)));
  db.exec(fmt::format("CREATE TEMP TABLE {} ({})", sql_name(table_), fmt::join(names, ", ")));
  if (metrics_.empty()) return;
  const index::Guard guard(db, {}, table_);
  const std::string prefix = fmt::format("INSERT INTO temp.{} ", sql_name(table_));
  if (const auto fault = index::run_single(db, prefix + select, prefix.size(), index_.bindings())) {
    faults_->push_back({population_.source, yaml::mistake({0, 1}, fault->reason)});
  }
}

/// A join that doubles rows would silently double figures.
void MeasuredPopulation::check_rids() {
  ask(fmt::format("SELECT COUNT(*) - COUNT(DISTINCT rid) FROM temp.{}", sql_name(table_)), [&](const std::vector<SqlValue>& row) {
    if (number(row[0]) == 0) return;
    const Text what{fmt::format("“{}”里同一个 rid 出现了多次，数字会重复计算", population_.count), fmt::format("rids occur more than once in \"{}\", so figures would count twice", population_.count)};
    faults_->push_back({population_.source, yaml::mistake({0, 1}, what)});
  });
}

void MeasuredPopulation::ask(const std::string& sql, const std::function<void(const std::vector<SqlValue>&)>& take) {
  index::GuardedQuery query(index_.db(), sql);
  std::optional<index::SqlFault> fault = query.fault();
  if (!fault) {
    fault = query.run({}, [&](const std::vector<SqlValue>& row) {
      take(row);
      return true;
    });
  }
  if (fault) faults_->push_back({population_.source, yaml::mistake({0, 1}, fault->reason)});
}

/// `FROM` with a column `k` that holds the key: '' for all rows together.
std::string MeasuredPopulation::from(std::string_view dimension) const {
  if (dimension.empty()) return fmt::format("(SELECT '' AS k, * FROM temp.{}) m", sql_name(table_));
  const auto grouping = std::ranges::find(population_.by, dimension, &pack::Grouping::dimension);
  if (grouping->through.empty()) return fmt::format("(SELECT {} AS k, * FROM temp.{}) m", sql_name(key_column(dimension)), sql_name(table_));
  return fmt::format("(SELECT COALESCE(b.key, '') AS k, t.* FROM temp.{} t {} JOIN temp.{} b ON b.rid = t.rid) m", sql_name(table_), grouping->only ? "" : "LEFT",
                     sql_name("bridge_" + grouping->through));
}

Figures MeasuredPopulation::total() {
  auto all = split("");
  Figures& figures = all[""];
  for (const Metric* metric : metrics_) figures.emplace(metric->id, empty_cell(metric->format));
  return figures;
}

std::map<std::string, Figures> MeasuredPopulation::split(std::string_view dimension) {
  open_bridge_of(dimension);
  std::map<std::string, Figures> result;
  add_sums(dimension, result);
  for (const Metric* metric : metrics_) {
    if (!metric->each.empty()) add_each(*metric, dimension, result);
    if (!metric->value.empty()) add_days(*metric, dimension, result);
  }
  return result;
}

/// Everything that one pass of sums gives: counts, rates, distinct values, decimals.
void MeasuredPopulation::add_sums(std::string_view dimension, std::map<std::string, Figures>& result) {
  std::vector<std::string> columns{"k"};
  std::vector<const Metric*> summed;
  for (const Metric* metric : metrics_) {
    if (!metric->each.empty() || !metric->value.empty()) continue;
    summed.push_back(metric);
    const std::string_view sum = metric->distinct.empty() ? "SUM({})" : "COUNT(DISTINCT {})";
    columns.push_back(fmt::format(fmt::runtime(sum), sql_name(metric->id)));
    if (metric->format == MetricFormat::rate) columns.push_back(fmt::format(fmt::runtime(sum), sql_name(metric->id + "__d")));
  }
  ask(fmt::format("SELECT {} FROM {} GROUP BY k ORDER BY k", fmt::join(columns, ", "), from(dimension)), [&](const std::vector<SqlValue>& row) {
    Figures& figures = result[text(row[0])];
    std::size_t at = 1;
    for (const Metric* metric : summed) {
      const std::int64_t n = number(row[at++]);
      if (metric->format == MetricFormat::rate) {
        figures[metric->id] = Rate{n, number(row[at++])};
      } else if (metric->format == MetricFormat::decimal) {
        figures[metric->id] = Decimal{n};
      } else {
        figures[metric->id] = n;
      }
    }
  });
}

void MeasuredPopulation::add_each(const Metric& metric, std::string_view dimension, std::map<std::string, Figures>& result) {
  ask(fmt::format("SELECT k, SUM(good), COUNT(*) FROM (SELECT k, MIN({0}) AS good FROM {1} WHERE {2} GROUP BY k, {3}) GROUP BY k ORDER BY k", sql_name(metric.id), from(dimension),
                  sql_name(metric.id + "__d"), sql_name(metric.id + "__each")),
      [&](const std::vector<SqlValue>& row) { result[text(row[0])][metric.id] = Rate{number(row[1]), number(row[2])}; });
}

void MeasuredPopulation::add_days(const Metric& metric, std::string_view dimension, std::map<std::string, Figures>& result) {
  std::map<std::string, std::vector<std::int64_t>> days;
  ask(fmt::format("SELECT k, {0} FROM {1} WHERE {0} IS NOT NULL ORDER BY k", sql_name(metric.id), from(dimension)),
      [&](const std::vector<SqlValue>& row) { days[text(row[0])].push_back(number(row[1])); });
  for (auto& [key, values] : days) result[key][metric.id] = spread(std::move(values));
}

/// Reads the view of (rid, key) that a dimension goes through, once per session, each pair once.
void MeasuredPopulation::open_bridge_of(std::string_view dimension) {
  const auto grouping = std::ranges::find(population_.by, dimension, &pack::Grouping::dimension);
  if (grouping == population_.by.end() || grouping->through.empty()) return;
  const std::string& view = grouping->through;
  SQLite::Database& db = index_.db();
  const std::string name = "bridge_" + view;
  if (db.execAndGet(fmt::format("SELECT COUNT(*) FROM sqlite_temp_master WHERE name = {}", index::sql_text(name))).getInt64() != 0) return;
  db.exec(fmt::format("CREATE TEMP TABLE {} (rid, key)", sql_name(name)));
  {
    const index::Guard guard(db, {}, name);
    const std::string sql = fmt::format("INSERT INTO temp.{} SELECT DISTINCT rid, key FROM {} WHERE key IS NOT NULL", sql_name(name), sql_name(view));
    if (const auto fault = index::run_single(db, sql, 0, index_.bindings())) faults_->push_back({population_.source, yaml::mistake({0, 1}, fault->reason)});
  }
  db.exec(fmt::format("CREATE INDEX temp.{} ON {} (rid)", sql_name(name + "_by_rid"), sql_name(name)));
}

std::vector<std::int64_t> MeasuredPopulation::rids(const std::string& condition, std::string_view dimension, std::string_view key) {
  std::vector<std::int64_t> result;
  ask(fmt::format("SELECT DISTINCT rid FROM {} WHERE k = {} AND {} ORDER BY rid", from(dimension), index::sql_text(dimension.empty() ? "" : key), condition),
      [&](const std::vector<SqlValue>& row) { result.push_back(number(row[0])); });
  return result;
}

MeasuredPopulation::Behind MeasuredPopulation::behind(const Metric& metric, std::string_view dimension, std::string_view key) {
  open_bridge_of(dimension);
  Behind result;
  const std::string id = sql_name(metric.id);
  const bool is_value = !metric.value.empty() || !metric.distinct.empty() || !metric.sum.empty();
  result.numerator = rids(is_value ? id + " IS NOT NULL" : id, dimension, key);
  if (metric.format == MetricFormat::rate) result.denominator = rids(sql_name(metric.id + "__d") + (is_value ? " IS NOT NULL" : ""), dimension, key);
  if (!metric.among.empty()) result.outside = rids(fmt::format("{} AND NOT {}", sql_name(metric.id + "__of"), sql_name(metric.id + "__d")), dimension, key);
  return result;
}

}  // namespace bq::report
