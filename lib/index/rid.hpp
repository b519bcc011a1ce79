#pragma once

#include <cstdint>

#include "schema/walk.hpp"

namespace bq::index {

/// Names one row of text in the whole index: the file's number and the row's number in that file.
using Rid = std::int64_t;

/// How many bits of a rid count rows within a file.
constexpr unsigned ordinal_bits = 20;
/// The highest row number a file may have.
constexpr schema::Ordinal max_ordinal = (1U << ordinal_bits) - 1;

[[nodiscard]] constexpr Rid make_rid(std::int64_t file, schema::Ordinal ordinal) { return (file << ordinal_bits) | ordinal; }
[[nodiscard]] constexpr std::int64_t file_of(Rid rid) { return rid >> ordinal_bits; }
[[nodiscard]] constexpr schema::Ordinal ordinal_of(Rid rid) { return static_cast<schema::Ordinal>(rid & max_ordinal); }

}  // namespace bq::index
