#pragma once

#include <string>

#include "base/language.hpp"
#include "index/index.hpp"
#include "schema/kind.hpp"

namespace bq::report {

/// What people call a record, by the field that its kind names as its label; empty when it has none or there is no such record.
[[nodiscard]] std::string label_of(index::Index& index, const std::string& kind, const std::string& id);

/// The same for a list that leaves the office: `（保密）` where the record's kind says that its label is not for others.
[[nodiscard]] std::string label_on_list(index::Index& index, const std::string& kind, const std::string& id, Language language);

/// A value of a record's column as people read it: a labelled value by its title, a reference by the label of what it names.
[[nodiscard]] std::string words_of_value(index::Index& index, const schema::Field& field, const std::string& value);

}  // namespace bq::report
