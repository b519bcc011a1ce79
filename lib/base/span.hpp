#pragma once

#include <cstdint>

namespace bq {

/// A stretch of bytes of one text, half-open: `begin` belongs to it, `end` does not.
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  friend bool operator==(const Span&, const Span&) = default;
};

/// A place as editors count it: line and column start at 1, a column is one code point.
struct Position {
  std::uint32_t line = 1;
  std::uint32_t column = 1;

  friend bool operator==(const Position&, const Position&) = default;
};

}  // namespace bq
