#include "report/label.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "index/tables.hpp"
#include "schema/value.hpp"

namespace bq::report {

std::string label_of(index::Index& index, const std::string& kind, const std::string& id) {
  const auto known = index.pack().kinds.find(kind);
  if (known == index.pack().kinds.end() || known->second->label.empty()) return {};
  const auto rows = index.rows(
      fmt::format("SELECT {} FROM {} WHERE id = :id ORDER BY rid LIMIT 1", index::sql_name(known->second->label), index::sql_name(kind)), {{":id", id}});
  const auto* label = rows.empty() ? nullptr : std::get_if<std::string>(&rows[0][0]);
  return label != nullptr ? *label : "";
}

std::string label_on_list(index::Index& index, const std::string& kind, const std::string& id, Language language) {
  const auto known = index.pack().kinds.find(kind);
  const bool may_be_confidential = known != index.pack().kinds.end() && !known->second->confidential.empty();
  if (may_be_confidential &&
      !index.rows(fmt::format("SELECT 1 FROM {} WHERE id = :id AND {} = 1", index::sql_name(kind), index::sql_name(known->second->confidential)), {{":id", id}})
           .empty())
    return Text{"（保密）", "(confidential)"}.in(language);
  return label_of(index, kind, id);
}

std::string words_of_value(index::Index& index, const schema::Field& field, const std::string& value) {
  const std::vector<schema::Choice>& choices = schema::choices_of(field, index.settings().vocabulary);
  const auto choice = std::ranges::find(choices, value, &schema::Choice::value);
  if (choice != choices.end()) return choice->title;
  for (const std::string& kind : field.refs) {
    if (std::string label = label_of(index, kind, value); !label.empty()) return label;
  }
  return value;
}

}  // namespace bq::report
