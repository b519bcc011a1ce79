#include "index/tables.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace bq::index {
namespace {

using schema::Type;

std::string_view affinity(const schema::Field& field) {
  switch (field.type) {
    case Type::integer:
    case Type::decimal:
    case Type::boolean:
      return "INTEGER";
    default:
      return "TEXT";
  }
}

bool is_looked_up(const schema::Kind& kind, const schema::Table& table, const schema::Column& column) {
  const schema::Field& field = *column.field;
  return !field.refs.empty() || field.unique || (table.is_root && std::ranges::find(kind.key, column.name) != kind.key.end());
}

StoredTable stored(const schema::Kind& kind, const schema::Table& table) {
  StoredTable result{table.name, {"rid INTEGER PRIMARY KEY", "upto INTEGER NOT NULL"}, {}, {}};
  if (!table.is_root) {
    result.columns.emplace_back("parent INTEGER NOT NULL");
    result.columns.emplace_back("record INTEGER NOT NULL");
    result.indexes.emplace_back("parent");
  }
  for (const schema::Column& column : table.columns) {
    result.columns.push_back(fmt::format("{} {}", column.name, affinity(*column.field)));
    if (is_looked_up(kind, table, column)) result.sparse.push_back(column.name);
  }
  return result;
}

/// The type of a fold's column: that of the field it takes, or a date.
std::string_view affinity(const pack::FoldColumn& column, const schema::Kind* kind, const pack::Fold& fold) {
  if (column.verb == pack::FoldVerb::count) return "INTEGER";
  const schema::Field* list = kind != nullptr ? schema::find_field(kind->root, fold.list) : nullptr;
  const schema::Field* taken = list != nullptr && !list->item.empty() ? schema::find_field(list->item.front(), column.take) : nullptr;
  return taken != nullptr ? affinity(*taken) : "TEXT";
}

}  // namespace

std::vector<StoredTable> tables_of(const schema::Kind& kind) {
  std::vector<StoredTable> result;
  for (const schema::Table& table : kind.tables) result.push_back(stored(kind, table));
  return result;
}

StoredTable table_of(const pack::Fold& fold, const pack::Pack& pack) {
  const auto kind = pack.kinds.find(fold.kind);
  StoredTable result{fold.name,
                     {"rid INTEGER PRIMARY KEY", "record INTEGER NOT NULL", "round INTEGER NOT NULL", "opened TEXT", "since TEXT NOT NULL", "until TEXT"},
                     {"record"},
                     {}};
  for (const pack::FoldColumn& column : fold.columns) {
    result.columns.push_back(fmt::format("{} {}", column.name, affinity(column, kind == pack.kinds.end() ? nullptr : kind->second.get(), fold)));
  }
  return result;
}

const std::vector<StoredTable>& system_tables() {
  static const std::vector<StoredTable> tables{
      {"setting", {"name TEXT PRIMARY KEY", "value TEXT"}, {}, {}},
      {"file",
       {"file INTEGER PRIMARY KEY", "path TEXT NOT NULL UNIQUE", "part TEXT NOT NULL", "kind TEXT NOT NULL", "size INTEGER", "mtime INTEGER", "inode INTEGER",
        "hash TEXT", "whole INTEGER"},
       {},
       {}},
      {"record",
       {"rid INTEGER PRIMARY KEY", "upto INTEGER NOT NULL", "kind TEXT NOT NULL", "space TEXT NOT NULL", "id TEXT", "broken INTEGER NOT NULL",
        "repeated INTEGER NOT NULL", "first INTEGER NOT NULL", "finish INTEGER NOT NULL"},
       {"space, id, kind"},
       {}},
      {"member", {"part TEXT PRIMARY KEY", "ledger TEXT NOT NULL", "revision TEXT"}, {}, {}},
      {"fault", {"file INTEGER NOT NULL", "first INTEGER NOT NULL", "finish INTEGER NOT NULL", "rule TEXT NOT NULL", "args TEXT NOT NULL"}, {"file"}, {}},
      {"finding",
       {"state TEXT NOT NULL", "rule TEXT NOT NULL", "at INTEGER NOT NULL", "field TEXT", "also INTEGER", "also_field TEXT", "args TEXT NOT NULL"},
       {"state"},
       {}},
      {"rule_run", {"state TEXT PRIMARY KEY", "part TEXT NOT NULL"}, {"part"}, {}},
      {"statement_reads", {"statement TEXT PRIMARY KEY", "names TEXT NOT NULL"}, {}, {}},
      {"kept_report", {"state TEXT PRIMARY KEY", "body TEXT NOT NULL"}, {}, {}},
      {"table_state", {"name TEXT PRIMARY KEY", "version INTEGER NOT NULL"}, {}, {}},
      {"period", {"start TEXT", "finish TEXT", "as_of TEXT"}, {}, {}, true},
      {"subject", {"kind TEXT", "id TEXT", "rid INTEGER"}, {}, {}, true},
      {"history_commit",
       {"position INTEGER PRIMARY KEY", "id TEXT NOT NULL", "author TEXT NOT NULL", "email TEXT NOT NULL", "written TEXT NOT NULL", "committed TEXT NOT NULL",
        "subject TEXT NOT NULL", "merge INTEGER NOT NULL"},
       {},
       {},
       true},
      {"history_change",
       {"change INTEGER PRIMARY KEY", "position INTEGER NOT NULL", "what TEXT NOT NULL", "kind TEXT NOT NULL", "kind_title TEXT NOT NULL",
        "record TEXT NOT NULL", "field TEXT NOT NULL", "title TEXT NOT NULL", "item TEXT NOT NULL", "was TEXT NOT NULL", "now TEXT NOT NULL"},
       {"kind, record"},
       {},
       true},
      {"history_value", {"change INTEGER NOT NULL", "name TEXT NOT NULL", "value TEXT NOT NULL", "PRIMARY KEY (change, name)"}, {}, {}, true},
      {"workday", {"date TEXT PRIMARY KEY", "seq INTEGER NOT NULL", "work INTEGER NOT NULL", "provisional INTEGER NOT NULL"}, {"seq, work", "work, date"}, {}},
      {"list_entry", {"list TEXT NOT NULL", "id TEXT NOT NULL", "title TEXT NOT NULL"}, {"list, id"}, {}},
      {"pack_name", {"sort TEXT NOT NULL", "name TEXT NOT NULL"}, {"sort, name"}, {}},
      {"label", {"kind TEXT NOT NULL", "field TEXT NOT NULL", "value TEXT NOT NULL", "title TEXT NOT NULL"}, {"kind, field, value"}, {}},
  };
  return tables;
}

std::string create_statement(const StoredTable& table, std::string_view schema) {
  return fmt::format("CREATE TABLE {}.{} ({})", schema, sql_name(table.name), fmt::join(table.columns, ", "));
}

std::vector<std::string> index_statements(const StoredTable& table, std::string_view schema) {
  std::vector<std::string> result;
  for (const std::string& columns : table.indexes) {
    std::string name = table.name + "_by_" + columns;
    std::ranges::replace(name, ',', '_');
    std::erase(name, ' ');
    result.push_back(fmt::format("CREATE INDEX {}.{} ON {} ({})", schema, sql_name(name), sql_name(table.name), columns));
  }
  for (const std::string& column : table.sparse) {
    result.push_back(fmt::format("CREATE INDEX {}.{} ON {} ({}) WHERE {} IS NOT NULL", schema, sql_name(table.name + "_by_" + column), sql_name(table.name),
                                 sql_name(column), sql_name(column)));
  }
  return result;
}

std::string insert_statement(const StoredTable& table) {
  const std::vector<std::string_view> marks(table.columns.size(), "?");
  return fmt::format("INSERT INTO {} VALUES ({})", sql_name(table.name), fmt::join(marks, ", "));
}

std::string sql_name(std::string_view name) {
  std::string result = "\"";
  for (const char c : name) {
    result += c;
    if (c == '"') result += c;
  }
  return result + "\"";
}

std::string sql_text(std::string_view text) {
  std::string result = "'";
  for (const char c : text) {
    result += c;
    if (c == '\'') result += c;
  }
  return result + "'";
}

}  // namespace bq::index
