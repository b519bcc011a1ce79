#pragma once

#include <string>

#include "base/diagnostic.hpp"

namespace bq::render {

/// The line of a place and the marks to print below it; a long line is cut around the place.
struct Excerpt {
  std::string line;
  std::string caret;  ///< Spaces and `^~~~`, aligned by display width.
};

/// What to show of `place`; a place that spans lines is marked to the end of its first.
[[nodiscard]] Excerpt excerpt_of(const Place& place);

}  // namespace bq::render
