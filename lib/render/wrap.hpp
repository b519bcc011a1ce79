#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace bq::render {

/// `paragraph` as lines of at most `width` columns, each ending in a newline, the first behind `indent`. Chinese breaks between any two
/// characters, but no line begins with closing or ends with opening punctuation; a word or number stays whole, however long.
[[nodiscard]] std::string wrap(std::string_view paragraph, std::string_view indent, std::size_t width);

}  // namespace bq::render
