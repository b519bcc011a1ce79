#include "render/office_text.hpp"

#include <algorithm>

#include "render/characters.hpp"

namespace bq::render {
namespace {

constexpr std::size_t most_units = 32'767;
constexpr std::string_view ellipsis = "…";

/// U+FFFE and U+FFFF, which XML does not have.
bool is_no_character(std::string_view character) { return character == "\xEF\xBF\xBE" || character == "\xEF\xBF\xBF"; }

bool is_hexadecimal(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

/// `_x` and four hexadecimal digits and `_`.
bool begins_with_code(std::string_view text) {
  return text.size() >= 7 && text.starts_with("_x") && text[6] == '_' && std::ranges::all_of(text.substr(2, 4), is_hexadecimal);
}

}  // namespace

std::size_t utf16_units(std::string_view character) { return character.size() > 3 ? 2 : 1; }

std::string office_text(std::string_view text) {
  std::string clean;
  clean.reserve(text.size());
  while (!text.empty()) {
    const std::string_view character = first_character(text);
    text.remove_prefix(character.size());
    if (character == "\r" && text.starts_with('\n')) continue;
    if (character == "\n" || character == "\t") {
      clean += character;
    } else {
      clean += is_no_character(character) ? "\uFFFD" : one_line(character);
    }
  }
  return clean;
}

std::string sheet_text(std::string_view text) {
  const std::string clean = office_text(text);
  std::string_view rest = clean;
  std::string cell;
  std::size_t units = 0;
  while (!rest.empty()) {
    const std::string_view character = first_character(rest);
    units += utf16_units(character);
    if (units >= most_units && character.size() < rest.size()) return cell + std::string(ellipsis);
    if (begins_with_code(rest)) cell += "_x005F";
    cell += character;
    rest.remove_prefix(character.size());
  }
  return cell;
}

}  // namespace bq::render
