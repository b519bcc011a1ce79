#include "render/word.hpp"

#include <algorithm>
#include <numeric>
#include <sstream>

#include "render/archive.hpp"
#include "render/office_text.hpp"
#include "render/word_package.hpp"

namespace bq::render {
namespace {

/// A page as GB/T 9704 has it, in twentieths of a point: A4, margins 37, 26, 35 and 28 mm.
struct PageSize {
  int short_side = 11906;
  int long_side = 16838;
  int top = 2098;
  int right = 1474;
  int bottom = 1984;
  int left = 1588;
  int footer = 1588;
};

constexpr PageSize page;
constexpr int cell_margin = 50;

int text_width(bool landscape) { return landscape ? page.long_side - page.top - page.bottom : page.short_side - page.left - page.right; }

void add_text(pugi::xml_node paragraph, const std::string& text) {
  pugi::xml_node run = paragraph.append_child("w:r");
  const std::string clean = office_text(text);
  for (std::size_t begin = 0; begin <= clean.size();) {
    const std::size_t end = std::min(clean.find('\n', begin), clean.size());
    if (begin > 0) run.append_child("w:br");
    pugi::xml_node node = run.append_child("w:t");
    node.append_attribute("xml:space") = "preserve";
    node.text().set(clean.substr(begin, end - begin).c_str());
    begin = end + 1;
  }
}

pugi::xml_node add_paragraph(pugi::xml_node parent, const std::string& text, ParagraphStyle style) {
  pugi::xml_node paragraph = parent.append_child("w:p");
  add_setting(paragraph.append_child("w:pPr"), "w:pStyle", style_id(style));
  if (!text.empty()) add_text(paragraph, text);
  return paragraph;
}

void add_borders(pugi::xml_node properties) {
  pugi::xml_node borders = properties.append_child("w:tblBorders");
  for (const char* side : {"w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"}) {
    pugi::xml_node border = add_setting(borders, side, "single");
    border.append_attribute("w:sz") = 4;
    border.append_attribute("w:space") = 0;
    border.append_attribute("w:color") = "000000";
  }
}

void add_width(pugi::xml_node parent, const char* name, int width) {
  pugi::xml_node node = parent.append_child(name);
  node.append_attribute("w:w") = width;
  node.append_attribute("w:type") = "dxa";
}

/// `widths` as widths that fill `page_width`.
std::vector<int> column_widths(const std::vector<std::size_t>& widths, int page_width) {
  const auto sum = std::accumulate(widths.begin(), widths.end(), std::size_t{0});
  std::vector<int> result;
  for (const std::size_t width : widths) result.push_back(static_cast<int>(width * static_cast<std::size_t>(page_width) / sum));
  return result;
}

void add_row(pugi::xml_node table, const std::vector<std::string>& cells, const std::vector<int>& widths, const auto& style_of, bool is_heading) {
  pugi::xml_node row = table.append_child("w:tr");
  pugi::xml_node properties = row.append_child("w:trPr");
  properties.append_child("w:cantSplit");
  if (is_heading) properties.append_child("w:tblHeader");
  for (std::size_t i = 0; i < cells.size(); ++i) {
    pugi::xml_node cell = row.append_child("w:tc");
    pugi::xml_node cell_properties = cell.append_child("w:tcPr");
    add_width(cell_properties, "w:tcW", widths[i]);
    add_setting(cell_properties, "w:vAlign", "center");
    add_paragraph(cell, cells[i], style_of(i));
  }
}

}  // namespace

std::string part_bytes(const pugi::xml_document& document) {
  std::ostringstream text;
  document.save(text, "", pugi::format_raw, pugi::encoding_utf8);
  return std::move(text).str();
}

WordDocument::WordDocument(Language language) : language_(language) {
  pugi::xml_node root = document_.append_child("w:document");
  root.append_attribute("xmlns:w") = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
  root.append_attribute("xmlns:r") = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  body_ = root.append_child("w:body");
}

void WordDocument::paragraph(const std::string& text, ParagraphStyle style) {
  add_paragraph(body_, text, style);
  is_begun_ = true;
}

void WordDocument::table(const WordTable& table) {
  if (is_begun_) add_paragraph(body_, "", ParagraphStyle::gap);
  const std::vector<int> widths = column_widths(table.widths, text_width(landscape_));
  pugi::xml_node node = body_.append_child("w:tbl");
  pugi::xml_node properties = node.append_child("w:tblPr");
  add_width(properties, "w:tblW", text_width(landscape_));
  add_borders(properties);
  properties.append_child("w:tblLayout").append_attribute("w:type") = "fixed";
  pugi::xml_node margins = properties.append_child("w:tblCellMar");
  for (const char* side : {"w:left", "w:right"}) add_width(margins, side, cell_margin);
  pugi::xml_node grid = node.append_child("w:tblGrid");
  for (const int width : widths) grid.append_child("w:gridCol").append_attribute("w:w") = width;
  add_row(
      node, table.headings, widths, [](std::size_t) { return ParagraphStyle::heading_cell; }, true);
  for (const auto& row : table.rows)
    add_row(
        node, row, widths, [&](std::size_t i) { return table.right[i] ? ParagraphStyle::number_cell : ParagraphStyle::cell; }, false);
  // Two tables without a paragraph between them would become one.
  add_paragraph(body_, "", ParagraphStyle::gap);
  is_begun_ = true;
}

void WordDocument::turn(bool landscape) {
  if (landscape == landscape_) return;
  if (is_begun_) end_section(add_paragraph(body_, "", ParagraphStyle::gap).child("w:pPr"));
  landscape_ = landscape;
  is_begun_ = false;
}

void WordDocument::end_section(pugi::xml_node parent) {
  pugi::xml_node section = parent.append_child("w:sectPr");
  pugi::xml_node footer = section.append_child("w:footerReference");
  footer.append_attribute("w:type") = "default";
  footer.append_attribute("r:id") = footer_relation;
  pugi::xml_node size = section.append_child("w:pgSz");
  size.append_attribute("w:w") = landscape_ ? page.long_side : page.short_side;
  size.append_attribute("w:h") = landscape_ ? page.short_side : page.long_side;
  if (landscape_) size.append_attribute("w:orient") = "landscape";
  pugi::xml_node margins = section.append_child("w:pgMar");
  // A page on its side is one turned to the left: its top lies left.
  margins.append_attribute("w:top") = landscape_ ? page.right : page.top;
  margins.append_attribute("w:right") = landscape_ ? page.bottom : page.right;
  margins.append_attribute("w:bottom") = landscape_ ? page.left : page.bottom;
  margins.append_attribute("w:left") = landscape_ ? page.top : page.left;
  margins.append_attribute("w:header") = 851;
  margins.append_attribute("w:footer") = landscape_ ? page.left - 600 : page.footer - 300;
  margins.append_attribute("w:gutter") = 0;
}

std::string WordDocument::bytes(const std::string& title, Date created) {
  end_section(body_);
  return zip_archive(word_package(document_, title, created, language_));
}

}  // namespace bq::render
