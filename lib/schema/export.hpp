#pragma once

#include <string>

#include "base/language.hpp"
#include "schema/kind.hpp"

namespace bq::schema {

/// The kind as JSON Schema (draft 2020-12) for editors and other validators: one record or a list of records, its keys in `language`,
/// labelled values in either form. Lists of the programme (`x-list`) become suggestions, since a ledger may replace them.
[[nodiscard]] std::string export_json(const Kind& kind, const Vocabulary& lists, Language language);

}  // namespace bq::schema
