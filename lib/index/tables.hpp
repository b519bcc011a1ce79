#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pack/pack.hpp"

namespace bq::index {

/// A stored table of the index: its name, its columns with types, and the columns that are looked up by.
struct StoredTable {
  std::string name;
  std::vector<std::string> columns;  ///< `name TYPE`
  std::vector<std::string> indexes;  ///< Column lists.
  std::vector<std::string> sparse;   ///< Columns that are mostly empty; their indexes hold only the rows that have a value.
  bool of_session = false;           ///< Each session fills one of its own, which stands before this one.
};

/// The tables of one kind, parents before lists, in the order of Kind::tables.
[[nodiscard]] std::vector<StoredTable> tables_of(const schema::Kind& kind);

/// The table that a fold writes.
[[nodiscard]] StoredTable table_of(const pack::Fold& fold, const pack::Pack& pack);

/// The tables that every index has, whatever its pack: file, record, fault, finding, period and the rest.
[[nodiscard]] const std::vector<StoredTable>& system_tables();

[[nodiscard]] std::string create_statement(const StoredTable& table, std::string_view schema = "main");
[[nodiscard]] std::vector<std::string> index_statements(const StoredTable& table, std::string_view schema = "main");

/// `INSERT INTO name VALUES (?, ?, ...)` for all columns.
[[nodiscard]] std::string insert_statement(const StoredTable& table);

/// A name as SQL writes it, in double quotes.
[[nodiscard]] std::string sql_name(std::string_view name);

/// A text as an SQL literal, in single quotes.
[[nodiscard]] std::string sql_text(std::string_view text);

}  // namespace bq::index
