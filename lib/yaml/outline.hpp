#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/source.hpp"
#include "yaml/document.hpp"

namespace bq::yaml {

struct Branch;

/// The bytes of a value. Those of a collection are `before`, then each branch with its lead, then `after`; anything else is whole in `text`.
struct Part {
  NodeRef node;
  std::string_view text;         ///< All of it.
  std::string_view before;       ///< The bracket that opens a collection; empty for one that stands on lines of its own.
  std::string_view after;        ///< The bracket that closes it.
  std::vector<Branch> branches;  ///< None for a scalar, an empty collection, and what is written in a way that has no such bytes.
  std::uint32_t column = 0;      ///< Where the branches of a collection on lines of its own begin.
  bool in_brackets = false;
};

/// The bytes of one entry or item: `head`, those of the value, `tail`.
struct Branch {
  std::string_view lead;       ///< What stands between the branch before and this one: line ends, comments, blanks, a comma. Empty for the first.
  std::string_view head;       ///< Key and colon, or dash, up to where the value begins.
  std::string_view tail;       ///< Comments beside the value or below it, further in.
  std::string_view text;       ///< All but the lead.
  std::optional<NodeRef> key;  ///< Absent for items.
  Part value;
};

/// The bytes of a text: what stands before its outermost value, that value, and what stands behind it.
struct Outline {
  std::string_view before;
  Part root;
  std::string_view after;
};

/// Divides a text so that all its bytes put together are the text again; absent when there is no value in it. `document` must have been read from
/// `source`; both must outlive the outline.
[[nodiscard]] std::optional<Outline> outline(const Source& source, const Document& document);

}  // namespace bq::yaml
