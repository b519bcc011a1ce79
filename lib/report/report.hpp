#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/date.hpp"
#include "base/decimal.hpp"
#include "base/period.hpp"

namespace bq::report {

/// A share: `n` of `d`, not reduced; with `d` 0 there is no rate.
struct Rate {
  std::int64_t n = 0;
  std::int64_t d = 0;
};

/// One sum of decimals set against another; there is none unless `d` is above 0.
struct Ratio {
  Decimal n;
  Decimal d;
};

/// The ratio in percent, `—` where there is none.
[[nodiscard]] inline std::string percent_of(const Ratio& ratio) { return percent(ratio.n.millionths, ratio.d.millionths > 0 ? ratio.d.millionths : 0); }

/// A spread of working days: how many there are, twice the median (it may end in .5), and the value at rank ceil(0.9 n).
/// With `n` 0 the others mean nothing.
struct Days {
  std::int64_t n = 0;
  std::int64_t median_doubled = 0;
  std::int64_t p90 = 0;
};

/// One cell of a table; nothing where there is no value.
using Cell = std::variant<std::monostate, std::int64_t, std::string, Rate, Days, Decimal, Ratio>;

/// What the cells of a column are, which decides how they are printed and aligned; of `figure` each row has its own kind.
enum class Format { text, count, rate, days, decimal, date, ratio, figure };

/// A column of a section.
struct Column {
  std::string id;
  std::string title;
  Format format = Format::text;
  bool on_paper = true;  ///< False: left to json and csv, so that a page stays readable.
};

/// A row that adds up other rows, column by column.
struct RowSum {
  std::size_t row = 0;
  std::vector<std::size_t> parts;
};

/// One table of a report with its sentences.
struct Section {
  std::string id;
  std::string title;
  std::vector<std::string> narrative;  ///< Paragraphs.
  std::vector<Column> columns;
  std::vector<std::vector<Cell>> rows;
  std::vector<RowSum> sums;  ///< Which rows are sums of others, so that a spreadsheet can go on adding.
  bool on_paper = true;      ///< False: left to json and csv.
  bool keyed = false;        ///< True for a `by-` section, whose first two columns are key and label.
  bool is_summary = false;   ///< True for one row of figures, which papers print as a list of figures.
};

/// A report as a value: everything that any rendering prints.
struct Report {
  std::string name;
  std::string title;
  std::string programme;
  Period period;
  Date as_of;
  std::optional<Date> cut_off;  ///< Set when the period follows a cut-off day.
  std::string commit;           ///< Empty when there is none.
  bool clean = false;
  std::string pack;               ///< Hash of the pack.
  std::string calendar;           ///< Hash of the calendar.
  std::int64_t errors = 0;        ///< How many faults stand in the ledger; a report with faults speaks of the valid rest.
  std::int64_t left_out = 0;      ///< How many records or files the report leaves out because of them.
  std::vector<std::string> head;  ///< Lines above the sections, e.g. who hands the paper in and by when.
  std::vector<std::string> foot;  ///< Lines below them, e.g. who signs.
  std::vector<Section> sections;
};

}  // namespace bq::report
