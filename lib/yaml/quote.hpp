#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/fault.hpp"
#include "base/span.hpp"

namespace bq::yaml {

/// True when the quoted text in `quoted` runs into lines that are not indented below the collection at `column`, which
/// libyaml lets pass: the quote that ends it was meant to begin another value.
[[nodiscard]] bool is_overrun(std::string_view text, Span quoted, std::optional<std::uint32_t> column);

/// The fault of a quote at byte `at` that nothing closes.
[[nodiscard]] Fault unterminated_quote(std::uint32_t at);

}  // namespace bq::yaml
