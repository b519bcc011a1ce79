#include "change/csv_read.hpp"

#include <algorithm>

namespace bq::change {
namespace {

char separator_of(std::string_view text) {
  const std::string_view head = text.substr(0, text.find_first_of("\r\n"));
  char best = ',';
  for (const char candidate : {';', '\t'})
    if (std::ranges::count(head, candidate) > std::ranges::count(head, best)) best = candidate;
  return best;
}

/// Takes the cell at the front of `text`; counts the lines it runs over.
std::string take_cell(std::string_view& text, char separator, std::size_t& line) {
  std::string cell;
  if (!text.starts_with('"')) {
    const std::size_t end = std::min(text.find_first_of(std::string{separator, '\r', '\n'}), text.size());
    cell = text.substr(0, end);
    text.remove_prefix(end);
    return cell;
  }
  text.remove_prefix(1);
  while (!text.empty()) {
    const char c = text.front();
    text.remove_prefix(1);
    if (c == '"' && !text.starts_with('"')) break;
    if (c == '"') text.remove_prefix(1);
    if (c == '\n') ++line;
    if (c != '\r') cell += c;  // a line break inside a cell is one line feed, whoever saved it
  }
  return cell;
}

}  // namespace

std::vector<CsvRow> read_csv(std::string_view text) {
  const char separator = separator_of(text);
  std::vector<CsvRow> rows;
  std::size_t line = 1;
  while (!text.empty()) {
    CsvRow row{.line = line, .cells = {}};
    while (true) {
      row.cells.push_back(take_cell(text, separator, line));
      if (!text.starts_with(separator)) break;
      text.remove_prefix(1);
    }
    if (text.starts_with("\r\n")) text.remove_prefix(1);
    if (!text.empty()) text.remove_prefix(1);
    ++line;
    const bool has_text = std::ranges::any_of(row.cells, [](const std::string& cell) { return cell.find_first_not_of(" \t") != std::string::npos; });
    if (has_text) rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace bq::change
