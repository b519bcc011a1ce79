#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "index/index.hpp"
#include "pack/metric.hpp"
#include "report/report.hpp"

namespace bq::report {

/// The cells of one row of a table, by metric id.
using Figures = std::map<std::string, Cell, std::less<>>;

/// A population of the pack, read once for the index's question into a temporary table: per row its rid, the keys it is split by,
/// and for each metric whether (or with what value) it counts. All figures of a report come from there.
class MeasuredPopulation {
 public:
  /// Reads the population. What is wrong with its predicates lands in `faults`, each at its place; such metrics have no figures.
  MeasuredPopulation(index::Index& index, const pack::Population& population, std::vector<pack::PackFault>& faults);

  [[nodiscard]] const pack::Population& population() const { return population_; }
  [[nodiscard]] bool can_split_by(std::string_view dimension) const;

  /// The figures of all rows together.
  [[nodiscard]] Figures total();
  /// The figures per key of a dimension; "" is what belongs to no key.
  [[nodiscard]] std::map<std::string, Figures> split(std::string_view dimension);

  /// The rids of the rows in the numerator (or counted), in the denominator, and in the metric's `of` but kept out by `among`.
  struct Behind {
    std::vector<std::int64_t> numerator;
    std::vector<std::int64_t> denominator;
    std::vector<std::int64_t> outside;
  };
  /// `dimension` empty: of all rows; otherwise of those that stand under `key` of it.
  [[nodiscard]] Behind behind(const pack::Metric& metric, std::string_view dimension, std::string_view key);

 private:
  index::Index& index_;
  const pack::Population& population_;
  std::vector<pack::PackFault>* faults_;
  std::string table_;
  std::vector<const pack::Metric*> metrics_;  // those without a mistake

  void read();
  [[nodiscard]] bool is_sound(const pack::Metric& metric);
  [[nodiscard]] bool is_sound(const pack::Sql& predicate);
  [[nodiscard]] std::string denominator(const pack::Metric& metric) const;
  [[nodiscard]] std::string of_rows(const pack::Metric& metric) const;
  void add_columns(const pack::Metric& metric, std::vector<std::string>& columns) const;
  void check_rids();
  void open_bridge_of(std::string_view dimension);
  [[nodiscard]] std::string from(std::string_view dimension) const;
  void add_sums(std::string_view dimension, std::map<std::string, Figures>& result);
  void add_each(const pack::Metric& metric, std::string_view dimension, std::map<std::string, Figures>& result);
  void add_days(const pack::Metric& metric, std::string_view dimension, std::map<std::string, Figures>& result);
  void ask(const std::string& sql, const std::function<void(const std::vector<index::SqlValue>&)>& take);
  [[nodiscard]] std::vector<std::int64_t> rids(const std::string& condition, std::string_view dimension, std::string_view key);
};

/// A cell with no figure in it: 0, 0 of 0, or no days.
[[nodiscard]] Cell empty_cell(pack::MetricFormat format);

/// True for a cell that says nothing: 0, 0 of 0, no days, no value.
[[nodiscard]] bool is_zero(const Cell& cell);

}  // namespace bq::report
