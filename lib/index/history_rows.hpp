#pragma once

#include <cstddef>

#include <SQLiteCpp/SQLiteCpp.h>

#include "history/difference.hpp"
#include "index/index.hpp"
#include "store/log.hpp"

namespace bq::index {

/// Puts what commits changed where the pack's SQL can ask for it, in this session only: in `history_commit`, `history_change` and `history_value`, which
/// are empty otherwise.
class HistoryRows {
 public:
  /// `index` must outlive it; nothing else may write to it meanwhile.
  explicit HistoryRows(Index& index);

  /// A commit and its place among all; parents come before children.
  void add(std::size_t position, const store::Commit& commit);
  /// What the commit at `position` changed. Long words are cut.
  void add(std::size_t position, const history::Change& change);
  /// Makes the rows stand; without it they are gone with the object.
  void commit() { transaction_.commit(); }

 private:
  const pack::Pack& pack_;
  SQLite::Transaction transaction_;
  SQLite::Statement put_commit_, put_change_, put_value_;
  std::int64_t changes_ = 0;
};

}  // namespace bq::index
