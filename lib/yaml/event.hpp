#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/span.hpp"

namespace bq::yaml {

/// Why libyaml refuses a text: its own words, and the bytes they speak of.
struct Refusal {
  std::string_view problem{};              ///< What is wrong, as a constant text of libyaml; empty when it gives no reason.
  std::string_view context{};              ///< What was being read, likewise.
  std::uint32_t place = 0;                 ///< Where reading stopped.
  std::optional<std::uint32_t> opening{};  ///< Where the thing that was being read begins.
};

enum class EventKind { scalar, alias, sequence_start, mapping_start, end, document_end, nothing_more, refused };

/// How a node is written: a collection is `block` or `flow`, a scalar is any but `flow`.
enum class Style { plain, quoted, block, flow };

/// One step through a text.
struct Event {
  EventKind kind = EventKind::nothing_more;
  Style style = Style::plain;
  Span span{};               ///< Bytes of the whole text; begins at the anchor or tag where there is one.
  std::uint32_t column = 0;  ///< Of the begin, from 0, in code points.
  std::string_view value{};  ///< Of a scalar; valid until the next event.
  Refusal refusal{};         ///< Only of `refused`.
};

}  // namespace bq::yaml
