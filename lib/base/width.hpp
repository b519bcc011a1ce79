#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace bq {

/// How many columns of a terminal `text` takes: a Chinese character takes two, a combining mark none, an invalid byte one.
[[nodiscard]] std::size_t display_width(std::string_view text);

/// `text` followed by spaces up to `width` columns; longer text is returned whole.
[[nodiscard]] std::string pad_right(std::string_view text, std::size_t width);

/// `text` preceded by spaces up to `width` columns; longer text is returned whole.
[[nodiscard]] std::string pad_left(std::string_view text, std::size_t width);

}  // namespace bq
