#pragma once

#include <string>
#include <vector>

#include "base/language.hpp"
#include "index/index.hpp"
#include "pack/metric.hpp"
#include "report/report.hpp"

namespace bq::report {

/// How a record takes part in a figure.
enum class Part { counted, only_denominator, outside, excluded, left_out };

/// One thing behind a figure, and the record it stands in.
struct Item {
  Part part = Part::counted;
  std::string kind;  ///< Of the record.
  std::string id;
  std::string label;  ///< What names the record to people; empty when its kind has no such field.
  std::string path;
  Position place;
  std::string reason;  ///< Why it does not count; empty where it does.
};

/// A figure with everything that stands behind it.
struct Evidence {
  Cell figure;
  std::vector<Item> items;  ///< By part, then by id.
};

/// Finds the records behind a metric for the index's question; `dimension` with `key` restricts to one row of a by-table.
/// What is wrong in the pack lands in `faults`.
[[nodiscard]] Evidence evidence_of(index::Index& index, const pack::Metric& metric, const std::string& dimension, const std::string& key, Language language,
                                   std::vector<pack::PackFault>& faults);

}  // namespace bq::report
