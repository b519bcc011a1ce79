#pragma once

#include <compare>
#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/date.hpp"

struct lxw_workbook;
struct lxw_worksheet;
struct lxw_format;

namespace bq::render {

/// Where a text stands in its cell.
enum class Side { left, center, right };

/// How a cell looks; text wraps in all of them.
struct Look {
  double size = 11;  ///< In points.
  bool bold = false;
  bool framed = false;
  bool filled = false;  ///< A light ground, for headings of a table.
  bool red = false;
  bool link = false;
  Side side = Side::left;
  std::string number_format = "@";  ///< `@`: a text, also when somebody types into the cell.

  friend auto operator<=>(const Look&, const Look&) = default;
};

/// A sheet of a workbook, which owns it. Rows and columns count from 0; text may be anything and never becomes a formula.
class Sheet {
 public:
  void text(std::size_t row, std::size_t column, const std::string& text, const Look& look);
  void number(std::size_t row, std::size_t column, double number, const Look& look);
  /// The sum of cells of the same column in `rows`, which is `number` until something changes.
  void sum(std::size_t row, std::size_t column, const std::vector<std::size_t>& rows, double number, const Look& look);
  /// One text over the columns 0 to `columns` - 1, in a row of `height` points.
  void line(std::size_t row, std::size_t columns, const std::string& text, double height, const Look& look);
  /// A line that leads to the sheet named `sheet`.
  void link(std::size_t row, std::size_t columns, const std::string& text, double height, const std::string& sheet);
  /// In characters of half a Chinese one.
  void set_width(std::size_t column, double width);
  /// Row `row` and what is above it stay in sight.
  void freeze_below(std::size_t row);
  /// Row `row` is printed at the top of every page.
  void repeat(std::size_t row);
  /// A4, fitted to the page's width, with `footer` (in the spreadsheet's own code) below.
  void set_page(bool landscape, const std::string& footer);
  /// No warnings that the texts of these cells look like numbers.
  void allow_digits_in_text(std::size_t last_row, std::size_t last_column);

 private:
  friend class Workbook;
  Sheet(class Workbook& book, lxw_worksheet* sheet) : book_(book), sheet_(sheet) {}

  class Workbook& book_;
  lxw_worksheet* sheet_;
};

/// A workbook while it is made. The same calls give the same bytes. Throws UserError(environment) where a temporary file can't be written, or where the
/// content is more than a sheet can hold.
class Workbook {
 public:
  /// `created` is the day that its properties show.
  Workbook(const std::string& title, const std::string& font, Date created);
  ~Workbook();
  Workbook(const Workbook&) = delete;
  Workbook& operator=(const Workbook&) = delete;

  /// A further sheet; `name` is one that spreadsheets accept.
  [[nodiscard]] Sheet add_sheet(const std::string& name);

  /// The file. Nothing can be added after it.
  [[nodiscard]] std::string bytes();

 private:
  friend class Sheet;
  [[nodiscard]] lxw_format* format(const Look& look);

  struct File;
  std::unique_ptr<File> file_;
  lxw_workbook* book_ = nullptr;
  std::string font_;
  std::map<Look, lxw_format*> formats_;
};

}  // namespace bq::render
