#include "yaml/screen.hpp"

#include <array>
#include <string>

#include "base/utf8.hpp"

namespace bq::yaml {
namespace {

unsigned char byte_at(std::string_view text, std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0; }

bool within(unsigned char c, unsigned char low, unsigned char high) { return c >= low && c <= high; }

/// The bytes that are or may begin a character that YAML does not allow.
constexpr std::array<bool, 256> suspects = [] {
  std::array<bool, 256> table{};
  for (std::size_t c = 0; c < 0x20; ++c) table[c] = c != '\t' && c != '\n' && c != '\r';
  table[0x7F] = table[0xC2] = table[0xEF] = true;
  return table;
}();

/// How many bytes the GB18030 character at `i` has; 0 when there is none.
std::size_t gb18030_length(std::string_view text, std::size_t i) {
  const unsigned char second = byte_at(text, i + 1);
  if (byte_at(text, i) < 0x80) return 1;
  if (!within(byte_at(text, i), 0x81, 0xFE)) return 0;
  if (within(second, 0x40, 0xFE) && second != 0x7F) return 2;
  const bool four = within(second, 0x30, 0x39) && within(byte_at(text, i + 2), 0x81, 0xFE) && within(byte_at(text, i + 3), 0x30, 0x39);
  return four ? 4 : 0;
}

/// True when all of `text` decodes as GB18030 and most of it as the characters in daily use (GB 2312): UTF-8 with a broken
/// byte may decode too, but to rare ones.
bool looks_like_gbk(std::string_view text) {
  std::size_t characters = 0;
  std::size_t common = 0;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = gb18030_length(text, i);
    if (length == 0) return false;
    if (length > 1) ++characters;
    if (length == 2 && within(byte_at(text, i), 0xA1, 0xF7) && byte_at(text, i + 1) >= 0xA1) ++common;
    i += length;
  }
  return common * 10 >= characters * 8;
}

/// True when the line at `at` is a marker of seven `c` that git leaves in a conflict.
bool is_marker(std::string_view text, std::size_t at, char c) {
  constexpr std::size_t length = 7;
  for (std::size_t i = 0; i < length; ++i)
    if (byte_at(text, at + i) != static_cast<unsigned char>(c)) return false;
  const std::size_t after = at + length;
  return after == text.size() || text[after] == '\n' || text[after] == '\r' || (text[after] == ' ' && c != '=');
}

/// One fault per conflict, at its first marker; markers left over from a half-removed conflict count as one.
std::vector<Fault> find_conflicts(std::string_view text) {
  std::vector<Fault> faults;
  bool open = false;
  for (std::size_t at = 0; at < text.size();) {
    const bool begins = is_marker(text, at, '<');
    const bool ends = is_marker(text, at, '>');
    if (begins || ((ends || is_marker(text, at, '=')) && !open)) {
      const auto place = static_cast<std::uint32_t>(at);
      faults.push_back({.rule = "conflict-markers", .span = {place, place + 7}, .args = {}});
      open = true;
    }
    if (ends) open = false;
    const std::size_t end = text.find('\n', at);
    at = end == std::string_view::npos ? text.size() : end + 1;
  }
  return faults;
}

}  // namespace

std::vector<Fault> screen(const Source& source, std::uint32_t most_bytes) {
  const std::string_view text = source.text();
  if (text.size() > most_bytes)
    return {{.rule = "too-large", .span = {}, .args = {{"bytes", std::to_string(text.size())}, {"limit", std::to_string(most_bytes)}}}};
  if (const std::size_t bad = find_invalid_utf8(text); bad != std::string_view::npos) {
    const auto place = static_cast<std::uint32_t>(bad);
    return {{.rule = "not-utf8", .span = {place, place + 1}, .args = {{"encoding", looks_like_gbk(text) ? "GBK" : ""}}}};
  }
  return find_conflicts(text);
}

std::vector<std::uint32_t> forbidden_characters(std::string_view text) {
  std::vector<std::uint32_t> places;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const unsigned char c = byte_at(text, i);
    if (!suspects[c]) continue;
    const bool control = c < 0x80;
    const bool high_control = c == 0xC2 && byte_at(text, i + 1) < 0xA0 && byte_at(text, i + 1) != 0x85;
    const bool noncharacter = c == 0xEF && byte_at(text, i + 1) == 0xBF && byte_at(text, i + 2) >= 0xBE;
    // libyaml passes over a byte order mark at the start of any line, but counts its column.
    const bool stray_mark = i > 0 && (text[i - 1] == '\n' || text[i - 1] == '\r') && text.substr(i).starts_with("\xEF\xBB\xBF");
    if (control || high_control || noncharacter || stray_mark) places.push_back(static_cast<std::uint32_t>(i));
  }
  return places;
}

}  // namespace bq::yaml
