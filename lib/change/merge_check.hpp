#pragma once

#include <string_view>

#include "change/merge.hpp"

namespace bq::change {

/// True when a merged text, with each of its conflicts settled for either side, can be read and holds every value and every comment that a side added
/// or both left alone, each value in the record of the same id.
[[nodiscard]] bool keeps_all(const ThreeTexts& texts, std::string_view merged, const schema::Kind& kind);

}  // namespace bq::change
