#include "index/redaction.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sqlite3.h>

#include "index/tables.hpp"

namespace bq::index {
namespace {

/// A column that a statement reads: where it stands, and the view or subquery inside which it is read.
struct Read {
  TableColumn column;
  std::string schema;
  std::string inside;  // empty: the statement itself
};

/// Prepares a statement; null when it has a mistake. The caller finalises it.
sqlite3_stmt* prepared(SQLite::Database& db, const std::string& sql) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v2(db.getHandle(), sql.data(), static_cast<int>(sql.size()), &statement, nullptr);
  if (code == SQLITE_OK) return statement;
  sqlite3_finalize(statement);
  return nullptr;
}

/// What a statement reads; absent when it does not prepare.
std::optional<std::vector<Read>> reads_of(SQLite::Database& db, const std::string& sql) {
  std::vector<Read> reads;
  const auto note = [](void* state, int action, const char* table, const char* column, const char* schema, const char* inside) {
    const auto text = [](const char* words) { return std::string(words == nullptr ? "" : words); };
    if (action == SQLITE_READ) static_cast<std::vector<Read>*>(state)->push_back({{text(table), text(column)}, text(schema), text(inside)});
    return action == SQLITE_READ || action == SQLITE_SELECT || action == SQLITE_FUNCTION || action == SQLITE_RECURSIVE ? SQLITE_OK : SQLITE_DENY;
  };
  sqlite3_set_authorizer(db.getHandle(), note, &reads);
  sqlite3_stmt* statement = prepared(db, sql);
  sqlite3_set_authorizer(db.getHandle(), nullptr, nullptr);
  if (statement == nullptr) return std::nullopt;
  sqlite3_finalize(statement);
  return reads;
}

std::vector<std::string> columns_of(SQLite::Database& db, const std::string& table) {
  std::vector<std::string> columns;
  SQLite::Statement list(db, fmt::format("PRAGMA main.table_info({})", sql_name(table)));
  while (list.executeStep()) columns.push_back(list.getColumn(1).getString());
  return columns;
}

}  // namespace

Redaction::Redaction(Index& index) : index_(index) {
  index_.ask(Question(index_.question()));  // what it settled is not kept
  find_private_columns();
  find_what_is_made_of_them();
  find_views();
  for (const auto& [table, hidden] : hidden_) {
    std::vector<std::string> columns;
    for (const std::string& column : columns_of(index_.db(), table)) {
      columns.push_back(hidden.contains(column) ? fmt::format("NULL AS {}", sql_name(column)) : sql_name(column));
    }
    index_.db().exec(fmt::format("CREATE TEMP VIEW {0} AS SELECT {1} FROM main.{0}", sql_name(table), fmt::join(columns, ", ")));
  }
  const auto note = [](unsigned, void* state, void* statement, void*) {
    auto* asked = static_cast<sqlite3_stmt*>(statement);
    const std::string_view sql(sqlite3_sql(asked));
    // What returns rows; a PRAGMA is never the pack's.
    if (sqlite3_stmt_readonly(asked) != 0 && sqlite3_column_count(asked) > 0 && !sql.starts_with("PRAGMA"))
      static_cast<std::set<std::string>*>(state)->emplace(sql);
    return 0;
  };
  sqlite3_trace_v2(index_.db().getHandle(), SQLITE_TRACE_STMT, note, &statements_);
}

Redaction::~Redaction() {
  sqlite3_trace_v2(index_.db().getHandle(), 0, nullptr, nullptr);
  for (const auto& [table, hidden] : hidden_)
    sqlite3_exec(index_.db().getHandle(), fmt::format("DROP VIEW temp.{}", sql_name(table)).c_str(), nullptr, nullptr, nullptr);
  index_.ask(Question(index_.question()));
}

void Redaction::find_private_columns() {
  for (const auto& [name, kind] : index_.pack().kinds) {
    for (const schema::Table& table : kind->tables) {
      for (const schema::Column& column : table.columns) {
        if (column.field->is_private) hidden_[table.name].insert(column.name);
      }
    }
  }
  for (const auto& [name, fold] : index_.pack().folds) {
    const auto list = hidden_.find(fold.kind + "_" + fold.list);
    for (const pack::FoldColumn& column : fold.columns) {
      if (list != hidden_.end() && list->second.contains(column.take)) hidden_[name].insert(column.name);
    }
  }
  // What was said about records and printed before may repeat any of it.
  for (const char* table : {"fault", "finding", "kept_report"}) {
    for (const std::string& column : columns_of(index_.db(), table)) hidden_[table].insert(column);
  }
}

/// A stored table that is computed from a private column may hold it in any of its columns.
void Redaction::find_what_is_made_of_them() {
  for (bool grows = true; grows;) {
    grows = false;
    for (const auto& [name, derived] : index_.pack().derived) {
      if (!derived.is_stored() || hidden_.contains(name)) continue;
      const auto reads = reads_of(index_.db(), derived.sql.text);
      const bool is_tainted = !reads || std::ranges::any_of(*reads, [&](const Read& read) { return is_private(read.column); });
      if (!is_tainted) continue;
      for (const std::string& column : columns_of(index_.db(), name)) hidden_[name].insert(column);
      grows = true;
    }
  }
}

/// What a view makes of a private column is empty; a column that is one, under whatever name, must not be asked for at all.
void Redaction::find_views() {
  for (const auto& [name, derived] : index_.pack().derived) {
    if (derived.is_stored()) continue;
    sqlite3_stmt* statement = prepared(index_.db(), fmt::format("SELECT * FROM {}", sql_name(name)));
    if (statement == nullptr) continue;
    for (int i = 0; i < sqlite3_column_count(statement); ++i) {
      const char* table = sqlite3_column_table_name(statement, i);
      const char* column = sqlite3_column_origin_name(statement, i);
      if (table != nullptr && column != nullptr && is_private({table, column})) handed_[name].insert(sqlite3_column_name(statement, i));
    }
    sqlite3_finalize(statement);
  }
}

bool Redaction::is_private(const TableColumn& column) const {
  const auto is_in = [&](const auto& tables) {
    const auto table = tables.find(column.first);
    return table != tables.end() && table->second.contains(column.second);
  };
  return is_in(hidden_) || is_in(handed_);
}

void Redaction::judge(const std::string& sql, std::set<TableColumn>& asked) const {
  const auto reads = reads_of(index_.db(), sql);
  if (!reads) {
    asked.insert({"", ""});
    return;
  }
  for (const Read& read : *reads) {
    if (!is_private(read.column)) continue;
    // The name of a table leads to the view before it; its schema's name would lead around.
    const bool goes_around = read.schema == "main";
    const bool is_inside_view = index_.pack().derived.contains(read.inside);
    if (goes_around || !is_inside_view) asked.insert(read.column);
  }
}

std::set<TableColumn> Redaction::asked() {
  const std::set<std::string> statements = std::exchange(statements_, {});
  std::set<TableColumn> asked;
  for (const std::string& sql : statements) judge(sql, asked);
  return asked;
}

}  // namespace bq::index
