#include "render/sheet_names.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "render/characters.hpp"
#include "render/office_text.hpp"

namespace bq::render {
namespace {

constexpr std::size_t most_units = 31;
constexpr std::string_view forbidden = "[]:*?/\\";

std::string lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

std::string trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" '");
  return first == std::string_view::npos ? std::string() : std::string(text.substr(first, text.find_last_not_of(" '") - first + 1));
}

/// The first characters of `text` that take at most `units` UTF-16 units.
std::string cut(std::string_view text, std::size_t units) {
  std::string start;
  while (!text.empty()) {
    const std::string_view character = first_character(text);
    const std::size_t taken = utf16_units(character);
    if (taken > units) break;
    units -= taken;
    start += character;
    text.remove_prefix(character.size());
  }
  return start;
}

}  // namespace

std::string SheetNames::add(std::string_view title) {
  std::string plain = one_line(office_text(title));
  for (char& c : plain)
    if (forbidden.find(c) != std::string_view::npos) c = '-';
  plain = trimmed(plain);
  // Spreadsheets keep the name History for themselves.
  if (plain.empty() || lower(plain) == "history") plain += '_';
  std::string name = trimmed(cut(plain, most_units));
  for (std::size_t number = 2; !taken_.insert(lower(name)).second; ++number) {
    const std::string suffix = fmt::format(" ({})", number);
    name = trimmed(cut(plain, most_units - suffix.size())) + suffix;
  }
  return name;
}

}  // namespace bq::render
