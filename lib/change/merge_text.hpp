#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "change/merge.hpp"

namespace bq::change {

/// What two sides made of a value that both began with: that of the side which changed it; absent when both did, differently.
template <class Value>
std::optional<Value> pick(const std::optional<Value>& base, const Value& ours, const Value& theirs) {
  if (ours == theirs || (base && *base == theirs)) return ours;
  if (base && *base == ours) return theirs;
  return std::nullopt;
}

/// Takes the byte order mark off all texts and ends their lines alike, in `newline`, as the side wants it that changed this; returns what the result gets
/// back.
[[nodiscard]] std::string make_alike(ThreeTexts& texts, std::string& newline);

/// `text` with all its lines but the first moved by so many columns.
[[nodiscard]] std::string moved(std::string_view text, std::int64_t columns);

/// `lead` with so many blanks on its last line, which only indents.
[[nodiscard]] std::string indented(std::string_view lead, std::uint32_t column);

}  // namespace bq::change
