#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace bq {

/// XXH3 of `text`; stable across machines, not for secrets.
[[nodiscard]] std::uint64_t hash_of(std::string_view text, std::uint64_t seed = 0);

/// 16 hexadecimal digits.
[[nodiscard]] std::string hex(std::uint64_t hash);

}  // namespace bq
