#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "index/index.hpp"
#include "pack/metric.hpp"
#include "report/tally.hpp"

namespace bq::report {

/// A population of the pack, read once for the index's question: per row its rid, the keys it is split by, and what each metric makes
/// of it. All figures of a report come from there, each by one pass over the rows.
class MeasuredPopulation {
 public:
  /// Reads the population for the metrics `wanted` (ids; those of other populations don't matter) and those of its identity. What is wrong with
  /// its predicates lands in `faults`, each at its place; such metrics have no figures.
  MeasuredPopulation(index::Index& index, const pack::Population& population, const std::set<std::string, std::less<>>& wanted,
                     std::vector<pack::PackFault>& faults);

  [[nodiscard]] const pack::Population& population() const { return population_; }
  [[nodiscard]] bool can_split_by(std::string_view dimension) const;
  /// Whether this metric was wanted.
  [[nodiscard]] bool has(std::string_view metric) const { return wanted_.contains(metric); }

  /// Narrows all figures to the rows that stand under one of `keys` of a dimension that the population can be split by.
  void narrow(std::string_view dimension, const std::set<std::string>& keys);
  /// Makes all figures empty: the population knows nothing of what a paper is narrowed to.
  void silence() { is_silent_ = true; }

  /// The figures of all rows together.
  [[nodiscard]] Figures total();
  /// The figures per key of a dimension; "" is what belongs to no key.
  [[nodiscard]] std::map<std::string, Figures> split(std::string_view dimension);
  /// The rows behind a figure; `dimension` empty: of all rows, otherwise of those that stand under `key` of it.
  [[nodiscard]] Behind behind(const pack::Metric& metric, std::string_view dimension, std::string_view key);
  /// What the rows that a figure counts speak of: the rids of what is shown for them and of what they meet other dimensions by, such as a case and its
  /// object; `dimension` and `key` as for `behind`.
  [[nodiscard]] std::set<std::int64_t> spoken_of(const pack::Metric& metric, std::string_view dimension, std::string_view key);

 private:
  /// Pairs of row number and key: one row may stand under several keys, or under none.
  using Groups = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

  index::Index& index_;
  const pack::Population& population_;
  std::set<std::string, std::less<>> wanted_;
  std::vector<pack::PackFault>* faults_;
  std::vector<std::int64_t> rids_;
  std::vector<std::int64_t> shown_;                                      // which record stands for each row
  std::map<std::string, std::vector<std::int64_t>, std::less<>> on_;     // per dimension that goes through a view, what it is met by
  std::map<std::string, std::vector<std::uint32_t>, std::less<>> keys_;  // per dimension with a column, the key of each row
  std::map<std::string, Groups, std::less<>> bridges_;                   // per dimension that goes through a view
  std::vector<MeasuredMetric> metrics_;                                  // those without a mistake
  Words words_;
  std::optional<std::vector<bool>> within_;  // the rows that figures are narrowed to
  bool is_silent_ = false;

  void read();
  void take(const std::vector<index::SqlValue>& row);
  [[nodiscard]] bool is_sound(const pack::Metric& metric);
  [[nodiscard]] bool is_sound(const pack::Sql& predicate);
  [[nodiscard]] std::string denominator(const pack::Metric& metric) const;
  [[nodiscard]] std::string of_rows(const pack::Metric& metric) const;
  [[nodiscard]] std::string statement() const;
  void add_columns(const pack::Metric& metric, std::vector<std::string>& columns) const;
  void check_rids();
  [[nodiscard]] Behind rows_behind_figure(const pack::Metric& metric, std::string_view dimension, std::string_view key);
  void complain(const Text& what);
  [[nodiscard]] Groups groups(std::string_view dimension);
  [[nodiscard]] const Groups& bridge(const pack::Grouping& grouping);
};

}  // namespace bq::report
