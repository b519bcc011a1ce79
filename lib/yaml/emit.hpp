#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "yaml/content.hpp"
#include "yaml/manner.hpp"
#include "yaml/plain.hpp"

namespace bq::yaml {

/// A scalar on one line: bare where that reads as the same text, else in the file's quotes, else in double quotes with escapes.
[[nodiscard]] std::string emit_scalar(const Content& scalar, Setting setting, const Manner& manner);

/// Anything on one line; collections in brackets.
[[nodiscard]] std::string emit_flow(const Content& content, const Manner& manner);

/// `key: value` of a block mapping whose keys stand in `column`, as whole lines without the first line's indentation and the last one's ending.
[[nodiscard]] std::string emit_entry(const ContentEntry& entry, std::uint32_t column, const Manner& manner);

/// What follows the colon of such an entry: a blank and the value, or the lines below the key.
[[nodiscard]] std::string emit_value(const ContentEntry& entry, std::uint32_t column, const Manner& manner);

/// `- value` of a block list whose dashes stand in `column`, likewise; `flow` puts a mapping into braces where it fits on a line.
[[nodiscard]] std::string emit_item(const Content& item, std::uint32_t column, bool flow, const Manner& manner);

/// `text` with a quote of `quote`, or in double quotes with escapes where the single ones can't hold it.
[[nodiscard]] std::string quoted(std::string_view text, char quote);

}  // namespace bq::yaml
