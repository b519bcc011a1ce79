#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace bq {

/// The first byte that is not valid UTF-8 (overlong forms and surrogates included), or `npos` when all of `text` is valid.
[[nodiscard]] std::size_t find_invalid_utf8(std::string_view text);

/// How many code points `text` (valid UTF-8) has.
[[nodiscard]] std::size_t code_points(std::string_view text);

/// `text` (valid UTF-8), or its first `most` code points with `…` behind them when it has more.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t most);

}  // namespace bq
