#include "yaml/emit.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/date.hpp"
#include "base/width.hpp"
#include "yaml/screen.hpp"

namespace bq::yaml {
namespace {

/// A line that people still read without scrolling; what is longer gets lines of its own.
constexpr std::size_t widest_line = 150;

std::string blanks(std::uint32_t count) { return std::string(count, ' '); }

bool is_multiline(std::string_view text) { return text.find('\n') != std::string_view::npos; }

/// True when `text` can stand as a literal block: lines that YAML neither joins, trims nor refuses.
bool fits_in_block(std::string_view text) {
  if (!is_multiline(text) || text.front() == '\n' || text.front() == ' ' || text.find_first_of("\r\t") != std::string_view::npos) return false;
  if (text.find_first_not_of("\n ") == std::string_view::npos || text.ends_with(' ')) return false;
  for (const std::string_view odd : {"\xC2\x85", "\u2028", "\u2029", "\xEF\xBB\xBF"})
    if (text.find(odd) != std::string_view::npos) return false;
  // Lines of blanks at the end are dropped or kept by rules that readers differ on.
  const std::size_t last = text.find_last_not_of("\n ");
  return text.substr(last + 1).find(' ') == std::string_view::npos && text.size() - last <= 2 && forbidden_characters(text).empty();
}

std::string literal_block(std::string_view text, std::uint32_t column, const Manner& manner) {
  std::string result = text.ends_with('\n') ? "|" : "|-";
  if (text.ends_with('\n')) text.remove_suffix(1);
  while (true) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    result += manner.newline;
    if (end > 0) result += blanks(column) + std::string(text.substr(0, end));
    if (end == text.size()) return result;
    text.remove_prefix(end + 1);
  }
}

/// Whether a collection holds nothing that needs lines of its own.
bool is_simple(const Content& content) {
  if (content.kind == NodeKind::scalar) return !is_multiline(content.text);
  return std::ranges::all_of(content.items, is_simple) &&
         std::ranges::all_of(content.entries, [](const ContentEntry& entry) { return is_simple(entry.value); });
}

bool is_flat(const Content& content) {
  return std::ranges::all_of(content.items, [](const Content& item) { return item.kind == NodeKind::scalar; }) &&
         std::ranges::all_of(content.entries, [](const ContentEntry& entry) { return entry.value.kind == NodeKind::scalar; });
}

bool fits(const Content& content, std::size_t column, const Manner& manner) {
  return is_simple(content) && column + display_width(emit_flow(content, manner)) <= widest_line;
}

/// Whether the value of `key` is written in brackets: as the file writes that key, or else as fits.
bool goes_in_brackets(const ContentEntry& entry, std::uint32_t column, const Manner& manner) {
  const Content& value = entry.value;
  if (value.items.empty() && value.entries.empty()) return true;
  const std::size_t begins = column + display_width(entry.key) + 2;
  const auto known = manner.keys.find(entry.key);
  if (known != manner.keys.end()) return known->second.flow && fits(value, begins, manner);
  return is_flat(value) && fits(value, begins, manner);
}

std::string emit_lines(const Content& content, std::uint32_t column, bool flow_items, const Manner& manner) {
  std::string result;
  const auto begin_line = [&] { return result.empty() ? std::string() : manner.newline + blanks(column); };
  for (const Content& item : content.items) result += begin_line() + emit_item(item, column, flow_items, manner);
  for (const ContentEntry& entry : content.entries) result += begin_line() + emit_entry(entry, column, manner);
  return result;
}

std::string key_of(const ContentEntry& entry, Setting setting, const Manner& manner) {
  // A key must be short and on one line; the kinds know no other.
  return (is_plain(entry.key, setting) ? entry.key : quoted(entry.key, manner.quote)) + ":";
}

}  // namespace

std::string quoted(std::string_view text, char quote) {
  const bool needs_escapes = !forbidden_characters(text).empty() || text.find_first_of("\n\r\t") != std::string_view::npos ||
                             text.find("\xC2\x85") != std::string_view::npos || text.find("\u2028") != std::string_view::npos ||
                             text.find("\u2029") != std::string_view::npos || text.find("\xEF\xBB\xBF") != std::string_view::npos;
  std::string result;
  if (quote == '\'' && !needs_escapes) {
    for (const char c : text) result += c == '\'' ? std::string("''") : std::string(1, c);
    return "'" + result + "'";
  }
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    const std::string_view rest = text.substr(i);
    if (c == '"' || c == '\\') {
      result += fmt::format("\\{}", text[i]);
    } else if (c == '\n' || c == '\r' || c == '\t') {
      result += c == '\n' ? "\\n" : c == '\r' ? "\\r" : "\\t";
    } else if (c < 0x20 || c == 0x7F) {
      result += fmt::format("\\x{:02X}", c);
    } else if (c == 0xC2 && rest.size() > 1 && static_cast<unsigned char>(rest[1]) < 0xA0) {
      result += fmt::format("\\x{:02X}", static_cast<unsigned char>(rest[1]));
      i += 1;
    } else if (rest.starts_with("\u2028") || rest.starts_with("\u2029") || rest.starts_with("\xEF\xBB\xBF") || rest.starts_with("\xEF\xBF\xBE") ||
               rest.starts_with("\xEF\xBF\xBF")) {
      const unsigned code = ((c & 0x0FU) << 12U) | ((static_cast<unsigned char>(rest[1]) & 0x3FU) << 6U) | (static_cast<unsigned char>(rest[2]) & 0x3FU);
      result += fmt::format("\\u{:04X}", code);
      i += 2;
    } else {
      result += text[i];
    }
  }
  return "\"" + result + "\"";
}

std::string emit_scalar(const Content& scalar, Setting setting, const Manner& manner) {
  if (scalar.form == Form::text) return is_plain(scalar.text, setting) ? scalar.text : quoted(scalar.text, manner.quote);
  const bool bare = is_bare_value(scalar.text, setting) && !(manner.quoted_dates && parse_date(scalar.text));
  return bare ? scalar.text : quoted(scalar.text, manner.quote);
}

std::string emit_flow(const Content& content, const Manner& manner) {
  if (content.kind == NodeKind::scalar) return emit_scalar(content, Setting::flow, manner);
  std::string result;
  for (const Content& item : content.items) result += (result.empty() ? "" : ", ") + emit_flow(item, manner);
  for (const ContentEntry& entry : content.entries) {
    result += (result.empty() ? "" : ", ") + key_of(entry, Setting::flow, manner) + " " + emit_flow(entry.value, manner);
  }
  if (content.kind == NodeKind::sequence) return "[" + result + "]";
  return manner.padded && !result.empty() ? "{ " + result + " }" : "{" + result + "}";
}

std::string emit_value(const ContentEntry& entry, std::uint32_t column, const Manner& manner) {
  const Content& value = entry.value;
  if (value.kind == NodeKind::scalar) {
    if (value.form == Form::text && fits_in_block(value.text)) return " " + literal_block(value.text, column + manner.step, manner);
    return " " + emit_scalar(value, Setting::entry, manner);
  }
  if (goes_in_brackets(entry, column, manner)) return " " + emit_flow(value, manner);
  const auto known = manner.keys.find(entry.key);
  const bool flow_items = known == manner.keys.end() ? manner.flow_items : known->second.flow_items;
  const std::uint32_t below = column + (value.kind == NodeKind::sequence ? manner.dash : manner.step);
  return manner.newline + blanks(below) + emit_lines(value, below, flow_items, manner);
}

std::string emit_entry(const ContentEntry& entry, std::uint32_t column, const Manner& manner) {
  return key_of(entry, Setting::entry, manner) + emit_value(entry, column, manner);
}

std::string emit_item(const Content& item, std::uint32_t column, bool flow, const Manner& manner) {
  const std::string dash = "-" + blanks(manner.gap - 1);
  const std::uint32_t inside = column + manner.gap;
  if (item.kind == NodeKind::scalar) {
    if (item.form == Form::text && fits_in_block(item.text)) return dash + literal_block(item.text, column + manner.step, manner);
    return dash + emit_scalar(item, Setting::item, manner);
  }
  if (item.kind == NodeKind::sequence || item.entries.empty() || (flow && fits(item, inside, manner))) return dash + emit_flow(item, manner);
  return dash + emit_lines(item, inside, manner.flow_items, manner);
}

}  // namespace bq::yaml
