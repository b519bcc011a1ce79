#pragma once

#include <cstdint>
#include <vector>

#include "base/fault.hpp"
#include "base/source.hpp"

namespace bq::yaml {

/// The faults for which a text is not read at all: too-large, not-utf8, conflict-markers.
[[nodiscard]] std::vector<Fault> screen(const Source& source, std::uint32_t most_bytes);

/// Every character of `text` (valid UTF-8) that YAML does not allow: control characters, noncharacters, and byte order
/// marks that begin a line but the first.
[[nodiscard]] std::vector<std::uint32_t> forbidden_characters(std::string_view text);

}  // namespace bq::yaml
