#pragma once

#include <string>
#include <vector>

#include "change/conflict.hpp"
#include "schema/kind.hpp"

namespace bq::change {

/// A conflict in a file of records, with what it is about.
struct PlacedConflict {
  MarkedConflict conflict;
  std::size_t line = 1;  ///< Of its first marker.
  std::string id;        ///< Of the record; empty when it is in none or none can be made out.
  std::string title;     ///< Of the record, by its kind's label; empty when there is none.
  std::string field;     ///< The key in its first line; empty when there is none.
};

/// The conflicts that stand in `text`, in its order. `kind` may be null: then only lines and sides are known.
[[nodiscard]] std::vector<PlacedConflict> place_conflicts(const std::string& text, const schema::Kind* kind);

}  // namespace bq::change
