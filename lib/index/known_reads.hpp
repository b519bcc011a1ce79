#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>

#include "index/guard.hpp"

namespace bq::index {

/// Which tables statements read, as far as the index knows: asking SQLite means to compile each of them, and the pack has hundreds. The index belongs to
/// one pack, so what was true once stays true.
class KnownReads {
 public:
  explicit KnownReads(SQLite::Database& db);

  /// The tables and views that `sql` reads, or why it can't be prepared.
  [[nodiscard]] std::variant<std::set<std::string>, SqlFault> of(const std::string& sql);

  /// What was not known before: statements with the names they read.
  using Learned = std::vector<std::pair<std::string, std::string>>;
  [[nodiscard]] Learned learned() && { return std::move(learned_); }

 private:
  SQLite::Database& db_;
  std::map<std::string, std::string> known_;
  Learned learned_;
};

/// Keeps it for the next run.
void keep_reads(SQLite::Database& db, const KnownReads::Learned& learned);

}  // namespace bq::index
