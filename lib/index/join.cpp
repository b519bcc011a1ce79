#include "index/join.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "index/tables.hpp"

namespace bq::index {
namespace {

/// Rows of the part bound as `?1`.
constexpr std::string_view in_part = "rid >> 20 IN (SELECT file FROM file WHERE part = ?1)";

/// A column that holds ids, and the kinds they may be of.
struct IdColumn {
  std::string table;
  std::string name;
  std::vector<std::string> kinds;
};

/// The column that holds a kind's own ids, where it is no reference by itself.
const schema::Column* own_id(const schema::Kind& kind) {
  if (kind.key.size() != 1) return nullptr;
  const auto column = schema::find_column(kind.tables.front(), kind.key.front());
  return column && kind.tables.front().columns[*column].field->refs.empty() ? &kind.tables.front().columns[*column] : nullptr;
}

void add_fold(const pack::Fold& fold, const pack::Pack& pack, std::vector<IdColumn>& columns) {
  const auto kind = pack.kinds.find(fold.kind);
  const schema::Field* list = kind == pack.kinds.end() ? nullptr : schema::find_field(kind->second->root, fold.list);
  if (list == nullptr || list->item.empty()) return;
  for (const pack::FoldColumn& column : fold.columns) {
    const schema::Field* taken = schema::find_field(list->item.front(), column.take);
    if (taken != nullptr && !taken->refs.empty()) columns.push_back({fold.name, column.name, taken->refs});
  }
}

std::vector<IdColumn> id_columns(const pack::Pack& pack) {
  std::vector<IdColumn> columns;
  for (const auto& [name, kind] : pack.kinds) {
    if (const schema::Column* own = own_id(*kind)) columns.push_back({kind->tables.front().name, own->name, {name}});
    for (const schema::Table& table : kind->tables) {
      for (const schema::Column& column : table.columns) {
        if (!column.field->refs.empty()) columns.push_back({table.name, column.name, column.field->refs});
      }
    }
  }
  for (const auto& [name, fold] : pack.folds) add_fold(fold, pack, columns);
  return columns;
}

void set_apart(SQLite::Database& db, const std::vector<IdColumn>& columns, const store::Part& part) {
  for (const IdColumn& column : columns) {
    SQLite::Statement prefix(
        db, fmt::format("UPDATE {0} SET {1} = ?1 || '.' || {1} WHERE {1} IS NOT NULL AND {2}", sql_name(column.table), sql_name(column.name), in_part));
    prefix.bind(1, part.name);
    prefix.exec();
  }
}

/// Lets every reference to a record of a part that an earlier ledger has too name the earlier one.
void unite(SQLite::Database& db, const schema::Kind& kind, const schema::Column& same, const std::vector<IdColumn>& columns) {
  db.exec("CREATE TEMP TABLE earliest (value TEXT PRIMARY KEY, rid INTEGER)");
  db.exec("CREATE TEMP TABLE united (old TEXT PRIMARY KEY, id TEXT)");
  const std::string table = sql_name(kind.tables.front().name);
  const std::string value = sql_name(same.name);
  db.exec(fmt::format("INSERT INTO temp.earliest SELECT {1}, MIN(rid) FROM {0} WHERE {1} IS NOT NULL GROUP BY {1}", table, value));
  db.exec(
      fmt::format("INSERT OR IGNORE INTO temp.united SELECT m.{1}, o.{1} FROM {0} m JOIN temp.earliest e ON e.value = m.{2} JOIN {0} o ON o.rid = e.rid "
                  "WHERE m.{1} <> o.{1} AND o.{1} IS NOT NULL AND m.rid >> 20 IN (SELECT file FROM file WHERE part <> '')",
                  table, sql_name(kind.key.front()), value));
  for (const IdColumn& column : columns) {
    if (std::ranges::find(column.kinds, kind.name) == column.kinds.end()) continue;
    db.exec(fmt::format("UPDATE {0} SET {1} = (SELECT u.id FROM temp.united u WHERE u.old = {0}.{1}) WHERE {1} IN (SELECT u.old FROM temp.united u)",
                        sql_name(column.table), sql_name(column.name)));
  }
  db.exec("DROP TABLE temp.earliest");
  db.exec("DROP TABLE temp.united");
}

/// The ids of records follow the columns that they are made of.
void name_records(SQLite::Database& db, const schema::Kind& kind, const store::Part& part) {
  std::vector<std::string> names;
  for (const std::string& name : kind.key) names.push_back("t." + sql_name(name));
  SQLite::Statement rename(db, fmt::format("UPDATE record SET id = (SELECT {} FROM {} t WHERE t.rid = record.rid) WHERE kind = {} AND {}",
                                           fmt::join(names, " || ' ' || "), sql_name(kind.tables.front().name), sql_text(kind.name), in_part));
  rename.bind(1, part.name);
  rename.exec();
}

}  // namespace

void join_parts(SQLite::Database& db, const pack::Pack& pack, const std::vector<store::Part>& parts) {
  const std::vector<IdColumn> columns = id_columns(pack);
  for (const store::Part& part : parts) set_apart(db, columns, part);
  for (const auto& [name, kind] : pack.kinds) {
    if (own_id(*kind) == nullptr) continue;
    for (const schema::Column& column : kind->tables.front().columns) {
      if (column.field->unique) unite(db, *kind, column, columns);
    }
  }
  for (const store::Part& part : parts) {
    for (const auto& [name, kind] : pack.kinds) {
      if (!kind->key.empty()) name_records(db, *kind, part);
    }
  }
}

}  // namespace bq::index
