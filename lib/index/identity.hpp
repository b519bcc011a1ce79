#pragma once

#include <string>
#include <string_view>

#include <SQLiteCpp/SQLiteCpp.h>

#include "base/diagnostic.hpp"
#include "base/fault.hpp"
#include "index/rid.hpp"

namespace bq::index {

/// Tells of what a fault is one, in a way that stays the same when the record moves to other lines or another file.
class Identities {
 public:
  /// `db` must outlive it.
  explicit Identities(SQLite::Database& db);

  /// Of a row: the kind and id of its record; where that has none, the file and the line at `place`.
  [[nodiscard]] std::string of_row(Rid row, const Place& place);
  /// The same for bytes of a file.
  [[nodiscard]] std::string of_bytes(std::int64_t file, Span span, const Place& place);

 private:
  SQLite::Statement by_row_;
  SQLite::Statement by_bytes_;
};

/// One fault told from others by its rule, what it is about and what its message names; the names of kinds and fields do not count.
[[nodiscard]] std::string identity_of(std::string_view rule, std::string_view about, const Args& args);

}  // namespace bq::index
