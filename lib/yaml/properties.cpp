#include "yaml/properties.hpp"

#include <algorithm>

#include "yaml/lines.hpp"

namespace bq::yaml {
namespace {

/// The byte after the anchor or tag at `at`.
std::size_t end_of_property(std::string_view text, std::size_t at) {
  if (text[at] == '&') {
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
    return std::min(text.find_first_not_of(letters, at + 1), text.size());
  }
  const bool verbatim = text.substr(at).starts_with("!<");
  const std::size_t end = text.find_first_of(verbatim ? ">\r\n" : " \t\r\n,[]{}", at);
  if (end == std::string_view::npos) return text.size();
  return end + (text[end] == '>' ? 1 : 0);
}

/// The next byte at or after `at` that is no blank, line ending or comment.
std::size_t skip_to_value(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    if (text[at] == '#')
      at = line_end(text, at);
    else if (std::string_view(" \t\r\n").find(text[at]) != std::string_view::npos)
      ++at;
    else
      break;
  }
  return at;
}

}  // namespace

bool has_properties(std::string_view text, std::uint32_t at) { return at < text.size() && (text[at] == '&' || text[at] == '!'); }

Span without_properties(std::string_view text, Span node, std::vector<Fault>& faults) {
  std::size_t at = node.begin;
  while (at < node.end && has_properties(text, static_cast<std::uint32_t>(at))) {
    const std::size_t end = std::min<std::size_t>(end_of_property(text, at), node.end);
    const Span span{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)};
    faults.push_back({.rule = text[at] == '&' ? "anchor-or-alias" : "tag", .span = span});
    at = std::min<std::size_t>(skip_to_value(text, end), node.end);
  }
  return {static_cast<std::uint32_t>(at), node.end};
}

}  // namespace bq::yaml
