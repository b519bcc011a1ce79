#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>

#include "base/language.hpp"

struct sqlite3_stmt;

namespace bq::index {

/// What foreign SQL may use up.
struct Allowance {
  std::chrono::milliseconds time{20'000};
  std::int64_t rows = 5'000'000;
};

/// While it lives, SQL on the connection runs in a sandbox: SELECT only, our tables only, a list of functions, limits on size, depth and
/// time. Pack SQL and `query` run in it, since a pull request may bring either.
class Guard {
 public:
  /// `writable` names the one table that may be created as a temporary one and filled from a SELECT; empty for none.
  explicit Guard(SQLite::Database& db, Allowance allowance = {}, std::string writable = {});
  ~Guard();
  Guard(const Guard&) = delete;
  Guard& operator=(const Guard&) = delete;

 private:
  struct State;
  SQLite::Database& db_;
  std::vector<std::pair<int, int>> limits_;
  std::unique_ptr<State> state_;
};

/// Why foreign SQL did not run, and at which byte of it.
struct SqlFault {
  std::size_t offset = 0;
  Text reason;
};

/// A value of a result row.
using SqlValue = std::variant<std::monostate, std::int64_t, double, std::string>;

/// The text that a value is; empty for anything else.
[[nodiscard]] inline std::string text_in(const SqlValue& value) {
  const auto* text = std::get_if<std::string>(&value);
  return text == nullptr ? std::string() : *text;
}

/// Values bound by name, e.g. `:as_of`; names that the SQL does not use are no matter.
using Bindings = std::vector<std::pair<std::string, SqlValue>>;

/// Exactly one read-only statement of foreign SQL, prepared on a guarded connection.
class GuardedQuery {
 public:
  /// On a fault `fault()` says so and nothing else may be called.
  GuardedQuery(SQLite::Database& db, std::string_view sql);
  ~GuardedQuery();
  GuardedQuery(const GuardedQuery&) = delete;
  GuardedQuery& operator=(const GuardedQuery&) = delete;

  [[nodiscard]] const std::optional<SqlFault>& fault() const { return fault_; }
  [[nodiscard]] std::vector<std::string> columns() const;
  /// Runs and hands each row to `take` (whose result false stops). Returns the fault that ended it early.
  std::optional<SqlFault> run(const Bindings& bindings, const std::function<bool(const std::vector<SqlValue>&)>& take, Allowance allowance = {});

 private:
  SQLite::Database& db_;
  std::string sql_;
  sqlite3_stmt* statement_ = nullptr;
  std::optional<SqlFault> fault_;
};

/// Runs exactly one statement that returns no rows, such as `CREATE VIEW ... AS` or `INSERT INTO ... SELECT` around pack SQL that begins
/// at byte `prefix`; offsets of faults count from there.
[[nodiscard]] std::optional<SqlFault> run_single(SQLite::Database& db, std::string_view sql, std::size_t prefix, const Bindings& bindings = {});

/// The tables that `sql` reads and the views through which it reads them; the fault when it does not prepare.
[[nodiscard]] std::variant<std::set<std::string>, SqlFault> tables_read(SQLite::Database& db, std::string_view sql);

}  // namespace bq::index
