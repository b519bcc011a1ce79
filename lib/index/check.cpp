#include "index/check.hpp"

#include <fmt/format.h>

#include "index/tables.hpp"

namespace bq::index {
namespace {

/// Columns that put the names of the kind's field into the finding, as constants.
std::string names(const schema::Kind& target, const schema::Field& field) {
  return fmt::format("{} AS field_zh, {} AS field_en, {} AS kind_zh, {} AS kind_en", sql_text(field.title), sql_text(field.name), sql_text(target.root.title),
                     sql_text(target.name));
}

/// The kind named is that of the record which has the id, since kinds may share a namespace.
Check duplicate_id(const pack::Pack& pack, const schema::Kind& kind) {
  std::string zh = "CASE o.kind";
  std::string en = "CASE o.kind";
  for (const auto& [name, other] : pack.kinds) {
    if (other->id_namespace != kind.id_namespace) continue;
    zh += fmt::format(" WHEN {} THEN {}", sql_text(name), sql_text(other->root.title));
    en += fmt::format(" WHEN {0} THEN {0}", sql_text(name));
  }
  const std::string key = sql_text(kind.key.front());
  return {"duplicate-id " + kind.name, "duplicate-id",
          fmt::format("SELECT r.rid AS at, {0} AS field, o.rid AS also, {0} AS also_field, r.id AS value, {1} END AS kind_zh, {2} END AS kind_en "
                      "FROM record r JOIN record o ON o.space = r.space AND o.id = r.id AND o.repeated = 0 "
                      "WHERE r.repeated = 1 AND r.kind = {3} ORDER BY r.rid",
                      key, zh, en, sql_text(kind.name)),
          nullptr};
}

/// Of rows that share the value the first by path and place keeps it.
Check duplicate_value(const schema::Kind& kind, const schema::Table& table, const schema::Column& column) {
  return {
      fmt::format("duplicate-{} {}", column.name, table.name), "duplicate-" + column.name,
      fmt::format("WITH shared AS (SELECT {1} AS value FROM {2} WHERE {1} IS NOT NULL GROUP BY {1} HAVING COUNT(*) > 1), "
                  "ranked AS (SELECT t.rid, t.{1} AS value, ROW_NUMBER() OVER w AS place, FIRST_VALUE(t.rid) OVER w AS first_rid "
                  "FROM shared s JOIN {2} t ON t.{1} = s.value JOIN file f ON f.file = t.rid >> 20 WINDOW w AS (PARTITION BY t.{1} ORDER BY f.path, t.rid)) "
                  "SELECT rid AS at, {0} AS field, first_rid AS also, {0} AS also_field, value, {3} FROM ranked WHERE place > 1 ORDER BY rid",
                  sql_text(column.name), sql_name(column.name), sql_name(table.name), names(kind, *column.field)),
      nullptr};
}

Check dangling(const pack::Pack& pack, const schema::Table& table, const schema::Column& column) {
  std::string found;
  std::string unreadable;
  std::string titles;
  for (const std::string& name : column.field->refs) {
    const auto kind = pack.kinds.find(name);
    if (kind == pack.kinds.end()) continue;
    found += fmt::format(" AND NOT EXISTS (SELECT 1 FROM record r WHERE r.space = {} AND r.id = d.value AND r.kind = {})", sql_text(kind->second->id_namespace),
                         sql_text(name));
    unreadable += fmt::format("{}{}", unreadable.empty() ? "" : ", ", sql_text(name));
    titles += (titles.empty() ? "" : "、") + kind->second->root.title;
  }
  // Each different value is looked up once.
  return {fmt::format("dangling-reference {}.{}", table.name, column.name), "dangling-reference",
          fmt::format("SELECT t.rid AS at, {0} AS field, t.{1} AS value, {2} AS field_zh, {3} AS field_en, {4} AS kind_zh, {5} AS kind_en FROM {6} t "
                      "WHERE t.{1} IN (SELECT value FROM (SELECT DISTINCT {1} AS value FROM {6} WHERE {1} IS NOT NULL) d WHERE 1{7}) "
                      "AND NOT EXISTS (SELECT 1 FROM file WHERE whole = 0 AND kind IN ({8})) ORDER BY t.rid",
                      sql_text(column.name), sql_name(column.name), sql_text(column.field->title), sql_text(column.field->name), sql_text(titles),
                      sql_text(column.field->refs.front()), sql_name(table.name), found, unreadable),
          nullptr};
}

}  // namespace

std::vector<Check> checks_of(const pack::Pack& pack) {
  std::vector<Check> checks;
  for (const auto& [name, kind] : pack.kinds) {
    if (!kind->key.empty()) checks.push_back(duplicate_id(pack, *kind));
    for (const schema::Table& table : kind->tables) {
      for (const schema::Column& column : table.columns) {
        if (column.field->unique) checks.push_back(duplicate_value(*kind, table, column));
        if (!column.field->refs.empty()) checks.push_back(dangling(pack, table, column));
      }
    }
  }
  for (const auto& [id, rule] : pack.rules) {
    if (!rule.sql.empty()) checks.push_back({id, id, rule.sql.text, &rule.sql});
  }
  return checks;
}

}  // namespace bq::index
