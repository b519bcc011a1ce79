#include <algorithm>

#include "render/characters.hpp"
#include "render/formats.hpp"
#include "render/markdown.hpp"
#include "render/paper.hpp"

namespace bq::render {
namespace {

/// A paragraph whose begin cannot be taken for a heading or a list.
std::string paragraph(std::string_view text) {
  std::string line = plain_markdown(text);
  line.erase(0, line.find_first_not_of(' '));
  const std::size_t mark = std::min(line.find_first_not_of("0123456789"), line.size());
  const std::string_view marks = mark == 0 ? "#+-=" : ".)";
  if (mark < line.size() && marks.find(line[mark]) != std::string_view::npos) line.insert(mark, "\\");
  return line + '\n';
}

std::string pipe_row(const std::vector<std::string>& cells) {
  std::string line = "|";
  for (const std::string& cell : cells) line += ' ' + cell + " |";
  return line + '\n';
}

std::string pipe_table(const PaperTable& table) {
  const auto escaped = [](const std::vector<std::string>& cells) {
    std::vector<std::string> row;
    std::ranges::transform(cells, std::back_inserter(row), plain_markdown);
    return row;
  };
  std::vector<std::string> rule;
  for (const bool is_right : table.right) rule.emplace_back(is_right ? "---:" : "---");
  std::string text = pipe_row(escaped(table.headings)) + pipe_row(rule);
  for (const auto& row : table.rows) text += pipe_row(escaped(row));
  return text;
}

/// A section with its number; the only one of a paper, number 0, has the paper's title for a heading.
std::string section_markdown(const report::Section& section, std::size_t number, Language language) {
  std::string text = number == 0 ? "" : "\n## " + plain_markdown(section_heading(number, section.title, language)) + '\n';
  for (const std::string& sentences : section.narrative) text += '\n' + paragraph(sentences);
  const PaperTable table = paper_table(section, language);
  if (table.headings.empty()) return text;
  text += '\n' + (table.rows.empty() ? no_rows(language) + '\n' : pipe_table(table));
  return text + (table.silent > 0 ? '\n' + silent_line(table.silent, language) + '\n' : "");
}

}  // namespace

std::string plain_markdown(std::string_view text) {
  std::string line;
  for (const char c : one_line(text)) {
    if (std::string_view("\\`*_[]<>|~&").find(c) != std::string_view::npos) line += '\\';
    line += c;
  }
  return line;
}

std::string report_markdown(const report::Report& report, const Style& style) {
  const std::string warning = banner(report, style.language);
  std::string text = warning.empty() ? "" : "> **" + plain_markdown(warning) + "**\n\n";
  text += "# " + plain_markdown(report.title) + "\n\n";
  if (report.title.find(report.programme) == std::string::npos) text += paragraph(report.programme) + '\n';
  text += paragraph(period_line(report, style.language));
  for (const std::string& line : report.head) text += '\n' + paragraph(line);
  const auto sections = paper_sections(report);
  std::size_t number = 0;
  for (const auto& section : sections) text += section_markdown(section, sections.size() == 1 ? 0 : ++number, style.language);
  for (const std::string& line : report.foot) text += '\n' + paragraph(line);
  return text + "\n---\n\n" + paragraph(foot_line(report, style.language));
}

}  // namespace bq::render
