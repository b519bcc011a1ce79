#include "yaml/slip.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "base/utf8.hpp"
#include "yaml/lines.hpp"

namespace bq::yaml {
namespace {

constexpr std::string_view wide_space = "\u3000";
constexpr std::string_view wide_colon = "：";
constexpr std::size_t longest_key = 24;  // code points

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

/// Punctuation blocks of Unicode by their first two or three bytes; no key has any of it.
bool begins_punctuation(std::string_view text) {
  constexpr std::array<std::string_view, 7> blocks{"\xC2", "\xE2\x80", "\xE2\x81", "\xE3\x80", "\xEF\xBC", "\xEF\xBD", "\xEF\xBF"};
  return std::ranges::any_of(blocks, [text](std::string_view block) { return text.starts_with(block); });
}

/// The length in bytes of the key that `rest` begins with, quotes included; 0 when there is none.
std::size_t key_length(std::string_view rest) {
  if (rest.starts_with('"') || rest.starts_with('\'')) {
    const std::size_t close = rest.substr(0, longest_key * 4).find(rest.front(), 1);
    return close == std::string_view::npos ? 0 : close + 1;
  }
  std::size_t length = 0;
  while (length < rest.size() && length < longest_key * 4) {
    const char c = rest[length];
    if (is_ascii(c) ? !is_letter(c) && !is_digit(c) && c != '-' : begins_punctuation(rest.substr(length))) break;
    ++length;
  }
  const bool named = length > 0 && (is_letter(rest[0]) || !is_ascii(rest[0]));
  return named && code_points(rest.substr(0, length)) <= longest_key ? length : 0;
}

/// True when `key` and `value` are no prose: a name out of a program, or a value without Chinese.
bool is_plain_field(std::string_view key, std::string_view value) {
  return std::ranges::all_of(key, is_ascii) || (!value.empty() && std::ranges::all_of(value, is_ascii));
}

/// True when some `: ` in `rest` makes a key of what precedes it.
bool has_key_colon(std::string_view rest) { return rest.find(": ") != std::string_view::npos || rest.ends_with(':'); }

/// Reads one line from left to right.
class Line {
 public:
  Line(std::string_view text, Span span) : rest_(text.substr(span.begin, span.end - span.begin)), at_(span.begin) {}

  [[nodiscard]] std::string_view rest() const { return rest_; }
  [[nodiscard]] bool at(std::string_view prefix) const { return rest_.starts_with(prefix); }

  std::string_view take(std::size_t length) {
    const std::string_view taken = rest_.substr(0, length);
    rest_.remove_prefix(taken.size());
    at_ += static_cast<std::uint32_t>(taken.size());
    return taken;
  }

  void skip_spaces() { take(indent_of(rest_)); }

  /// `rule` at the next `length` bytes.
  [[nodiscard]] Fault fault(std::string rule, std::size_t length, Args args = {}) const {
    return {.rule = std::move(rule), .span = {at_, at_ + static_cast<std::uint32_t>(length)}, .args = std::move(args)};
  }

  /// Of the full-width spaces that come next, if any.
  [[nodiscard]] std::optional<Fault> wide_spaces() const {
    std::size_t length = 0;
    while (rest_.substr(length).starts_with(wide_space)) length += wide_space.size();
    if (length == 0) return std::nullopt;
    return fault("full-width-space", length);
  }

 private:
  std::string_view rest_;
  std::uint32_t at_;
};

/// Of the blanks and dashes before a key; leaves `line` at the key.
std::optional<Fault> slip_before_key(Line& line) {
  while (true) {
    line.skip_spaces();
    if (const auto fault = line.wide_spaces()) return fault;
    if (line.at("\t")) {
      const std::size_t length = std::min(line.rest().find_first_not_of('\t'), line.rest().size());
      return is_bare(line.rest()) ? std::nullopt : std::optional(line.fault("tab-indent", length));
    }
    if (!line.at("- ") && !line.at("-\t") && !line.at("-\u3000")) return std::nullopt;
    line.take(1);
  }
}

/// Of what stands between a key and its value; `line` is behind the key.
std::optional<Fault> slip_at_colon(Line line, std::string_view key, Suspicion suspicion) {
  Line behind = line;
  behind.skip_spaces();
  if (const auto fault = behind.wide_spaces()) {
    behind.take(fault->span.end - fault->span.begin);
    if (behind.at(":") || behind.at(wide_colon)) return fault;
  }
  line.skip_spaces();
  const bool wide = line.at(wide_colon);
  if (!wide && !line.at(":")) return std::nullopt;
  const std::string_view value = line.rest().substr(wide ? wide_colon.size() : 1);
  if (suspicion == Suspicion::low && !is_plain_field(key, value)) return std::nullopt;
  if (wide) return has_key_colon(value) ? std::nullopt : std::optional(line.fault("full-width-colon", wide_colon.size()));

  if (value.empty() || value.front() == ' ' || value.front() == '\t') return std::nullopt;
  if (value.starts_with(wide_space)) {
    line.take(1);
    return line.wide_spaces();
  }
  const bool is_time = is_digit(key.back()) && is_digit(value.front());
  const bool is_address = value.starts_with("//") || value.front() == '\\' || value.front() == ':';
  if (is_time || is_address || has_key_colon(value)) return std::nullopt;
  return line.fault("missing-space-after-colon", 1, {{"key", std::string(key)}});
}

}  // namespace

std::optional<Fault> find_slip(std::string_view text, Span span, Suspicion suspicion) {
  Line line(text, span);
  if (auto fault = slip_before_key(line)) return fault;
  const std::string_view key = line.take(key_length(line.rest()));
  if (key.empty()) return std::nullopt;
  return slip_at_colon(line, key, suspicion);
}

std::optional<Fault> find_slip_in_lines(std::string_view text, Span stretch, Suspicion suspicion) {
  for (std::size_t at = stretch.begin; at < stretch.end; at = next_line(text, at)) {
    const std::size_t end = std::min<std::size_t>(line_end(text, at), stretch.end);
    const Span line{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)};
    if (auto fault = find_slip(text, line, suspicion)) return fault;
  }
  return std::nullopt;
}

}  // namespace bq::yaml
