#include "report/figure_store.hpp"

#include <algorithm>
#include <optional>
#include <sstream>

#include <fmt/format.h>

#include "base/error.hpp"
#include "index/derive.hpp"

namespace bq::report {

MeasuredPopulation* FigureStore::holding(const std::string& metric) {
  wanted_.insert(metric);
  return measured(metric);
}

MeasuredPopulation* FigureStore::measured(std::string_view metric) {
  const auto [population, found] = pack::find_metric(index_.pack(), metric);
  if (population == nullptr) return nullptr;
  auto& known = measured_[population->name];
  if (!known || !known->has(metric)) {
    known = std::make_unique<MeasuredPopulation>(index_, *population, wanted_, faults_);
    narrow(*known);
  }
  return known.get();
}

/// Through the dimension that the paper names for the subject's kind, otherwise the first of the population that this kind narrows.
void FigureStore::narrow(MeasuredPopulation& population) {
  const auto& subject = index_.question().subject;
  if (!subject) return;
  const auto named = narrow_.find(subject->kind);
  for (const pack::Grouping& grouping : population.population().by) {
    const auto dimension = index_.pack().dimensions.find(grouping.dimension);
    if (dimension == index_.pack().dimensions.end()) continue;
    if (named != narrow_.end() ? grouping.dimension != named->second : dimension->second.subject != subject->kind) continue;
    population.narrow(grouping.dimension, scope(dimension->second));
    return;
  }
  population.silence();
}

const std::set<std::string>& FigureStore::scope(const pack::Dimension& dimension) {
  const auto [known, is_new] = scopes_.try_emplace(dimension.name);
  if (!is_new) return known->second;
  if (dimension.scope.empty()) return known->second = {index_.question().subject->id};
  index_.settle_for(dimension.scope.text);
  const index::Guard guard(index_.db());
  index::GuardedQuery query(index_.db(), dimension.scope.text);
  std::optional<index::SqlFault> fault = query.fault();
  if (!fault) {
    fault = query.run(index_.bindings(), [&](const std::vector<index::SqlValue>& row) {
      if (const auto* key = std::get_if<std::string>(&row[0])) known->second.insert(*key);
      return true;
    });
  }
  if (fault) faults_.push_back(index::sql_mistake(dimension.scope, fault->offset, fault->reason));
  return known->second;
}

std::vector<MeasuredPopulation*> FigureStore::holding_all(const std::vector<std::string>& metrics) {
  want(metrics);
  std::vector<MeasuredPopulation*> result;
  for (const std::string& metric : metrics) {
    MeasuredPopulation* population = measured(metric);
    if (population != nullptr && std::ranges::find(result, population) == result.end()) result.push_back(population);
  }
  return result;
}

Figures FigureStore::total(const std::vector<std::string>& metrics) {
  Figures result;
  for (MeasuredPopulation* population : holding_all(metrics)) {
    const Figures figures = population->total();
    if (is_settled()) check_identity(population->population().identity, figures, "");
    result.insert(figures.begin(), figures.end());
  }
  return result;
}

std::map<std::string, Figures> FigureStore::split(const std::vector<std::string>& metrics, std::string_view dimension) {
  std::map<std::string, Figures> result;
  for (MeasuredPopulation* population : holding_all(metrics)) {
    if (!population->can_split_by(dimension)) {
      const Text what{fmt::format("“{}”不能按“{}”分组", population->population().name, dimension),
                      fmt::format("\"{}\" cannot be split by \"{}\"", population->population().name, dimension)};
      faults_.push_back({population->population().source, yaml::mistake({0, 1}, what)});
      continue;
    }
    for (auto& [key, figures] : population->split(dimension)) {
      if (is_settled()) check_identity(population->population().identity, figures, key);
      result[key].insert(figures.begin(), figures.end());
    }
  }
  return result;
}

namespace {

/// The sum of one side of the equation; absent when a figure of it is not there.
std::optional<std::int64_t> side(const std::string& terms, const Figures& figures) {
  std::istringstream words(terms);
  std::int64_t sum = 0;
  for (std::string word; words >> word;) {
    if (word == "+") continue;
    const auto figure = figures.find(word);
    if (figure == figures.end() || !std::holds_alternative<std::int64_t>(figure->second)) return std::nullopt;
    sum += std::get<std::int64_t>(figure->second);
  }
  return sum;
}

}  // namespace

void check_identity(const std::string& identity, const Figures& figures, std::string_view where) {
  const std::size_t equals = identity.find('=');
  if (equals == std::string::npos) return;
  const auto left = side(identity.substr(0, equals), figures);
  const auto right = side(identity.substr(equals + 1), figures);
  if (!left || !right || *left == *right) return;
  throw UserError(
      Exit::environment,
      {fmt::format("数字对不上：{}（{} ≠ {}）{}", identity, *left, *right, where.empty() ? "" : fmt::format("，在“{}”一行", where)),
       fmt::format("figures do not add up: {} ({} is not {}){}", identity, *left, *right, where.empty() ? "" : fmt::format(", in row \"{}\"", where))},
      {"这是指标定义的错误，不是台账的错误：检查台账自带的 metrics/ 与 derived/",
       "the definition of the metrics is wrong, not the ledger: look at the ledger's own metrics/ and derived/"});
}

}  // namespace bq::report
