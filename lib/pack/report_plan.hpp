#pragma once

#include <map>
#include <optional>
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
  std::string format = "text";  ///< text, count, decimal, date, metric (its id) or rate (two SQL columns, ID and ID_d).
};

/// A sentence of the draft text with places for figures, printed when its condition holds.
struct Sentence {
  Text text;
  Sql when;                  ///< An expression over the figures; empty: always.
  bool is_internal = false;  ///< Left out of what is published.
};

/// What a section of metrics sets beside the report's own period: the one before it, or its parts of some length.
struct OtherPeriods {
  bool previous = false;
  PeriodLength parts = PeriodLength::free;  ///< Of these parts; nothing when `previous`.
};

/// A line of a form: a metric, or the sum of other lines.
struct FormLine {
  std::string id;                ///< The number that the form prints before it.
  Text group;                    ///< The heading that this and the lines below it stand under; empty: the one before.
  Text title;                    ///< With its unit, as the form words it.
  std::string metric;            ///< Empty: `sum` is set.
  std::vector<std::string> sum;  ///< Ids of the lines added up.
};

/// How an assessment is laid out; the arithmetic is the engine's (report/scoring.hpp).
struct ScorePlan {
  Sql items;  ///< Returns metric, points, target, slope, floor, cap, min_n, in order.
  Sql keys;   ///< Returns dimension, key, label and peer group of who is assessed.
  Sql bonus;  ///< Returns key, points and grounds of what is given or taken by hand.

  [[nodiscard]] bool empty() const { return items.empty(); }
};

/// One section of a report: a table of metrics, whole or split by a dimension, a table that SQL fills, a form, an assessment, or the programme's
/// targets; with its sentences.
struct SectionPlan {
  std::string id;
  Text title;
  Text about;
  std::vector<std::string> metrics;     ///< Ids, in order; empty for SQL sections.
  std::string by;                       ///< The dimension; empty: one row for all.
  std::optional<OtherPeriods> periods;  ///< One row per metric and one column per period.
  std::vector<TableColumn> columns;     ///< Of an SQL section.
  Sql sql;
  ScorePlan score;                 ///< Of an assessment.
  std::vector<FormLine> lines;     ///< Of a form: one row a line; `by` gives it a column per key beside the total.
  bool targets = false;            ///< The targets of the settings against what was reached, one row a target.
  std::vector<std::string> paper;  ///< Ids of the columns that papers (all formats but csv and json) print; empty: all.
  bool on_paper = true;            ///< False: only in json and csv.
  bool is_internal = false;        ///< Left out of what is published.
  Sql values;                      ///< One row whose columns are further places for the sentences.
  std::vector<Sentence> narrative;
};

/// A report as the pack lays it out.
struct ReportPlan {
  std::string name;
  Text title;  ///< With the places {programme}, {region}, {period}, {subject}.
  Text about;
  PeriodLength period = PeriodLength::quarter;
  std::vector<std::string> subjects;                       ///< Kinds of record that the report can be narrowed to; empty: it speaks of everything.
  std::map<std::string, std::string, std::less<>> narrow;  ///< Of a subject's kind, the dimension that narrows figures instead of the usual one.
  bool needs_subject = false;                              ///< It makes no sense without one.
  std::map<std::string, Text, std::less<>> parameters;     ///< What else can be asked, bound as `:NAME`; NULL when it is not.
  std::vector<Sentence> head;                              ///< Lines above the sections: who hands it in, to whom, by when.
  std::vector<Sentence> foot;                              ///< Lines below them: who signs.
  Sql values;                                              ///< One row whose columns are places for head and foot.
  Sql each;  ///< The subjects (kind, id) that `--each` prints it for; empty: every key of the subject's dimension that always stands.
  std::vector<SectionPlan> sections;
  bool is_public = false;   ///< It is made to be published.
  bool of_history = false;  ///< It speaks of what a range of commits changed, and is empty without one.
  std::string path;
};

/// The report as it may be published: without its internal sections, and without internal lines above and below them.
[[nodiscard]] ReportPlan public_edition(ReportPlan report);

/// Reads a report file; `base` is the report it extends, or null.
[[nodiscard]] ReportPlan read_report(std::string name, yaml::NodeRef root, const Source& source, const ReportPlan* base, std::vector<Fault>& faults);

}  // namespace bq::pack
