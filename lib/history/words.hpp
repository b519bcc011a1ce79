#pragma once

#include <string>

#include "schema/kind.hpp"
#include "yaml/content.hpp"

namespace bq::history {

/// A value as people read it: labels instead of stored values, a mapping as `title：value`, with semicolons between. `field` describes it, or is null;
/// lists of mappings inside a mapping are left out.
[[nodiscard]] std::string words_of(const yaml::Content& value, const schema::Field* field, const schema::Vocabulary& vocabulary);

/// What tells an item of a list from its neighbours: its first two scalars, without any its first value, or the item itself when it is a scalar.
[[nodiscard]] std::string name_of_item(const yaml::Content& item, const schema::Field* field, const schema::Vocabulary& vocabulary);

}  // namespace bq::history
