#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include "index/derive.hpp"
#include "index/index.hpp"
#include "index/writer.hpp"

namespace bq::index {

/// Brings the stored tables of records up to the files of the ledger: reads what is new or changed, takes out what is gone.
/// `now` is when this run began, in nanoseconds. Returns what changed.
[[nodiscard]] Changes scan(SQLite::Database& db, const store::Tree& tree, const pack::Pack& pack, const schema::Vocabulary& vocabulary, std::int64_t now,
                           FoldMistakes& mistakes, Refreshed& refreshed);

}  // namespace bq::index
