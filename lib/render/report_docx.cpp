#include <algorithm>
#include <numeric>
#include <utility>

#include "base/width.hpp"
#include "render/formats.hpp"
#include "render/paper.hpp"
#include "render/word.hpp"

namespace bq::render {
namespace {

constexpr std::size_t narrowest = 5;
constexpr std::size_t widest = 28;
constexpr std::size_t upright_page = 84;  // what a page holds at the size of a table, in columns of half a Chinese character
constexpr std::size_t turned_page = 121;

/// A section as its pages want it.
struct Part {
  std::string heading;  ///< Empty for the only section of a paper.
  const report::Section* section = nullptr;
  WordTable table;
  std::size_t silent = 0;
  bool is_wide = false;  ///< Its table wants pages on their side.
};

/// `widths` with the widest made narrower until they fit `page` together, if they can.
std::vector<std::size_t> fitted(std::vector<std::size_t> widths, std::size_t page) {
  for (std::size_t sum = std::accumulate(widths.begin(), widths.end(), std::size_t{0}); sum > page; --sum) {
    const auto widest_one = std::ranges::max_element(widths);
    if (*widest_one <= narrowest) break;
    --*widest_one;
  }
  return widths;
}

/// How wide each column wants to be: as its widest cell, a long heading on two lines.
std::vector<std::size_t> widths_of(const PaperTable& table) {
  std::vector<std::size_t> widths;
  for (std::size_t i = 0; i < table.headings.size(); ++i) {
    std::size_t width = heading_width(table.headings[i]);
    for (const auto& row : table.rows) width = std::max(width, display_width(row[i]));
    widths.push_back(std::clamp(width + 2, narrowest, widest));
  }
  return widths;
}

Part part_of(const report::Section& section, std::string heading, Language language) {
  PaperTable table = paper_table(section, language);
  std::vector<std::size_t> widths = widths_of(table);
  const bool is_wide = std::accumulate(widths.begin(), widths.end(), std::size_t{0}) > upright_page;
  return {std::move(heading),
          &section,
          {std::move(table.headings), std::move(table.rows), std::move(table.right), fitted(std::move(widths), turned_page)},
          table.silent,
          is_wide};
}

void write_head(WordDocument& document, const report::Report& report, Language language) {
  if (report.errors > 0) document.paragraph(banner(report, language), ParagraphStyle::warning);
  document.paragraph(report.title, ParagraphStyle::title);
  if (report.title.find(report.programme) == std::string::npos) document.paragraph(report.programme, ParagraphStyle::subtitle);
  document.paragraph(period_line(report, language), ParagraphStyle::subtitle);
  for (const std::string& line : report.head) document.paragraph(line, ParagraphStyle::line);
}

void write_part(WordDocument& document, const Part& part, Language language) {
  if (!part.heading.empty()) document.paragraph(part.heading, ParagraphStyle::heading);
  for (const std::string& paragraph : part.section->narrative) document.paragraph(paragraph, ParagraphStyle::body);
  if (part.table.headings.empty()) return;
  if (part.table.rows.empty()) {
    document.paragraph(no_rows(language), ParagraphStyle::body);
  } else {
    document.table(part.table);
  }
  if (part.silent > 0) document.paragraph(silent_line(part.silent, language), ParagraphStyle::note);
}

}  // namespace

std::string report_docx(const report::Report& report, const Style& style) {
  const Language language = style.language;
  const std::vector<report::Section> sections = paper_sections(report);
  WordDocument document(language);
  bool is_first = true;
  std::size_t number = 0;
  for (const report::Section& section : sections) {
    const Part part = part_of(section, sections.size() == 1 ? "" : section_heading(++number, section.title, language), language);
    document.turn(part.is_wide);
    if (std::exchange(is_first, false)) write_head(document, report, language);
    write_part(document, part, language);
  }
  if (is_first) write_head(document, report, language);
  for (const std::string& line : report.foot) document.paragraph(line, ParagraphStyle::line);
  document.paragraph(foot_line(report, language), ParagraphStyle::note);
  return document.bytes(report.title, report.as_of);
}

}  // namespace bq::render
