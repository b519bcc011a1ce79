#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/language.hpp"
#include "report/report.hpp"

namespace bq::render {

/// A cell of a sheet.
struct SheetCell {
  std::string text = {};                ///< As papers print it.
  double number = 0;                    ///< Of a number, or of a day (counted from 1899-12-30).
  std::string number_format = {};       ///< How a spreadsheet shows the number; empty: the cell is a text, whatever it looks like.
  std::vector<std::size_t> parts = {};  ///< Rows whose cells of this column the number adds up; empty: it is no sum.

  [[nodiscard]] bool is_number() const { return !number_format.empty(); }
};

/// A section as a sheet holds it: what papers print, numbers as numbers.
struct SheetTable {
  std::vector<std::string> headings;  ///< Empty: there is no table.
  std::vector<bool> right;            ///< Which columns are numbers.
  std::vector<std::vector<SheetCell>> rows;
  std::size_t silent = 0;  ///< How many rows are left out because they hold no figure.
};

/// The table of `section`. A spread of days takes two columns; a list of figures has a third one that says what each was computed from. A rate without a
/// base, and a cell without a value, is the dash of the papers.
[[nodiscard]] SheetTable sheet_table(const report::Section& section, Language language);

}  // namespace bq::render
