#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <pugixml.hpp>

#include "base/date.hpp"
#include "base/language.hpp"

namespace bq::render {

/// A style of paragraphs of an official document; word_styles.cpp says how each looks.
enum class ParagraphStyle { title, subtitle, body, line, heading, warning, heading_cell, cell, number_cell, note, gap };

/// A table of a document: every cell in words.
struct WordTable {
  std::vector<std::string> headings;
  std::vector<std::vector<std::string>> rows;
  std::vector<bool> right;          ///< Which columns stand to the right.
  std::vector<std::size_t> widths;  ///< How much of the page each column takes, in parts of their sum.
};

/// A document for word processors (Office Open XML) while it is made. The same calls give the same bytes.
class WordDocument {
 public:
  explicit WordDocument(Language language);

  /// A paragraph; line breaks of `text` stay.
  void paragraph(const std::string& text, ParagraphStyle style);
  /// A table over the width of the page, whose headings stand at the top of every page that it reaches.
  void table(const WordTable& table);
  /// The pages of what follows lie on their side, or stand again; a new page begins.
  void turn(bool landscape);

  /// The file, with `title` and `created` in its properties. Nothing can be added after it.
  [[nodiscard]] std::string bytes(const std::string& title, Date created);

 private:
  void end_section(pugi::xml_node parent);

  Language language_;
  bool landscape_ = false;
  bool is_begun_ = false;  ///< Whether something stands on the pages.
  pugi::xml_document document_;
  pugi::xml_node body_;
};

/// The name of a style inside the file.
[[nodiscard]] const char* style_id(ParagraphStyle style);

/// The part of a document that says how its paragraphs look.
[[nodiscard]] pugi::xml_document word_styles(Language language);

/// `document` as the bytes of a part.
[[nodiscard]] std::string part_bytes(const pugi::xml_document& document);

/// An element `name` in `parent` whose attribute `w:val` is `value`.
template <class Value>
pugi::xml_node add_setting(pugi::xml_node parent, const char* name, const Value& value) {
  pugi::xml_node node = parent.append_child(name);
  node.append_attribute("w:val") = value;
  return node;
}

}  // namespace bq::render
