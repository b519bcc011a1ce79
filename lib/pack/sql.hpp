#pragma once

#include <optional>
#include <string>

#include "base/source.hpp"
#include "base/span.hpp"
#include "yaml/fields.hpp"

namespace bq::pack {

/// One SQL text of the pack and the place it was written at, so that a mistake in it can be shown there.
struct Sql {
  std::string text;
  const Source* source = nullptr;  ///< The pack file; owned by the Pack.
  Span span;                       ///< Of the scalar, literal block or quoted.

  [[nodiscard]] bool empty() const { return text.empty(); }
};

/// Takes field `name` as SQL; a text of several lines must be a literal block (`|`), so that places in it map to the file.
[[nodiscard]] Sql take_sql(yaml::Fields& fields, std::string_view name, const Source& source);

/// The bytes of the pack file where byte `offset` of the SQL text stands, one word wide.
[[nodiscard]] Span place_in_file(const Sql& sql, std::size_t offset);

}  // namespace bq::pack
