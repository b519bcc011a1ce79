#include "base/utf8.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace bq {
namespace {

/// What must follow a lead byte: how many bytes the code point has and the range of its second byte (the others are 80..BF).
struct Lead {
  std::size_t length = 0;  // 0: cannot start a code point
  unsigned char low = 0x80;
  unsigned char high = 0xBF;
};

Lead lead_of(unsigned char c) {
  if (c < 0x80) return {.length = 1};
  if (c < 0xC2) return {};
  if (c < 0xE0) return {.length = 2};
  if (c == 0xE0) return {.length = 3, .low = 0xA0};
  if (c == 0xED) return {.length = 3, .high = 0x9F};
  if (c < 0xF0) return {.length = 3};
  if (c == 0xF0) return {.length = 4, .low = 0x90};
  if (c < 0xF4) return {.length = 4};
  if (c == 0xF4) return {.length = 4, .high = 0x8F};
  return {};
}

bool eight_ascii(const char* at) {
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, at, sizeof bytes);
  return (bytes & 0x8080808080808080U) == 0;
}

}  // namespace

std::size_t find_invalid_utf8(std::string_view text) {
  const auto byte = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  std::size_t i = 0;
  while (i < text.size()) {
    if (text.size() - i >= 8 && eight_ascii(text.data() + i)) {
      i += 8;
      continue;
    }
    // Nearly every Chinese character: three bytes, of which only the kind matters.
    if (byte(i) >= 0xE1 && byte(i) <= 0xEC && text.size() - i >= 3 && (byte(i + 1) & 0xC0U) == 0x80 && (byte(i + 2) & 0xC0U) == 0x80) {
      i += 3;
      continue;
    }
    const Lead lead = lead_of(byte(i));
    if (lead.length == 0 || lead.length > text.size() - i) return i;
    if (lead.length > 1 && (byte(i + 1) < lead.low || byte(i + 1) > lead.high)) return i;
    for (std::size_t k = 2; k < lead.length; ++k)
      if ((byte(i + k) & 0xC0U) != 0x80) return i;
    i += lead.length;
  }
  return std::string_view::npos;
}

std::size_t code_points(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; }));
}

std::string shortened(std::string_view text, std::size_t most) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool begins = (static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U;
    if (begins && count++ == most) return std::string(text.substr(0, i)) + "…";
  }
  return std::string(text);
}

}  // namespace bq
