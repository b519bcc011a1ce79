#include "yaml/lines.hpp"

#include <algorithm>

namespace bq::yaml {
namespace {

bool is_break(char c) { return c == '\n' || c == '\r'; }

bool blank_at(std::string_view line, std::size_t at) { return at >= line.size() || line[at] == ' ' || line[at] == '\t' || is_break(line[at]); }

}  // namespace

std::size_t line_start(std::string_view text, std::size_t at) {
  at = std::min(at, text.size());
  while (at > 0 && !is_break(text[at - 1])) --at;
  return at;
}

std::size_t line_end(std::string_view text, std::size_t at) {
  while (at < text.size() && !is_break(text[at])) ++at;
  return std::min(at, text.size());
}

std::size_t next_line(std::string_view text, std::size_t at) {
  at = line_end(text, at);
  if (at == text.size()) return at;
  return at + (text.substr(at).starts_with("\r\n") ? 2 : 1);
}

std::size_t indent_of(std::string_view line) { return std::min(line.find_first_not_of(' '), line.size()); }

bool is_bare(std::string_view line) {
  const std::size_t first = line.find_first_not_of(" \t");
  return first == std::string_view::npos || line[first] == '#';
}

bool is_document_mark(std::string_view line) { return (line.starts_with("---") || line.starts_with("...")) && blank_at(line, 3); }

bool begins_item(std::string_view line, std::size_t indent) {
  return line.size() > indent && line[indent] == '-' && indent_of(line) == indent && !line.substr(indent).starts_with("--");
}

std::size_t find_item(std::string_view text, std::size_t at, std::size_t indent) {
  while (at < text.size()) {
    // Only the first characters matter; the line itself is looked at once, to find its end.
    const std::string_view line = text.substr(at);
    if (begins_item(line, indent) || is_document_mark(line)) return at;
    at = next_line(text, at);
  }
  return text.size();
}

std::size_t find_content(std::string_view text, std::size_t at) {
  while (at < text.size() && is_bare(text.substr(at, line_end(text, at) - at))) at = next_line(text, at);
  return at;
}

}  // namespace bq::yaml
