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

std::string section_text(const report::Section& section, std::size_t number, Language language) {
  std::string text = one_line(section_heading(number, section.title, language)) + '\n';
  const std::string indent = language == Language::zh ? "　　" : "";
  for (const std::string& paragraph : section.narrative) text += '\n' + wrap(paragraph, indent, page_width);
  const PaperTable table = paper_table(section, language);
  if (table.headings.empty()) return text;
  return text + '\n' + (table.rows.empty() ? no_rows(language) + '\n' : render_table(table.headings, table.rows, table.right)) + silent_line(table, language);
}

}  // namespace

std::string report_text(const report::Report& report, const Style& style) {
  std::string text = loud(banner(report, style.language), style);
  text += centred(report.title);
  if (report.title.find(report.programme) == std::string::npos) text += centred(report.programme);
  text += centred(period_line(report, style.language));
  std::size_t number = 0;
  for (const auto& section : paper_sections(report)) text += '\n' + section_text(section, ++number, style.language);
  return text + '\n' + std::string(page_width, '-') + '\n' + foot_line(report, style.language) + '\n';
}

}  // namespace bq::render
