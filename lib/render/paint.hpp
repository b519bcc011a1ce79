#pragma once

#include <string>
#include <string_view>

#include "render/render.hpp"

namespace bq::render {

/// What a terminal's colours are used for.
enum class Paint { place, error, warning, hint };

/// `text` in the colour of `paint`, or as it is where the style has no colour.
[[nodiscard]] inline std::string painted(std::string_view text, Paint paint, const Style& style) {
  if (!style.color) return std::string(text);
  const char* code = paint == Paint::error ? "1;31" : paint == Paint::warning ? "1;33" : paint == Paint::hint ? "36" : "1";
  return std::string("\x1B[") + code + "m" + std::string(text) + "\x1B[0m";
}

}  // namespace bq::render
