#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>

#include "base/stopwatch.hpp"
#include "index/guard.hpp"
#include "pack/pack.hpp"

namespace bq::index {

/// What a scan changed: tables by name, and the numbers of the files that were read again or went away.
struct Changes {
  std::set<std::string> tables;
  std::vector<std::int64_t> files;
};

/// Creates the pack's views in `schema` (`main` or `temp`). Returns the mistakes of their SQL at their places.
[[nodiscard]] std::vector<pack::PackFault> create_views(SQLite::Database& db, const pack::Pack& pack, std::string_view schema);

/// Replaces the session's view of scope `question` by a table that holds what it shows for the question asked. Returns the mistake in it.
[[nodiscard]] std::optional<pack::PackFault> settle(SQLite::Database& db, const pack::Derived& derived, const Bindings& bindings);

/// Makes it a view again, for the next question.
void unsettle(SQLite::Database& db, const pack::Derived& derived);

/// Prepares every view alone and returns the mistakes at their places; all tables must be there.
[[nodiscard]] std::vector<pack::PackFault> check_views(SQLite::Database& db, const pack::Pack& pack);

/// Brings the pack's stored derived tables up to date, in the order of what they read: those that are not there are created, those that
/// read a changed table are computed again (of scope `record` only the changed files' rows, where that is enough) and count as changed.
/// Adds to `laps` how long each took. Returns the mistakes of their SQL at their places.
[[nodiscard]] std::vector<pack::PackFault> derive(SQLite::Database& db, const pack::Pack& pack, Changes& changes, std::vector<Lap>& laps);

/// A mistake in pack SQL as a fault of its file.
[[nodiscard]] pack::PackFault sql_mistake(const pack::Sql& sql, std::size_t offset, const Text& reason);

}  // namespace bq::index
