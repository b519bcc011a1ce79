#pragma once

#include <string>
#include <vector>

#include "base/language.hpp"
#include "base/period.hpp"
#include "pack/sql.hpp"

namespace bq::pack {

/// A column of a section that SQL fills.
struct TableColumn {
  std::string id;
  Text title;
  std::string format = "text";  ///< text, count, decimal, date or rate (two SQL columns, ID and ID_d).
};

/// A sentence of the draft text with places for figures, printed when its condition holds.
struct Sentence {
  Text text;
  Sql when;  ///< An expression over the figures; empty: always.
};

/// One section of a report: a table of metrics, whole or split by a dimension, or a table that SQL fills; with its sentences.
struct SectionPlan {
  std::string id;
  Text title;
  Text about;
  std::vector<std::string> metrics;  ///< Ids, in order; empty for SQL sections.
  std::string by;                    ///< The dimension; empty: one row for all.
  std::vector<TableColumn> columns;  ///< Of an SQL section.
  Sql sql;
  std::vector<std::string> paper;  ///< Ids of the columns that papers (text, markdown) print; empty: all.
  bool on_paper = true;            ///< False: only in json and csv.
  Sql values;                      ///< One row whose columns are further places for the sentences.
  std::vector<Sentence> narrative;
};

/// A report as the pack lays it out.
struct ReportPlan {
  std::string name;
  Text title;  ///< With the places {programme}, {region}, {period}.
  Text about;
  PeriodLength period = PeriodLength::quarter;
  std::vector<SectionPlan> sections;
  std::string path;
};

/// Reads a report file; `base` is the report it extends, or null.
[[nodiscard]] ReportPlan read_report(std::string name, yaml::NodeRef root, const Source& source, const ReportPlan* base, std::vector<Fault>& faults);

}  // namespace bq::pack
