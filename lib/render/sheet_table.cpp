#include "render/sheet_table.hpp"

#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

#include "render/paper.hpp"
#include "render/render.hpp"

namespace bq::render {
namespace {

using report::Cell;
using report::Column;
using report::Format;
using report::Section;

/// Spreadsheets keep fifteen digits of a number.
constexpr std::int64_t most_exact = 1'000'000'000'000'000;

/// Spreadsheets count days from here; they believe in a 29 February 1900, so that only days after it can be said.
constexpr Date day_zero = std::chrono::year{1899} / 12 / 30;
constexpr Date first_day = std::chrono::year{1900} / 3 / 1;

SheetCell text_cell(const Cell& cell) { return {.text = to_text(cell)}; }

SheetCell number_cell(const Cell& cell, double number, std::string format) {
  return {.text = to_text(cell), .number = number, .number_format = std::move(format)};
}

SheetCell date_cell(const std::string& text) {
  const auto date = parse_date(text);
  if (!date || *date < first_day) return {.text = text};
  return {.text = text, .number = static_cast<double>((*date - day_zero).count()), .number_format = "yyyy-mm-dd"};
}

/// As many places as `text`, a decimal number, has.
std::string places_of(const std::string& text) {
  const std::size_t point = text.find('.');
  return point == std::string::npos ? "0" : "0." + std::string(text.size() - point - 1, '0');
}

struct SheetPrinter {
  Format format;

  SheetCell operator()(std::monostate cell) const { return text_cell(cell); }
  SheetCell operator()(std::int64_t count) const {
    return std::abs(count) < most_exact ? number_cell(count, static_cast<double>(count), "0") : text_cell(count);
  }
  SheetCell operator()(const std::string& text) const { return format == Format::date ? date_cell(text) : SheetCell{.text = text}; }
  SheetCell operator()(const report::Rate& rate) const {
    return rate.d == 0 ? text_cell(rate) : number_cell(rate, static_cast<double>(rate.n) / static_cast<double>(rate.d), "0.00%");
  }
  SheetCell operator()(const report::Ratio& ratio) const {
    if (ratio.d.millionths <= 0) return text_cell(ratio);
    return number_cell(ratio, static_cast<double>(ratio.n.millionths) / static_cast<double>(ratio.d.millionths), "0.00%");
  }
  SheetCell operator()(const report::Days& days) const {
    if (days.n > 0 && format == Format::figure) return {.text = fmt::format("{} / {}", to_text(days), days.p90)};
    return days.n == 0 ? text_cell(days) : number_cell(days, static_cast<double>(days.median_doubled) / 2, days.median_doubled % 2 == 0 ? "0" : "0.0");
  }
  SheetCell operator()(const Decimal& decimal) const {
    if (std::abs(decimal.millionths) >= most_exact) return text_cell(decimal);
    return number_cell(decimal, static_cast<double>(decimal.millionths) / static_cast<double>(Decimal::scale), places_of(to_string(decimal)));
  }
};

SheetCell sheet_cell(const Cell& cell, Format format) { return std::visit(SheetPrinter{format}, cell); }

/// The day within which nine of ten are done.
SheetCell ninety(const Cell& cell) {
  const auto* days = std::get_if<report::Days>(&cell);
  return days == nullptr || days->n == 0 ? text_cell(cell) : sheet_cell(days->p90, Format::count);
}

/// What a figure was computed from; empty where it is a count.
std::string basis(const Cell& cell, Language language) {
  if (const auto* rate = std::get_if<report::Rate>(&cell)) return fmt::format("{}/{}", rate->n, rate->d);
  if (const auto* ratio = std::get_if<report::Ratio>(&cell)) return fmt::format("{}/{}", to_string(ratio->n), to_string(ratio->d));
  const auto* days = std::get_if<report::Days>(&cell);
  if (days == nullptr || days->n == 0) return {};
  return fmt::format(fmt::runtime(language == Language::zh ? "中位天数，九成 {} 天（n={}）" : "median days, 90% within {} (n={})"), days->p90, days->n);
}

SheetTable list_of_figures(const Section& section, Language language) {
  SheetTable table;
  table.headings =
      language == Language::zh ? std::vector<std::string>{"指标", "数值", "计算依据"} : std::vector<std::string>{"Figure", "Value", "Computed from"};
  table.right = {false, true, false};
  for (const std::size_t i : paper_part(section).columns) {
    const Cell& cell = section.rows.front().at(i);
    table.rows.push_back({{.text = section.columns[i].title}, sheet_cell(cell, section.columns[i].format), {.text = basis(cell, language)}});
  }
  return table;
}

void add_headings(SheetTable& table, const Column& column, Language language) {
  const bool zh = language == Language::zh;
  if (column.format == Format::days) {
    table.headings.push_back(column.title + (zh ? "（中位）" : " (median)"));
    table.headings.push_back(column.title + (zh ? "（九成）" : " (90%)"));
    table.right.insert(table.right.end(), {true, true});
  } else {
    table.headings.push_back(column.title);
    table.right.push_back(column.format != Format::text && column.format != Format::date);
  }
}

/// Marks the cells of the rows that add up others; where a part is no number the sum stays what it is.
void mark_sums(SheetTable& table, const Section& section, const PaperPart& part) {
  const auto place = [&](std::size_t row) { return static_cast<std::size_t>(std::ranges::find(part.rows, row) - part.rows.begin()); };
  for (const report::RowSum& sum : section.sums) {
    std::vector<std::size_t> parts;
    for (const std::size_t row : sum.parts) parts.push_back(place(row));
    const std::size_t row = place(sum.row);
    if (row >= table.rows.size() || std::ranges::any_of(parts, [&](std::size_t p) { return p >= table.rows.size(); })) continue;
    for (std::size_t i = 0; i < table.rows[row].size(); ++i) {
      SheetCell& cell = table.rows[row][i];
      if (cell.is_number() && std::ranges::all_of(parts, [&](std::size_t p) { return table.rows[p][i].is_number(); })) cell.parts = parts;
    }
  }
}

}  // namespace

SheetTable sheet_table(const Section& section, Language language) {
  if (is_list_of_figures(section)) return list_of_figures(section, language);
  const PaperPart part = paper_part(section);
  SheetTable table;
  table.silent = part.silent;
  for (const std::size_t i : part.columns) add_headings(table, section.columns[i], language);
  for (const std::size_t place : part.rows) {
    std::vector<SheetCell> row;
    for (const std::size_t i : part.columns) {
      const Cell& cell = section.rows[place].at(i);
      row.push_back(sheet_cell(cell, section.columns[i].format));
      if (section.columns[i].format == Format::days) row.push_back(ninety(cell));
    }
    table.rows.push_back(std::move(row));
  }
  mark_sums(table, section, part);
  return table;
}

}  // namespace bq::render
