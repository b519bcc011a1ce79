#include "change/merge_text.hpp"

#include <algorithm>

namespace bq::change {
namespace {

constexpr std::string_view bom = "\xEF\xBB\xBF";

/// How the lines of a text end; absent when they end in different ways or there is only one.
std::optional<std::string> newline_of(std::string_view text) {
  const auto all = std::ranges::count(text, '\n');
  std::ptrdiff_t pairs = 0;
  for (std::size_t at = text.find("\r\n"); at != std::string_view::npos; at = text.find("\r\n", at + 2)) ++pairs;
  if (all == 0 || (pairs != 0 && pairs != all) || std::ranges::count(text, '\r') != pairs) return std::nullopt;
  return pairs == 0 ? "\n" : "\r\n";
}

std::string with_newline(std::string_view text, std::string_view newline) {
  std::string result;
  for (const char c : text) {
    if (c == '\r') continue;
    if (c == '\n') {
      result += newline;
    } else {
      result += c;
    }
  }
  return result;
}

}  // namespace

std::string make_alike(ThreeTexts& texts, std::string& newline) {
  const bool base = texts.base.starts_with(bom), ours = texts.ours.starts_with(bom), theirs = texts.theirs.starts_with(bom);
  for (std::string* text : {&texts.base, &texts.ours, &texts.theirs})
    if (text->starts_with(bom)) text->erase(0, bom.size());
  const auto own = newline_of(texts.ours), other = newline_of(texts.theirs);
  const auto first = newline_of(texts.base);
  newline = own.value_or("\n");
  if (own && other) {
    newline = pick(first, *own, *other).value_or(*own);
    for (std::string* text : {&texts.base, &texts.ours, &texts.theirs})
      if (newline_of(*text)) *text = with_newline(*text, newline);
  }
  return std::string(ours == base ? (theirs ? bom : "") : (ours ? bom : ""));
}

std::string moved(std::string_view text, std::int64_t columns) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
    std::string_view line = text.substr(at, end - at);
    if (at > 0 && line.find_first_not_of(" \r\n") != std::string_view::npos) {
      if (columns > 0) result.append(static_cast<std::size_t>(columns), ' ');
      for (std::int64_t i = columns; i < 0 && line.starts_with(' '); ++i) line.remove_prefix(1);
    }
    result += line;
    at = end;
  }
  return result;
}

std::string indented(std::string_view lead, std::uint32_t column) {
  const std::size_t line = lead.rfind('\n');
  return line == std::string_view::npos ? std::string(lead) : std::string(lead.substr(0, line + 1)) + std::string(column, ' ');
}

}  // namespace bq::change
