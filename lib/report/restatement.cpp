#include "report/restatement.hpp"

namespace bq::report {
namespace {

/// What of a record counts, and how.
struct Standing {
  Part part;
  std::string label;
};

/// True when records that count on both sides can still make a difference.
bool is_of_values(const pack::Metric& metric) {
  return !metric.value.empty() || !metric.sum.empty() || !metric.ratio_of.empty() || !metric.distinct.empty() || !metric.each.empty();
}

std::map<RecordName, Standing> standings(EvidenceFinder& finder, const ExactFigure& figure) {
  std::map<RecordName, Standing> result;
  const pack::Metric* metric = pack::find_metric(finder.pack(), figure.metric).second;
  if (metric == nullptr) return result;
  for (Item& item : finder.items(*metric, figure.dimension, figure.key)) result.try_emplace({item.kind, item.id}, Standing{item.part, std::move(item.label)});
  return result;
}

}  // namespace

ExactFigures by_place(const std::vector<ExactFigure>& figures) {
  ExactFigures result;
  for (const ExactFigure& figure : figures) {
    ExactNumbers numbers = numbers_of(figure.value);
    if (!numbers.number.empty()) result.insert_or_assign({figure.section, figure.row, figure.column}, std::move(numbers));
  }
  return result;
}

std::vector<Mover> movers(EvidenceFinder& before, EvidenceFinder& after, const ExactFigure& figure, const std::set<RecordName>& changed) {
  const pack::Metric* metric = pack::find_metric(after.pack(), figure.metric).second;
  const bool of_values = metric != nullptr && is_of_values(*metric);
  const auto then = standings(before, figure);
  const auto now = standings(after, figure);
  std::vector<Mover> result;
  for (const auto& [record, standing] : then) {
    const auto found = now.find(record);
    const bool same_part = found != now.end() && found->second.part == standing.part;
    if (same_part && !(of_values && standing.part == Part::counted && changed.contains(record))) continue;
    result.push_back({record, standing.label, standing.part, found == now.end() ? std::nullopt : std::optional(found->second.part)});
  }
  for (const auto& [record, standing] : now) {
    if (!then.contains(record)) result.push_back({record, standing.label, std::nullopt, standing.part});
  }
  return result;
}

}  // namespace bq::report
