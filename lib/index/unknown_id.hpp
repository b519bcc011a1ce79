#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/language.hpp"
#include "index/index.hpp"

namespace bq::index {

/// What to say to somebody who names an id that no record has: that a file could not be read whole and may hold it, else which of `known` is near.
[[nodiscard]] Text unknown_id_hint(Index& index, std::string_view id, std::span<const std::string> known);

}  // namespace bq::index
