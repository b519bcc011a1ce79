#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/language.hpp"
#include "base/source.hpp"
#include "index/index.hpp"
#include "pack/metric.hpp"
#include "report/figure_store.hpp"
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

/// Finds the records behind figures of one index, for its question. Populations and records are read once, however many figures are asked about.
class EvidenceFinder {
 public:
  /// `metrics` are the ids of those that will be asked about. `index` and `faults` must outlive it; what is wrong in the pack lands in `faults`.
  EvidenceFinder(index::Index& index, const std::vector<std::string>& metrics, Language language, std::vector<pack::PackFault>& faults);

  [[nodiscard]] const pack::Pack& pack() const { return index_.pack(); }

  /// The figure of a metric; `dimension` with `key` restricts it to one row of a by-table.
  [[nodiscard]] Cell figure(const pack::Metric& metric, const std::string& dimension, const std::string& key);
  /// What stands behind it, by part, then by id.
  [[nodiscard]] std::vector<Item> items(const pack::Metric& metric, const std::string& dimension, const std::string& key);

 private:
  using Rid = std::int64_t;
  /// A thing that takes part, by the row that names it.
  struct Found {
    Rid rid;
    Part part;
    std::string reason;
  };
  /// The record around a row; `record` is 0 where there is none.
  struct Around {
    Rid record = 0;
    Item item;
  };

  index::Index& index_;
  Language language_;
  std::vector<pack::PackFault>& faults_;
  FigureStore store_;
  std::map<Rid, Around> around_;
  std::map<std::int64_t, Source> sources_;  // by file

  void add_excluded(const pack::Sql& sql, std::vector<Found>& found);
  void add_left_out(const std::set<std::string>& kinds, std::vector<Found>& found);
  void look_around(const std::vector<Found>& found);
  [[nodiscard]] Around read_around(Rid row);
};

/// A figure with everything that stands behind it, as an EvidenceFinder finds it.
[[nodiscard]] Evidence evidence_of(index::Index& index, const pack::Metric& metric, const std::string& dimension, const std::string& key, Language language,
                                   std::vector<pack::PackFault>& faults);

}  // namespace bq::report
