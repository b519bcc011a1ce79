#include "pack/metric.hpp"

#include <fmt/format.h>

namespace bq::pack {
namespace {

using yaml::Fields;
using yaml::NodeRef;

MetricFormat format_of(const Metric& metric) {
  if (!metric.share.empty()) return MetricFormat::rate;
  if (!metric.value.empty()) return MetricFormat::days;
  if (!metric.sum.empty()) return MetricFormat::decimal;
  if (!metric.ratio_to.empty()) return MetricFormat::ratio;
  return MetricFormat::count;
}

void read_ratio(NodeRef node, Metric& metric, const Source& source, std::vector<Fault>& faults) {
  Fields keys(node, faults);
  (void)keys.need("of");
  (void)keys.need("to");
  metric.ratio_of = take_sql(keys, "of", source);
  metric.ratio_to = take_sql(keys, "to", source);
  keys.finish();
}

Metric read_metric(std::string id, NodeRef node, const Source& source, std::vector<Fault>& faults) {
  Fields keys(node, faults);
  Metric metric;
  metric.id = std::move(id);
  metric.title = keys.bilingual("title");
  metric.about = keys.bilingual("about");
  metric.when = take_sql(keys, "when", source);
  metric.among = take_sql(keys, "among", source);
  metric.of = keys.text("of");
  metric.share = take_sql(keys, "share", source);
  metric.distinct = take_sql(keys, "distinct", source);
  metric.each = take_sql(keys, "each", source);
  metric.value = take_sql(keys, "value", source);
  metric.sum = take_sql(keys, "sum", source);
  if (const auto ratio = keys.take("ratio")) read_ratio(*ratio, metric, source, faults);
  metric.format = format_of(metric);
  metric.additive = metric.distinct.empty() && metric.each.empty() && metric.value.empty();
  keys.finish();
  if (metric.title.empty() || metric.about.empty()) {
    faults.push_back(yaml::mistake(node.span(), {"指标要有 title 和 about", "a metric needs title and about"}));
  }
  if (metric.when.empty() && metric.of.empty()) {
    faults.push_back(yaml::mistake(node.span(), {"指标要有 when 或 of", "a metric needs when or of"}));
  }
  return metric;
}

Grouping read_grouping(std::string dimension, NodeRef node, std::vector<Fault>& faults) {
  if (node.is_scalar()) return {std::move(dimension), std::string(node.text()), "", "", false};
  Fields keys(node, faults);
  (void)keys.need("through");
  Grouping grouping{std::move(dimension), "", keys.text("through"), keys.text("on"), keys.flag("only")};
  keys.finish();
  return grouping;
}

}  // namespace

Population read_population(std::string name, NodeRef root, const Source& source, std::vector<Fault>& faults) {
  Fields keys(root, faults);
  Population population;
  population.name = std::move(name);
  population.source = &source;
  population.title = keys.bilingual("title");
  population.about = keys.bilingual("about");
  (void)keys.need("count");
  population.count = keys.text("count");
  if (!yaml::is_identifier(population.count)) faults.push_back(yaml::bad_name(root.span(), population.count));
  population.shown = keys.text("shown");
  if (!population.shown.empty() && !yaml::is_identifier(population.shown)) faults.push_back(yaml::bad_name(root.span(), population.shown));
  if (const auto by = keys.take("by")) {
    for (auto [key, value] : by->entries()) {
      Grouping grouping = read_grouping(std::string(key.text()), value, faults);
      const std::string& target = grouping.through.empty() ? grouping.column : grouping.through;
      if (yaml::is_identifier(grouping.dimension) && yaml::is_identifier(target) && (grouping.on.empty() || yaml::is_identifier(grouping.on))) {
        population.by.push_back(std::move(grouping));
      } else {
        faults.push_back(yaml::bad_name(key.span(), fmt::format("{}: {}", grouping.dimension, grouping.on.empty() ? target : target + " " + grouping.on)));
      }
    }
  }
  if (const auto metrics = keys.need("metrics")) {
    for (auto [key, value] : metrics->entries()) {
      if (yaml::is_identifier(key.text())) {
        population.metrics.push_back(read_metric(std::string(key.text()), value, source, faults));
      } else {
        faults.push_back(yaml::bad_name(key.span(), key.text()));
      }
    }
  }
  population.excluded = take_sql(keys, "excluded", source);
  population.identity = keys.text("identity");
  keys.finish();
  return population;
}

Dimension read_dimension(std::string name, NodeRef root, const Source& source, std::vector<Fault>& faults) {
  Fields keys(root, faults);
  Dimension dimension;
  dimension.name = std::move(name);
  dimension.title = keys.bilingual("title");
  dimension.nobody = keys.bilingual("nobody");
  dimension.rows = take_sql(keys, "rows", source);
  dimension.subject = keys.text("subject");
  dimension.scope = take_sql(keys, "scope", source);
  if (dimension.rows.empty()) faults.push_back(yaml::mistake(root.span(), {"缺少 rows", "rows is missing"}));
  keys.finish();
  return dimension;
}

}  // namespace bq::pack
