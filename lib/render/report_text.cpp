#include "base/width.hpp"
#include "render/characters.hpp"
#include "render/formats.hpp"
#include "render/paint.hpp"
#include "render/paper.hpp"
#include "render/wrap.hpp"

namespace bq::render {
namespace {

constexpr std::size_t page_width = 80;

std::string centred(std::string_view text) {
  const std::string line = one_line(text);
  const std::size_t width = display_width(line);
  return std::string(width < page_width ? (page_width - width) / 2 : 0, ' ') + line + '\n';
}

std::string loud(const std::string& text, const Style& style) {
  if (text.empty()) return {};
  const std::string bar(page_width, '!');
  std::string body = wrap(text, "", page_width);
  body.pop_back();
  return painted(bar + '\n' + body + '\n' + bar, Paint::error, style) + "\n\n";
}

/// A section with its number; the only one of a paper, number 0, has the paper's title for a heading.
std::string section_text(const report::Section& section, std::size_t number, Language language) {
  std::string text = number == 0 ? "" : one_line(section_heading(number, section.title, language)) + '\n';
  const std::string indent = language == Language::zh ? "　　" : "";
  const auto gap = [&] { return text.empty() ? "" : "\n"; };
  for (const std::string& paragraph : section.narrative) text += gap() + wrap(paragraph, indent, page_width);
  const PaperTable table = paper_table(section, language);
  if (table.headings.empty()) return text;
  text += gap() + (table.rows.empty() ? no_rows(language) + '\n' : render_table(table.headings, table.rows, table.right));
  return text + (table.silent > 0 ? silent_line(table.silent, language) + '\n' : "");
}

}  // namespace

std::string report_text(const report::Report& report, const Style& style) {
  std::string text = loud(banner(report, style.language), style);
  text += centred(report.title);
  if (report.title.find(report.programme) == std::string::npos) text += centred(report.programme);
  text += centred(period_line(report, style.language));
  if (!report.head.empty()) text += '\n';
  for (const std::string& line : report.head) text += wrap(line, "", page_width);
  const auto sections = paper_sections(report);
  std::size_t number = 0;
  for (const auto& section : sections) text += '\n' + section_text(section, sections.size() == 1 ? 0 : ++number, style.language);
  if (!report.foot.empty()) text += '\n';
  for (const std::string& line : report.foot) text += wrap(line, "", page_width);
  return text + '\n' + std::string(page_width, '-') + '\n' + foot_line(report, style.language) + '\n';
}

}  // namespace bq::render
