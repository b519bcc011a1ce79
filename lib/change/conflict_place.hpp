#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "change/conflict.hpp"
#include "schema/kind.hpp"

namespace bq::change {

/// A conflict in a file of records, with what it is about.
struct PlacedConflict {
  MarkedConflict conflict;
  std::size_t line = 1;    ///< Of its first marker.
  std::string id;          ///< Of the record; empty when it is in none or none can be made out.
  std::string title;       ///< Of the record, by its kind's label; empty when there is none.
  std::string field;       ///< The key in its first line; empty when there is none.
  bool is_of_two = false;  ///< Both sides have a whole record of this id here, perhaps of two different things.
};

/// The conflicts that stand in `text`, in its order. `kind` may be null: then only lines and sides are known.
[[nodiscard]] std::vector<PlacedConflict> place_conflicts(const std::string& text, const schema::Kind* kind);

/// The id with the number after the highest that any of `texts` names behind the same stem, as many digits wide as `id` has: `A-0103` for `A-0007`
/// where `A-0102` stands somewhere. Empty for an id that ends in no number.
[[nodiscard]] std::string id_after(std::string_view id, const std::vector<std::string>& texts);

}  // namespace bq::change
