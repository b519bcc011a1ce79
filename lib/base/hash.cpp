#include "base/hash.hpp"

#include <fmt/format.h>
#include <xxhash.h>

namespace bq {

std::uint64_t hash_of(std::string_view text, std::uint64_t seed) { return XXH3_64bits_withSeed(text.data(), text.size(), seed); }

std::string hex(std::uint64_t hash) { return fmt::format("{:016x}", hash); }

}  // namespace bq
