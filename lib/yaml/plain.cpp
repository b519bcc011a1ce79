#include "yaml/plain.hpp"

#include <algorithm>
#include <array>

#include "yaml/screen.hpp"

namespace bq::yaml {
namespace {

constexpr std::string_view digits = "0123456789";

/// The words that some reader turns into a truth value, nothing, a number, or a merge.
constexpr std::array<std::string_view, 14> words{"y", "n", "yes", "no", "true", "false", "on", "off", "null", "~", "=", "<<", ".inf", ".nan"};

bool is_word(std::string_view text) {
  return std::ranges::any_of(words, [&](std::string_view word) {
    return std::ranges::equal(text, word, [](char a, char b) { return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b; });
  });
}

bool consists_of(std::string_view text, std::string_view characters) { return text.find_first_not_of(characters) == std::string_view::npos; }

/// Whole numbers, decimals, powers of ten, octal, hexadecimal and binary ones, and sixty-based ones such as `1:30`.
bool is_number(std::string_view text) {
  if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
  if (text.find_first_of(digits) == std::string_view::npos) return is_word(text) && text.starts_with('.');
  if (consists_of(text, "0123456789_.:,")) return true;
  if (text.starts_with("0x") || text.starts_with("0X")) return consists_of(text.substr(2), "0123456789abcdefABCDEF_");
  if (text.starts_with("0o") || text.starts_with("0b") || text.starts_with("0O") || text.starts_with("0B")) return consists_of(text.substr(2), "01234567_");
  const std::size_t power = text.find_first_of("eE");
  if (power == std::string_view::npos || power == 0 || !consists_of(text.substr(0, power), "0123456789_.")) return false;
  std::string_view exponent = text.substr(power + 1);
  if (exponent.starts_with('+') || exponent.starts_with('-')) exponent.remove_prefix(1);
  return consists_of(exponent, "0123456789_");
}

/// How many digits `text` begins with.
std::size_t digits_at(std::string_view text) { return std::min(text.find_first_not_of(digits), text.size()); }

/// `YYYY-M-D`, alone or with a time after it.
bool is_day(std::string_view text) {
  if (digits_at(text) != 4 || !text.substr(4).starts_with('-')) return false;
  const std::string_view month = text.substr(5);
  const std::size_t width = digits_at(month);
  if (width < 1 || width > 2 || !month.substr(width).starts_with('-')) return false;
  const std::string_view day = month.substr(width + 1);
  const std::size_t end = digits_at(day);
  return end >= 1 && end <= 2 && (end == day.size() || std::string_view("Tt \t").find(day[end]) != std::string_view::npos);
}

/// A character that YAML does not allow, that breaks a line, or that nobody sees at the end of a text.
bool has_odd_characters(std::string_view text) {
  constexpr std::array<std::string_view, 5> breaks{"\n", "\r", "\xC2\x85", "\u2028", "\u2029"};
  return std::ranges::any_of(breaks, [&](std::string_view c) { return text.find(c) != std::string_view::npos; }) || text.find('\t') != std::string_view::npos ||
         text.find("\xEF\xBB\xBF") != std::string_view::npos || !forbidden_characters(text).empty();
}

/// True when the characters of `text` mean themselves at that place, whatever the whole of it is taken for.
bool stands(std::string_view text, Setting setting) {
  constexpr std::string_view wide_space = "\u3000";
  constexpr std::string_view indicators = "-?:,[]{}#&*!|>'\"%@`";
  if (text.empty() || text.front() == ' ' || text.back() == ' ' || text.starts_with(wide_space) || text.ends_with(wide_space)) return false;
  if (indicators.find(text.front()) != std::string_view::npos) return false;
  if (text.find(": ") != std::string_view::npos || text.find(" #") != std::string_view::npos || text.back() == ':') return false;
  if (text.starts_with("---") || text.starts_with("...")) return false;
  if (has_odd_characters(text)) return false;
  // Our own reader takes a colon in a list for a key whose blank was forgotten.
  if (setting != Setting::entry && (text.find(':') != std::string_view::npos || text.find("：") != std::string_view::npos)) return false;
  return setting != Setting::flow || text.find_first_of(",[]{}?") == std::string_view::npos;
}

}  // namespace

bool is_plain(std::string_view text, Setting setting) { return stands(text, setting) && !is_word(text) && !is_number(text) && !is_day(text); }

bool is_bare_value(std::string_view text, Setting setting) {
  const bool negative = text.size() > 1 && text.front() == '-' && digits.find(text[1]) != std::string_view::npos;
  return stands(negative ? text.substr(1) : text, setting);
}

}  // namespace bq::yaml
