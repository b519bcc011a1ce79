#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bq {

/// An exact decimal number as whole millionths, so that 万元 are exact to the fen.
struct Decimal {
  static constexpr std::int64_t scale = 1'000'000;
  std::int64_t millionths = 0;

  friend auto operator<=>(const Decimal&, const Decimal&) = default;
};

/// Reads digits with at most six after the point, an optional minus sign and nothing else; absent otherwise or when too large.
[[nodiscard]] std::optional<Decimal> parse_decimal(std::string_view text);

/// The shortest text that reads back as `value`: no trailing zeros, no bare point.
[[nodiscard]] std::string to_string(Decimal value);

/// `n / d` in percent, rounded half up to two decimals, from integers alone: `85.71%`; `—` when `d` is 0.
[[nodiscard]] std::string percent(std::int64_t n, std::int64_t d);

}  // namespace bq
