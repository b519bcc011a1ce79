#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>

#include "index/record_reader.hpp"

namespace bq::index {

/// Writes files of records into the stored tables, and takes them out again. Statements are prepared once and kept.
class Writer {
 public:
  /// `db` has the tables of `pack` already.
  Writer(SQLite::Database& db, const pack::Pack& pack, const RecordReader& reader);

  /// Writes the records, list rows, fold rows and faults of a file of `kind` under the number `number`.
  void add(std::int64_t number, const schema::Kind& kind, const RecordFile& file);

  /// Takes out everything that came from the file.
  void remove(std::int64_t number, const schema::Kind& kind);

 private:
  struct Target {
    std::vector<std::unique_ptr<SQLite::Statement>> tables;  // one per table of the kind
    std::vector<std::unique_ptr<SQLite::Statement>> folds;   // one per fold of the kind
    std::vector<std::unique_ptr<SQLite::Statement>> deletes;
  };

  SQLite::Database& db_;
  std::map<std::string, Target, std::less<>> targets_;
  SQLite::Statement record_, fault_;
  std::vector<std::string> texts_;  // per parameter a buffer, so that binding neither allocates nor copies twice

  void bind(SQLite::Statement& statement, int position, const schema::Value& value);
  void write_rows(std::int64_t number, const FileRows& rows, Target& target);
  void write_record(std::int64_t number, const FileRows& rows, const Row& row);
  void write_versions(std::int64_t number, const std::vector<FoldRow>& versions, SQLite::Statement& statement);
  void write_fault(std::int64_t number, const Fault& fault);
};

/// The kinds and folds of `pack` whose rows come from files of `kind`: all their table names.
[[nodiscard]] std::vector<std::string> table_names(const pack::Pack& pack, const schema::Kind& kind);

}  // namespace bq::index
