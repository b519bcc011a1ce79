#include <array>

#include "render/word.hpp"

namespace bq::render {
namespace {

/// How a style looks. Sizes are half points; spaces are twentieths of a point.
struct StyleRow {
  ParagraphStyle style;
  const char* id;
  const char* font;
  int size;
  bool bold;
  const char* side;
  int indent;  ///< Of the first line, in hundredths of a character.
  int line;    ///< Exact height; 0: the font's own.
  int after;
};

constexpr const char* song = "宋体";
constexpr const char* small_title_song = "方正小标宋简体";
constexpr const char* fangsong = "仿宋";
constexpr const char* hei = "黑体";

constexpr int size_2 = 44;         // 二号
constexpr int size_3 = 32;         // 三号
constexpr int size_5 = 21;         // 五号
constexpr int line_of_text = 560;  // 22 lines a page, as GB/T 9704 has it
constexpr int two_characters = 200;

constexpr std::array<StyleRow, 11> rows{{
    {ParagraphStyle::title, "Title", small_title_song, size_2, false, "center", 0, 700, 120},
    {ParagraphStyle::subtitle, "Subtitle", fangsong, size_3, false, "center", 0, line_of_text, 0},
    {ParagraphStyle::body, "BodyText", fangsong, size_3, false, "both", two_characters, line_of_text, 0},
    {ParagraphStyle::line, "PlainLine", fangsong, size_3, false, "left", 0, line_of_text, 0},
    {ParagraphStyle::heading, "Heading1", hei, size_3, false, "left", two_characters, line_of_text, 0},
    {ParagraphStyle::warning, "Warning", hei, size_3, true, "left", 0, line_of_text, 120},
    {ParagraphStyle::heading_cell, "HeadingCell", hei, size_5, false, "center", 0, 0, 0},
    {ParagraphStyle::cell, "Cell", song, size_5, false, "left", 0, 0, 0},
    {ParagraphStyle::number_cell, "NumberCell", song, size_5, false, "right", 0, 0, 0},
    {ParagraphStyle::note, "Note", song, size_5, false, "left", 0, 0, 0},
    {ParagraphStyle::gap, "Gap", song, size_5, false, "left", 0, 160, 0},
}};

void add_fonts(pugi::xml_node properties, const char* font) {
  pugi::xml_node fonts = properties.append_child("w:rFonts");
  for (const char* script : {"w:ascii", "w:hAnsi", "w:cs"}) fonts.append_attribute(script) = "Times New Roman";
  fonts.append_attribute("w:eastAsia") = font;
}

void add_paragraph_properties(pugi::xml_node style, const StyleRow& row) {
  pugi::xml_node properties = style.append_child("w:pPr");
  if (row.style == ParagraphStyle::heading) properties.append_child("w:keepNext");
  pugi::xml_node spacing = properties.append_child("w:spacing");
  spacing.append_attribute("w:before") = 0;
  spacing.append_attribute("w:after") = row.after;
  if (row.line > 0) {
    spacing.append_attribute("w:line") = row.line;
    spacing.append_attribute("w:lineRule") = "exact";
  }
  if (row.indent > 0) {
    pugi::xml_node indent = properties.append_child("w:ind");
    indent.append_attribute("w:firstLineChars") = row.indent;
    indent.append_attribute("w:firstLine") = row.indent * row.size / 10;
  }
  add_setting(properties, "w:jc", row.side);
  if (row.style == ParagraphStyle::heading) add_setting(properties, "w:outlineLvl", 0);
}

void add_style(pugi::xml_node styles, const StyleRow& row) {
  pugi::xml_node style = styles.append_child("w:style");
  style.append_attribute("w:type") = "paragraph";
  style.append_attribute("w:styleId") = row.id;
  add_setting(style, "w:name", row.style == ParagraphStyle::heading ? "heading 1" : row.id);
  add_setting(style, "w:basedOn", "Normal");
  style.append_child("w:qFormat");
  add_paragraph_properties(style, row);
  pugi::xml_node run = style.append_child("w:rPr");
  add_fonts(run, row.font);
  if (row.bold) run.append_child("w:b");
  if (row.style == ParagraphStyle::warning) add_setting(run, "w:color", "C00000");
  add_setting(run, "w:sz", row.size);
  add_setting(run, "w:szCs", row.size);
}

}  // namespace

const char* style_id(ParagraphStyle style) {
  for (const StyleRow& row : rows)
    if (row.style == style) return row.id;
  return "Normal";
}

pugi::xml_document word_styles(Language language) {
  pugi::xml_document document;
  pugi::xml_node styles = document.append_child("w:styles");
  styles.append_attribute("xmlns:w") = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
  pugi::xml_node defaults = styles.append_child("w:docDefaults").append_child("w:rPrDefault").append_child("w:rPr");
  add_fonts(defaults, fangsong);
  pugi::xml_node languages = defaults.append_child("w:lang");
  languages.append_attribute("w:val") = language == Language::zh ? "zh-CN" : "en-US";
  languages.append_attribute("w:eastAsia") = "zh-CN";
  pugi::xml_node normal = styles.append_child("w:style");
  normal.append_attribute("w:type") = "paragraph";
  normal.append_attribute("w:default") = 1;
  normal.append_attribute("w:styleId") = "Normal";
  add_setting(normal, "w:name", "Normal");
  for (const StyleRow& row : rows) add_style(styles, row);
  return document;
}

}  // namespace bq::render
