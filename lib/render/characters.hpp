#pragma once

#include <string>
#include <string_view>

namespace bq::render {

/// The first code point of `text`, or of broken text the first byte with the continuation bytes after it, so that as many
/// characters are found as columns are counted. `text` is not empty.
[[nodiscard]] std::string_view first_character(std::string_view text);

/// `text` as one line that cannot steer a terminal: each control character becomes a space, each broken or direction-changing
/// one U+FFFD. The number of characters stays.
[[nodiscard]] std::string one_line(std::string_view text);

}  // namespace bq::render
