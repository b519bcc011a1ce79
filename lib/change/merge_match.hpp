#pragma once

#include <optional>
#include <string>
#include <vector>

#include "schema/kind.hpp"
#include "yaml/outline.hpp"

namespace bq::change {

/// What a value says, without how it is written: equal for equal values. The order of a mapping's entries does not count; where `field` describes the
/// value, neither does the language of its keys and of labelled values that the schema itself lists.
[[nodiscard]] std::string meaning_of(yaml::NodeRef node, const schema::Field* field = nullptr);

/// For each branch of a collection the name by which the three sides know it; no name comes twice on one side.
struct Matching {
  std::vector<std::string> base, ours, theirs;
};

/// Matches the entries of a mapping by key, in either language.
[[nodiscard]] Matching match_entries(const yaml::Part* base, const yaml::Part& ours, const yaml::Part& theirs, const schema::Field* object);

/// Matches the records of a file by id; absent where one has none or an id comes twice.
[[nodiscard]] std::optional<Matching> match_records(const yaml::Part* base, const yaml::Part& ours, const yaml::Part& theirs, const schema::Kind& kind);

/// Matches the items of a list: equal ones, then those between them that changed on one side. Absent where the lists are too long for that. `list` may be
/// null.
[[nodiscard]] std::optional<Matching> match_items(const yaml::Part* base, const yaml::Part& ours, const yaml::Part& theirs, const schema::Field* list);

/// The id of a record as its kind's key has it; absent when it has none.
[[nodiscard]] std::optional<std::string> id_of(yaml::NodeRef record, const schema::Kind& kind);

}  // namespace bq::change
