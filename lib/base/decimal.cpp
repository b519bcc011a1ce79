#include "base/decimal.hpp"

#include <limits>

#include <fmt/format.h>

namespace bq {
namespace {

__extension__ using Wide = __int128;

constexpr std::size_t max_decimals = 6;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The largest whole number that is not above `n / d`, for `d` above 0.
Wide floor_divide(Wide n, Wide d) { return n / d - (n % d < 0 ? 1 : 0); }

}  // namespace

std::optional<Decimal> parse_decimal(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  const std::string_view part = point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
  if (whole.empty() || (point != std::string_view::npos && part.empty()) || part.size() > max_decimals) return std::nullopt;

  Wide value = 0;
  const auto append = [&value](char c) {
    value = value * 10 + (c - '0');
    return value <= std::numeric_limits<std::int64_t>::max();
  };
  for (const char c : whole)
    if (!is_digit(c) || !append(c)) return std::nullopt;
  for (std::size_t i = 0; i < max_decimals; ++i) {
    const char c = i < part.size() ? part[i] : '0';
    if (!is_digit(c) || !append(c)) return std::nullopt;
  }
  return Decimal{static_cast<std::int64_t>(negative ? -value : value)};
}

std::string to_string(Decimal value) {
  // The magnitude of the smallest int64 fits only an unsigned number.
  const bool negative = value.millionths < 0;
  const auto bits = static_cast<std::uint64_t>(value.millionths);
  const std::uint64_t size = negative ? 0 - bits : bits;
  constexpr auto scale = static_cast<std::uint64_t>(Decimal::scale);
  std::string text = fmt::format("{}{}.{:06}", negative ? "-" : "", size / scale, size % scale);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text;
}

std::string percent(std::int64_t n, std::int64_t d) {
  if (d == 0) return "—";
  const Wide above = d < 0 ? -Wide{n} : Wide{n};
  const Wide below = d < 0 ? -Wide{d} : Wide{d};
  const Wide hundredths = floor_divide(2 * 10'000 * above + below, 2 * below);
  const Wide size = hundredths < 0 ? -hundredths : hundredths;
  return fmt::format("{}{}.{:02}%", hundredths < 0 ? "-" : "", size / 100, static_cast<int>(size % 100));
}

}  // namespace bq
