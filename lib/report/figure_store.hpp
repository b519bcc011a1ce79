#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "report/population.hpp"

namespace bq::report {

/// The measured populations of one report, narrowed to the question's subject if it has one, each read once (again only for metrics that nobody had asked for),
/// and the identity that holds between their figures.
class FigureStore {
 public:
  FigureStore(index::Index& index, std::vector<pack::PackFault>& faults, const std::map<std::string, std::string, std::less<>>& narrow = {})
      : index_(index), faults_(faults), narrow_(narrow) {}

  /// Says which metrics will be asked for, so that a population is read once for all of its own.
  void want(const std::vector<std::string>& metrics) { wanted_.insert(metrics.begin(), metrics.end()); }

  /// The population that defines the metric, measured; null when there is no such metric.
  [[nodiscard]] MeasuredPopulation* holding(const std::string& metric);

  /// The figures of all rows together, of every population measured so far or named by `metrics`.
  [[nodiscard]] Figures total(const std::vector<std::string>& metrics);

  /// The figures per key of a dimension for these metrics; a metric that cannot be split so is a mistake and stays empty.
  [[nodiscard]] std::map<std::string, Figures> split(const std::vector<std::string>& metrics, std::string_view dimension);

 private:
  index::Index& index_;
  std::vector<pack::PackFault>& faults_;
  std::map<std::string, std::string, std::less<>> narrow_;  // of a subject's kind, the dimension that narrows instead of the usual one
  std::set<std::string, std::less<>> wanted_;
  std::map<std::string, std::unique_ptr<MeasuredPopulation>, std::less<>> measured_;

  /// Identities hold while nothing after the period is known.
  [[nodiscard]] bool is_settled() const { return index_.question().as_of <= index_.question().finish; }
  std::map<std::string, std::set<std::string>> scopes_;  // per dimension, the keys that belong to the subject

  [[nodiscard]] MeasuredPopulation* measured(std::string_view metric);
  void narrow(MeasuredPopulation& population);
  [[nodiscard]] const std::set<std::string>& scope(const pack::Dimension& dimension);
  [[nodiscard]] std::vector<MeasuredPopulation*> holding_all(const std::vector<std::string>& metrics);
};

/// Throws UserError(environment) when the figures break the equation (`a + b = c + d`); figures that are not there count as nothing to check.
void check_identity(const std::string& identity, const Figures& figures, std::string_view where);

}  // namespace bq::report
