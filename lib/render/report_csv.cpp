#include <fmt/format.h>

#include "render/formats.hpp"

namespace bq::render {
namespace {

using report::Cell;
using report::Column;
using report::Format;

using Row = std::vector<std::string>;

/// The columns of the file that `column` becomes; a figure of several numbers has one for each, what papers print last.
Row headings_of(const Column& column, Language language) {
  const bool zh = language == Language::zh;
  const auto part = [&](const char* in_zh, const char* in_en) { return column.title + (zh ? in_zh : in_en); };
  if (column.format == Format::rate || column.format == Format::ratio) return {part("（分子）", " (n)"), part("（分母）", " (d)"), column.title};
  if (column.format == Format::days) return {part("（件数）", " (n)"), part("（中位）", " (median)"), part("（九成）", " (p90)")};
  return {column.title};
}

/// As many values as `headings_of` has headings.
Row values_of(const Cell& cell, Format format) {
  if (format == Format::figure) {
    const auto* spread = std::get_if<report::Days>(&cell);
    if (spread != nullptr && spread->n > 0) return {fmt::format("{} / {}", to_text(cell), spread->p90)};
    return {std::holds_alternative<std::monostate>(cell) ? "" : to_text(cell)};
  }
  if (const auto* rate = std::get_if<report::Rate>(&cell)) return {fmt::to_string(rate->n), fmt::to_string(rate->d), to_text(cell)};
  if (const auto* ratio = std::get_if<report::Ratio>(&cell)) return {to_string(ratio->n), to_string(ratio->d), to_text(cell)};
  if (const auto* days = std::get_if<report::Days>(&cell)) {
    return {fmt::to_string(days->n), to_text(cell), days->n == 0 ? to_text(cell) : fmt::to_string(days->p90)};
  }
  const std::size_t columns = format == Format::rate || format == Format::ratio || format == Format::days ? 3 : 1;
  return std::holds_alternative<std::monostate>(cell) ? Row(columns) : Row{to_text(cell)};
}

std::string csv_line(const Row& cells) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) line += (i == 0 ? "" : ",") + csv_cell(cells[i]);
  return line + '\n';
}

std::string block(const report::Section& section, Language language) {
  Row headings;
  for (const Column& column : section.columns)
    for (std::string& heading : headings_of(column, language)) headings.push_back(std::move(heading));

  std::string text = csv_line({section.title}) + csv_line(headings);
  for (const auto& cells : section.rows) {
    Row row;
    for (std::size_t i = 0; i < cells.size(); ++i)
      for (std::string& value : values_of(cells[i], section.columns.at(i).format)) row.push_back(std::move(value));
    text += csv_line(row);
  }
  return text;
}

}  // namespace

std::string report_csv(const report::Report& report, const Style& style) {
  std::string text;
  for (const auto& section : report.sections) text += (text.empty() ? "" : "\n") + block(section, style.language);
  return text;
}

}  // namespace bq::render
