#pragma once

#include <string_view>

#include "change/merge.hpp"

namespace bq::change {

/// True when a merged text, with each of its conflicts settled for either side, can be read and holds every value and every comment that a side added
/// or both left alone.
[[nodiscard]] bool keeps_all(const ThreeTexts& texts, std::string_view merged);

}  // namespace bq::change
