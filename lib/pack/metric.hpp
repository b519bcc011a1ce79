#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/language.hpp"
#include "pack/sql.hpp"

namespace bq::pack {

/// What a metric's cell is.
enum class MetricFormat { count, rate, days, decimal, ratio };

/// One named figure over a population, as predicates over the population's row. Which parts are set decides what it is:
/// `when` alone counts rows; `of` with `share` is a rate; `distinct` counts different values (of a rate on both sides); `value` with `percentiles` gives
/// n, median and p90; `sum` adds a decimal column up; `ratio` adds two of them up and sets one sum against the other.
struct Metric {
  std::string id;
  MetricFormat format = MetricFormat::count;
  Text title;
  Text about;      ///< The definition in words.
  Sql when;        ///< Which rows count.
  Sql among;       ///< Narrows `of`.
  std::string of;  ///< The metric whose rows are the denominator; empty when `when` gives it.
  Sql share;       ///< Which rows of the denominator are the numerator.
  Sql distinct;    ///< Count different values of this instead of rows.
  Sql each;        ///< Count things instead of rows: a thing is in the numerator when all its rows are.
  Sql value;       ///< The number whose median and 90th percentile are wanted.
  Sql sum;         ///< The decimal to add up.
  Sql ratio_of;    ///< The decimal whose sum is set against that of `ratio_to`.
  Sql ratio_to;
  bool additive = true;  ///< False for distinct, each and percentiles: the rows of a table do not add up to its total.
};

/// How a population is split: by a column of its own, or through a view of (rid, key) in which one row may stand several times.
struct Grouping {
  std::string dimension;
  std::string column;
  std::string through;  ///< Empty when `column` is meant.
  std::string on;       ///< The column that meets the `rid` of `through`; empty for the row's own.
  bool only = false;    ///< Rows without a key in `through` stand nowhere, instead of under "".
};

/// What is counted: a view with one row per thing, the ways to split it, and the metrics over it.
struct Population {
  std::string name;
  Text title;
  Text about;
  std::string count;  ///< The view or table; has a `rid` that names the thing.
  std::string shown;  ///< The column with the rid of the record that stands for a thing; empty when `rid` lies in it.
  std::vector<Grouping> by;
  std::vector<Metric> metrics;
  Sql excluded;          ///< Returns rid, reason_zh and reason_en of what belongs here but is not counted.
  std::string identity;  ///< An equation between metrics that every table must fulfil; empty when there is none.
  const Source* source = nullptr;
};

/// How tables are keyed: which rows stand in a `by-` section, in which words.
struct Dimension {
  std::string name;
  Text title;
  Text nobody;          ///< The label of the row for what belongs to no key.
  Sql rows;             ///< Returns key, label and whether the row stands even without a figure (`always`).
  std::string subject;  ///< The kind of record that narrows figures by this dimension; empty: none does.
  Sql scope;            ///< Returns the keys that belong to the subject; empty: its id alone.
};

/// Reads a metrics file.
[[nodiscard]] Population read_population(std::string name, yaml::NodeRef root, const Source& source, std::vector<Fault>& faults);

/// Reads a file of `dimensions/`.
[[nodiscard]] Dimension read_dimension(std::string name, yaml::NodeRef root, const Source& source, std::vector<Fault>& faults);

}  // namespace bq::pack
