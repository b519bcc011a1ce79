#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>

#include "base/source.hpp"
#include "index/fold_run.hpp"
#include "index/rows.hpp"
#include "pack/pack.hpp"

namespace bq::index {

/// What is wrong with folds, each with the fold's name.
using FoldMistakes = std::vector<std::pair<std::string, Text>>;

/// Writes files of records into the stored tables, and takes them out again. Statements are prepared once and kept.
class Writer {
 public:
  /// `db` has the tables of `pack` already. `mistakes` gets what is wrong with folds.
  Writer(SQLite::Database& db, const pack::Pack& pack, const schema::Vocabulary& vocabulary, FoldMistakes& mistakes);

  /// Reads one file of `kind` and writes its records, list rows, fold rows and faults under the number `file`.
  /// Returns false when some of the text could not be read as YAML.
  bool add(std::int64_t file, const schema::Kind& kind, const Source& source);

  /// Takes out everything that came from the file.
  void remove(std::int64_t file, const schema::Kind& kind);

 private:
  struct Target {
    std::vector<std::unique_ptr<SQLite::Statement>> tables;  // one per table of the kind
    std::vector<std::pair<const pack::Fold*, FoldRunner>> folds;
    std::vector<std::unique_ptr<SQLite::Statement>> fold_tables;
    std::vector<std::unique_ptr<SQLite::Statement>> deletes;
  };

  SQLite::Database& db_;
  const pack::Pack& pack_;
  const schema::Vocabulary& vocabulary_;
  std::map<std::string, Target, std::less<>> targets_;
  SQLite::Statement record_, fault_;
  std::string text_;  // a buffer, so that binding does not allocate

  void bind(SQLite::Statement& statement, int position, const schema::Value& value);
  void write_rows(std::int64_t file, const FileRows& rows, Target& target);
  void write_record(std::int64_t file, const FileRows& rows, const Row& row);
  void write_folds(std::int64_t file, FileRows& rows, Target& target);
  void write_fault(std::int64_t file, const Fault& fault);
};

/// The kinds and folds of `pack` whose rows come from files of `kind`: all their table names.
[[nodiscard]] std::vector<std::string> table_names(const pack::Pack& pack, const schema::Kind& kind);

}  // namespace bq::index
