#include "render/characters.hpp"

#include <array>

#include "base/utf8.hpp"

namespace bq::render {
namespace {

constexpr std::string_view replacement = "\uFFFD";

/// Marks and overrides that make text read in another order than it is written.
constexpr std::array<std::string_view, 12> direction_marks{"\u061C", "\u200E", "\u200F", "\u202A", "\u202B", "\u202C",
                                                           "\u202D", "\u202E", "\u2066", "\u2067", "\u2068", "\u2069"};

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80; }

/// U+0080 to U+009F, which terminals obey as they obey ESC.
bool is_late_control(std::string_view character) { return character.size() == 2 && character[0] == '\xC2' && static_cast<unsigned char>(character[1]) < 0xA0; }

std::string_view harmless(std::string_view character) {
  const auto first = static_cast<unsigned char>(character.front());
  if (first < 0x80 && character.size() == 1) return first < ' ' || first == 0x7F ? std::string_view(" ") : character;
  if (find_invalid_utf8(character) != std::string_view::npos || is_late_control(character)) return replacement;
  for (const std::string_view mark : direction_marks)
    if (character == mark) return replacement;
  return character;
}

}  // namespace

std::string_view first_character(std::string_view text) {
  std::size_t length = 1;
  while (length < text.size() && is_continuation(text[length])) ++length;
  return text.substr(0, length);
}

std::string one_line(std::string_view text) {
  std::string line;
  line.reserve(text.size());
  while (!text.empty()) {
    const std::string_view character = first_character(text);
    line += harmless(character);
    text.remove_prefix(character.size());
  }
  return line;
}

}  // namespace bq::render
