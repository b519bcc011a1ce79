#include "index/writer.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "index/args_json.hpp"
#include "index/rid.hpp"
#include "index/tables.hpp"

namespace bq::index {
namespace {

using schema::Value;

/// The values of the key fields of a record, joined; nothing when one is missing.
Value identity(const FileRows& rows, const Row& row, std::string& buffer) {
  const schema::Kind& kind = rows.kind();
  const RowCells cells = rows.cells(row);
  if (kind.key.empty()) return {};
  buffer.clear();
  for (const std::string& name : kind.key) {
    const auto column = schema::find_column(kind.tables.front(), name);
    const auto* part = column ? std::get_if<std::string_view>(&cells[*column]) : nullptr;
    if (part == nullptr) return {};
    if (!buffer.empty()) buffer += ' ';
    buffer += *part;
  }
  return std::string_view(buffer);
}

/// Runs the statement and leaves it without bindings: most cells are empty, and what is not bound is NULL.
void run(SQLite::Statement& statement) {
  statement.exec();
  statement.reset();
  statement.clearBindings();
}

}  // namespace

std::vector<std::string> table_names(const pack::Pack& pack, const schema::Kind& kind) {
  std::vector<std::string> names;
  for (const schema::Table& table : kind.tables) names.push_back(table.name);
  for (const auto& [name, fold] : pack.folds) {
    if (fold.kind == kind.name) names.push_back(name);
  }
  return names;
}

Writer::Writer(SQLite::Database& db, const pack::Pack& pack, const RecordReader& reader)
    : db_(db),
      record_(db, "INSERT INTO record (rid, upto, kind, space, id, broken, repeated, first, finish) VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?)"),
      fault_(db, "INSERT INTO fault (file, first, finish, rule, args) VALUES (?, ?, ?, ?, ?)") {
  for (const auto& [name, kind] : pack.kinds) {
    Target& target = targets_[name];
    for (const StoredTable& table : tables_of(*kind)) target.tables.push_back(std::make_unique<SQLite::Statement>(db, insert_statement(table)));
    for (const auto& [fold, runner] : reader.folds(*kind))
      target.folds.push_back(std::make_unique<SQLite::Statement>(db, insert_statement(table_of(*fold, pack))));
    for (const StoredTable& table : tables_of(*kind)) texts_.resize(std::max(texts_.size(), table.columns.size() + 1));
    for (const auto& [fold, runner] : reader.folds(*kind)) texts_.resize(std::max(texts_.size(), table_of(*fold, pack).columns.size() + 1));
    for (const std::string& table : table_names(pack, *kind)) {
      target.deletes.push_back(std::make_unique<SQLite::Statement>(db, fmt::format("DELETE FROM {} WHERE rid BETWEEN ? AND ?", sql_name(table))));
    }
    target.deletes.push_back(std::make_unique<SQLite::Statement>(db, "DELETE FROM record WHERE rid BETWEEN ? AND ?"));
  }
}

void Writer::bind(SQLite::Statement& statement, int position, const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    statement.bind(position, *number);
  } else if (const auto* text = std::get_if<std::string_view>(&value)) {
    std::string& buffer = texts_[static_cast<std::size_t>(position)];  // stays put until the statement has run
    buffer.assign(*text);
    statement.bindNoCopy(position, buffer);
  }
}

void Writer::write_record(std::int64_t number, const FileRows& rows, const Row& row) {
  std::string buffer;
  const Value id = identity(rows, row, buffer);
  record_.bind(1, make_rid(number, row.ordinal));
  record_.bind(2, make_rid(number, row.last));
  record_.bindNoCopy(3, rows.kind().name);
  record_.bindNoCopy(4, rows.kind().id_namespace);
  bind(record_, 5, id);
  record_.bind(6, row.broken ? 1 : 0);
  record_.bind(7, static_cast<std::int64_t>(row.place.begin));
  record_.bind(8, static_cast<std::int64_t>(row.place.end));
  run(record_);
}

void Writer::write_rows(std::int64_t number, const FileRows& rows, Target& target) {
  for (const Row& row : rows.rows()) {
    SQLite::Statement& statement = *target.tables[row.table];
    int position = 0;
    statement.bind(++position, make_rid(number, row.ordinal));
    statement.bind(++position, make_rid(number, row.last));
    if (row.parent != 0) {
      statement.bind(++position, make_rid(number, row.parent));
      statement.bind(++position, make_rid(number, row.record));
    }
    for (const Cell& cell : rows.cells(row)) bind(statement, position + 1 + static_cast<int>(cell.column), cell.value);
    run(statement);
    if (row.parent == 0) write_record(number, rows, row);
  }
}

void Writer::write_versions(std::int64_t number, const std::vector<FoldRow>& versions, SQLite::Statement& statement) {
  for (const FoldRow& version : versions) {
    int position = 0;
    statement.bind(++position, make_rid(number, version.at));
    statement.bind(++position, make_rid(number, version.record));
    statement.bind(++position, version.round);
    bind(statement, ++position, version.opened);
    bind(statement, ++position, version.since);
    bind(statement, ++position, version.until);
    for (const Value& value : version.columns) bind(statement, ++position, value);
    run(statement);
  }
}

void Writer::write_fault(std::int64_t number, const Fault& fault) {
  fault_.bind(1, number);
  fault_.bind(2, static_cast<std::int64_t>(fault.span.begin));
  fault_.bind(3, static_cast<std::int64_t>(fault.span.end));
  fault_.bind(4, fault.rule);
  fault_.bind(5, to_json(fault.args));
  fault_.exec();
  fault_.reset();
}

void Writer::add(std::int64_t number, const schema::Kind& kind, const RecordFile& file) {
  for (const Fault& fault : file.faults) write_fault(number, fault);
  if (!file.rows) return;
  Target& target = targets_.find(kind.name)->second;
  write_rows(number, *file.rows, target);
  for (std::size_t i = 0; i < target.folds.size(); ++i) write_versions(number, file.versions[i], *target.folds[i]);
}

void Writer::remove(std::int64_t number, const schema::Kind& kind) {
  for (auto& statement : targets_.find(kind.name)->second.deletes) {
    statement->bind(1, make_rid(number, 0));
    statement->bind(2, make_rid(number, max_ordinal));
    statement->exec();
    statement->reset();
  }
  SQLite::Statement faults(db_, "DELETE FROM fault WHERE file = ?");
  faults.bind(1, number);
  faults.exec();
}

}  // namespace bq::index
