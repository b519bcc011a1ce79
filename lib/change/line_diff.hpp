#pragma once

#include <string_view>
#include <vector>

namespace bq::change {

/// Two texts as lines, endings included, and which of them are not in the other: as few as possible, found with Myers' algorithm in linear space.
struct LineDiff {
  std::vector<std::string_view> before;
  std::vector<std::string_view> after;
  std::vector<bool> removed;  ///< Per line of `before`.
  std::vector<bool> added;    ///< Per line of `after`.
};

/// Compares two texts, which must outlive the result; lines end at LF, as git has it.
[[nodiscard]] LineDiff diff_lines(std::string_view before, std::string_view after);

}  // namespace bq::change
