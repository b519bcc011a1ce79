#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/language.hpp"

namespace bq {

/// The entry of `known` that `word` is most likely a slip for (edits and swaps of code points, case ignored); absent when
/// none is near. Of equally near ones the first.
[[nodiscard]] std::optional<std::string> nearest(std::string_view word, std::span<const std::string> known);

/// `did you mean 'X'?` for the nearest of `known`, or `otherwise` when none is near.
[[nodiscard]] Text did_you_mean(std::string_view word, std::span<const std::string> known, Text otherwise = {});

}  // namespace bq
