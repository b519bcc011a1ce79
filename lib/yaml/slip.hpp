#pragma once

#include <optional>
#include <string_view>

#include "base/fault.hpp"
#include "base/span.hpp"

namespace bq::yaml {

/// How much a line must look like a field before its colon counts as a slip.
enum class Suspicion {
  high,  ///< The line stands where a field belongs: a key and a wrong colon are enough.
  low,   ///< The line may be prose (`提醒：早点来`): the key must be a plain name, or the value an id, a date or a number.
};

/// The slip of the keyboard that keeps a line from being YAML: a tab or a full-width space in the indentation or beside the
/// colon, a full-width colon, or a colon without a space after it. `line` is within one line, from its indentation on.
[[nodiscard]] std::optional<Fault> find_slip(std::string_view text, Span line, Suspicion suspicion);

/// The first slip in the lines that begin in `stretch`, which itself begins where a line's content may begin.
[[nodiscard]] std::optional<Fault> find_slip_in_lines(std::string_view text, Span stretch, Suspicion suspicion);

}  // namespace bq::yaml
