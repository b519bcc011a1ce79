#include <algorithm>

#include "base/width.hpp"
#include "render/characters.hpp"
#include "render/render.hpp"

namespace bq::render {
namespace {

using Row = std::vector<std::string>;

void drop_trailing_spaces(std::string& text) { text.erase(text.find_last_not_of(' ') + 1); }

/// `row` with exactly `columns` cells, each one line.
Row tidy(const Row& row, std::size_t columns) {
  Row cells(columns);
  for (std::size_t i = 0; i < std::min(columns, row.size()); ++i) {
    cells[i] = one_line(row[i]);
    drop_trailing_spaces(cells[i]);
  }
  return cells;
}

void append_line(std::string& text, const Row& cells, const std::vector<std::size_t>& widths, const std::vector<bool>& right) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) line += "  ";
    line += i < right.size() && right[i] ? pad_left(cells[i], widths[i]) : pad_right(cells[i], widths[i]);
  }
  drop_trailing_spaces(line);
  text += line + '\n';
}

}  // namespace

std::string render_table(const Row& headings, const std::vector<Row>& rows, const std::vector<bool>& right) {
  std::vector<Row> lines{tidy(headings, headings.size())};
  for (const Row& row : rows) lines.push_back(tidy(row, headings.size()));

  std::vector<std::size_t> widths(headings.size());
  for (const Row& line : lines)
    for (std::size_t i = 0; i < line.size(); ++i) widths[i] = std::max(widths[i], display_width(line[i]));
  Row rule;
  for (const std::size_t width : widths) rule.emplace_back(width, '-');
  lines.insert(lines.begin() + 1, std::move(rule));

  std::string text;
  for (const Row& line : lines) append_line(text, line, widths, right);
  return text;
}

}  // namespace bq::render
