#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/fault.hpp"
#include "yaml/document.hpp"
#include "yaml/event.hpp"

namespace bq::yaml {

/// How far reading had come when libyaml refused a text.
struct Situation {
  std::uint32_t from = 0;                       ///< Where the last event ended: what lies behind it was not read.
  std::optional<std::uint32_t> block_column{};  ///< Of the innermost open block collection.
  std::optional<std::uint32_t> bracket{};       ///< Where the innermost open flow collection begins.
  const Node* last_scalar = nullptr;            ///< When the last event was one.
};

/// The one fault that a refused text has: which slip made libyaml stop, and where it was made, which may be lines earlier.
[[nodiscard]] Fault diagnose(std::string_view text, const Refusal& refusal, const Situation& situation);

/// The fault of what stands at byte `at` and does not belong there: the slip in its line, or else `problem` (see reason.hpp).
[[nodiscard]] Fault diagnose_line(std::string_view text, std::uint32_t at, std::string_view problem);

}  // namespace bq::yaml
