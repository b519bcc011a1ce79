#pragma once

#include <string_view>
#include <vector>

#include "base/fault.hpp"
#include "base/span.hpp"

namespace bq::yaml {

/// True when the node that begins at byte `at` has an anchor or a tag before its value.
[[nodiscard]] bool has_properties(std::string_view text, std::uint32_t at);

/// Moves the begin of `node` behind its anchor and tag, each of which is added to `faults`.
[[nodiscard]] Span without_properties(std::string_view text, Span node, std::vector<Fault>& faults);

}  // namespace bq::yaml
