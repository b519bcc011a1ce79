#include <algorithm>
#include <array>

#include "render/render.hpp"

namespace bq::render {
namespace {

/// What a spreadsheet takes for the begin of a formula, the full-width forms of Chinese keyboards too.
constexpr std::array<std::string_view, 11> formula_starts{"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"};

/// Spreadsheets keep fifteen digits of a number and make the rest zeros.
constexpr std::size_t exact_digits = 15;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// An optional minus sign, digits, at most one point between them, an optional percent sign.
bool is_plain_number(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  if (text.ends_with('%')) text.remove_suffix(1);
  if (text.empty() || !is_digit(text.front()) || !is_digit(text.back())) return false;
  return std::ranges::count(text, '.') <= 1 && std::ranges::all_of(text, [](char c) { return is_digit(c) || c == '.'; });
}

bool may_run(std::string_view text) {
  if (is_plain_number(text)) return false;
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  return std::ranges::any_of(formula_starts, [text](std::string_view start) { return text.starts_with(start); });
}

/// A code, not a quantity: all digits, and too long or with a leading zero.
bool is_code(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_digit) && (text.size() > exact_digits || (text.size() > 1 && text.front() == '0'));
}

}  // namespace

std::string csv_cell(std::string_view value) {
  std::string text = may_run(value) ? "'" : "";
  text += value;
  if (text.find_first_of(",\"\r\n") == std::string::npos && !is_code(text) && !text.starts_with(' ') && !text.ends_with(' ')) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted.append(c == '"' ? 2 : 1, c);
  return quoted + '"';
}

}  // namespace bq::render
