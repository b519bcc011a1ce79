#include "index/check.hpp"

#include <algorithm>

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

/// What a reference may name: the kinds it refers to, as SQL and in words.
struct Targets {
  std::string known;  ///< A statement that returns the ids there are.
  std::string kinds;  ///< Their names as an SQL list; when a file of one can't be read nobody knows what is in it.
  std::string titles;
};

Targets targets_of(const pack::Pack& pack, const schema::Column& column) {
  Targets targets;
  std::string where;
  for (const std::string& name : column.field->refs) {
    const auto kind = pack.kinds.find(name);
    if (kind == pack.kinds.end()) continue;
    where += fmt::format("{}(r.space = {} AND r.kind = {})", where.empty() ? "" : " OR ", sql_text(kind->second->id_namespace), sql_text(name));
    targets.kinds += fmt::format("{}{}", targets.kinds.empty() ? "" : ", ", sql_text(name));
    targets.titles += (targets.titles.empty() ? "" : "、") + kind->second->root.title;
  }
  targets.known = fmt::format("SELECT r.id FROM record r WHERE r.id IS NOT NULL AND ({})", where.empty() ? "0" : where);
  return targets;
}

/// All references of a table in one pass over its rows: most of them name something, and a pass for each column would cost the most of all checks
/// on a long history.
Check dangling(const pack::Pack& pack, const schema::Table& table) {
  std::string faulty;
  std::string each;
  for (const schema::Column& column : table.columns) {
    if (column.field->refs.empty()) continue;
    const Targets targets = targets_of(pack, column);
    const std::string name = sql_name(column.name);
    const std::string dangles = fmt::format("{0} IS NOT NULL AND {0} NOT IN ({1})", name, targets.known);
    faulty += fmt::format("{}({})", faulty.empty() ? "" : " OR ", dangles);
    each += fmt::format(
        "{}SELECT rid AS at, {} AS field, {} AS value, {} AS field_zh, {} AS field_en, {} AS kind_zh, {} AS kind_en FROM faulty "
        "WHERE {} AND NOT EXISTS (SELECT 1 FROM file WHERE whole = 0 AND kind IN ({}))",
        each.empty() ? "" : " UNION ALL ", sql_text(column.name), name, sql_text(column.field->title), sql_text(column.field->name), sql_text(targets.titles),
        sql_text(column.field->refs.front()), dangles, targets.kinds);
  }
  return {"dangling-reference " + table.name, "dangling-reference",
          fmt::format("WITH faulty AS MATERIALIZED (SELECT * FROM {} WHERE {}) SELECT * FROM ({}) ORDER BY at, field", sql_name(table.name), faulty, each),
          nullptr};
}

}  // namespace

std::vector<Check> checks_of(const pack::Pack& pack, bool joined) {
  std::vector<Check> checks;
  for (const auto& [id, rule] : pack.rules) {
    if (!rule.sql.empty() && rule.members == joined) checks.push_back({id, id, rule.sql.text, &rule.sql});
  }
  if (joined) return checks;
  for (const auto& [name, kind] : pack.kinds) {
    if (!kind->key.empty()) checks.push_back(duplicate_id(pack, *kind));
    for (const schema::Table& table : kind->tables) {
      for (const schema::Column& column : table.columns) {
        if (column.field->unique) checks.push_back(duplicate_value(*kind, table, column));
      }
      if (std::ranges::any_of(table.columns, [](const schema::Column& column) { return !column.field->refs.empty(); })) checks.push_back(dangling(pack, table));
    }
  }
  return checks;
}

}  // namespace bq::index
