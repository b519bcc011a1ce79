#include "report/label.hpp"

#include <fmt/format.h>

#include "index/tables.hpp"

namespace bq::report {

std::string label_of(index::Index& index, const std::string& kind, const std::string& id) {
  const auto known = index.pack().kinds.find(kind);
  if (known == index.pack().kinds.end() || known->second->label.empty()) return {};
  const auto rows = index.rows(
      fmt::format("SELECT {} FROM {} WHERE id = :id ORDER BY rid LIMIT 1", index::sql_name(known->second->label), index::sql_name(kind)), {{":id", id}});
  const auto* label = rows.empty() ? nullptr : std::get_if<std::string>(&rows[0][0]);
  return label != nullptr ? *label : "";
}

}  // namespace bq::report
