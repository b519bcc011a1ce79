#include "index/guard.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <sqlite3.h>

namespace bq::index {

/// What the callbacks look at; at a fixed address while the guard lives.
struct Guard::State {
  std::chrono::steady_clock::time_point deadline;
  std::string writable;  // the one table that INSERT may fill; empty for none
};

namespace {

/// What pack SQL may call. Left out is what asks the clock or chance, reaches out, or can spend minutes or gigabytes in one call,
/// where neither the deadline nor the limits are looked at (replace, trim, printf, zeroblob).
constexpr std::array<std::string_view, 38> allowed_functions{"abs",
                                                             "avg",
                                                             "char",
                                                             "coalesce",
                                                             "count",
                                                             "cume_dist",
                                                             "date",
                                                             "dense_rank",
                                                             "first_value",
                                                             "glob",
                                                             "group_concat",
                                                             "hex",
                                                             "ifnull",
                                                             "iif",
                                                             "instr",
                                                             "json_array",
                                                             "json_group_array",
                                                             "json_object",
                                                             "json_group_object",
                                                             "lag",
                                                             "last_value",
                                                             "lead",
                                                             "length",
                                                             "like",
                                                             "likely",
                                                             "lower",
                                                             "max",
                                                             "min",
                                                             "nth_value",
                                                             "ntile",
                                                             "nullif",
                                                             "percent_rank",
                                                             "rank",
                                                             "round",
                                                             "row_number",
                                                             "substr",
                                                             "sum",
                                                             "total"};

constexpr std::array<std::pair<int, int>, 9> tight_limits{{{SQLITE_LIMIT_LENGTH, 200'000},
                                                           {SQLITE_LIMIT_SQL_LENGTH, 200'000},
                                                           {SQLITE_LIMIT_COLUMN, 400},
                                                           {SQLITE_LIMIT_EXPR_DEPTH, 200},
                                                           {SQLITE_LIMIT_COMPOUND_SELECT, 50},
                                                           {SQLITE_LIMIT_VDBE_OP, 250'000},
                                                           {SQLITE_LIMIT_FUNCTION_ARG, 127},
                                                           {SQLITE_LIMIT_ATTACHED, 0},
                                                           {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 100}}};

constexpr sqlite3_int64 heap_limit = 2'000'000'000;

bool is_allowed_function(const char* name) {
  std::string lower(name);
  std::ranges::transform(lower, lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return std::ranges::find(allowed_functions, std::string_view(lower)) != allowed_functions.end();
}

/// The one table may be created as a temporary one and filled; SQLite then also writes its own list of temporary tables.
bool may_write(const std::string& table, int action, std::string_view name) {
  if (table.empty()) return false;
  return action == SQLITE_UPDATE ? name == "sqlite_temp_master" : name == table || (action == SQLITE_INSERT && name == "sqlite_temp_master");
}

int authorize(void* writable, int action, const char* first, const char* second, const char* /*schema*/, const char* /*inner*/) {
  switch (action) {
    case SQLITE_CREATE_TEMP_TABLE:
    case SQLITE_INSERT:
    case SQLITE_UPDATE:
      return may_write(*static_cast<std::string*>(writable), action, first) ? SQLITE_OK : SQLITE_DENY;
    case SQLITE_SELECT:
    case SQLITE_RECURSIVE:
      return SQLITE_OK;
    case SQLITE_READ:
      return (std::string_view(first).starts_with("sqlite_") && !may_write(*static_cast<std::string*>(writable), SQLITE_UPDATE, first)) ||
                     std::string_view(first).starts_with("pragma_")
                 ? SQLITE_DENY
                 : SQLITE_OK;
    case SQLITE_FUNCTION:
      return second != nullptr && is_allowed_function(second) ? SQLITE_OK : SQLITE_DENY;
    default:
      return SQLITE_DENY;
  }
}

/// SQLite's own words in a clerk's language where we know them; the original otherwise.
Text reason_of(SQLite::Database& db, int code) {
  const std::string words = sqlite3_errmsg(db.getHandle());
  switch (code & 0xFF) {
    case SQLITE_INTERRUPT:
      return {"运行超时，已停止", "it ran too long and was stopped"};
    case SQLITE_AUTH:
      return {fmt::format("不允许这样做（只能查询）：{}", words), fmt::format("not allowed here, only reading is: {}", words)};
    case SQLITE_NOMEM:
      return {"用的内存太多，已停止", "it used too much memory and was stopped"};
    case SQLITE_TOOBIG:
      return {"产生的数据太大，已停止", "its data grew too large and it was stopped"};
    default:
      return {fmt::format("SQL 有误：{}", words), fmt::format("mistake in SQL: {}", words)};
  }
}

std::size_t offset_of(SQLite::Database& db) {
  const int offset = sqlite3_error_offset(db.getHandle());
  return offset < 0 ? 0 : static_cast<std::size_t>(offset);
}

/// True when `rest` holds nothing but blanks, comments and semicolons.
bool is_empty_sql(std::string_view rest) {
  while (!rest.empty()) {
    if (rest.front() == ';' || rest.front() == ' ' || rest.front() == '\n' || rest.front() == '\t' || rest.front() == '\r') {
      rest.remove_prefix(1);
    } else if (rest.starts_with("--")) {
      rest.remove_prefix(std::min(rest.find('\n'), rest.size()));
    } else if (rest.starts_with("/*")) {
      const std::size_t end = rest.find("*/");
      rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 2);
    } else {
      return false;
    }
  }
  return true;
}

void bind(sqlite3_stmt* statement, int position, const SqlValue& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    sqlite3_bind_int64(statement, position, *number);
  } else if (const auto* real = std::get_if<double>(&value)) {
    sqlite3_bind_double(statement, position, *real);
  } else if (const auto* text = std::get_if<std::string>(&value)) {
    sqlite3_bind_text(statement, position, text->data(), static_cast<int>(text->size()), SQLITE_TRANSIENT);
  }
}

void bind_all(sqlite3_stmt* statement, const Bindings& bindings) {
  for (const auto& [name, value] : bindings) {
    if (const int position = sqlite3_bind_parameter_index(statement, name.c_str()); position != 0) bind(statement, position, value);
  }
}

/// Prepares one statement and nothing else; on a fault `statement` may be set all the same and is the caller's to finalise.
std::optional<SqlFault> prepare_single(SQLite::Database& db, std::string_view sql, sqlite3_stmt** statement) {
  const char* tail = nullptr;
  const int code = sqlite3_prepare_v2(db.getHandle(), sql.data(), static_cast<int>(sql.size()), statement, &tail);
  if (code != SQLITE_OK) return SqlFault{offset_of(db), reason_of(db, code)};
  const std::string_view rest(tail, static_cast<std::size_t>(sql.data() + sql.size() - tail));
  if (*statement == nullptr) return SqlFault{0, {"这里没有 SQL 语句", "there is no SQL statement here"}};
  if (!is_empty_sql(rest)) return SqlFault{sql.size() - rest.size(), {"只能有一条语句", "only one statement is allowed"}};
  return std::nullopt;
}

SqlValue column_value(sqlite3_stmt* statement, int column) {
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER:
      return static_cast<std::int64_t>(sqlite3_column_int64(statement, column));
    case SQLITE_FLOAT:
      return sqlite3_column_double(statement, column);
    case SQLITE_NULL:
      return {};
    default: {
      const auto* text = static_cast<const char*>(sqlite3_column_blob(statement, column));
      const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
      return text == nullptr ? std::string() : std::string(text, size);
    }
  }
}

}  // namespace

Guard::Guard(SQLite::Database& db, Allowance allowance, std::string writable) : db_(db), state_(std::make_unique<State>()) {
  sqlite3* handle = db.getHandle();
  state_->writable = std::move(writable);
  state_->deadline = std::chrono::steady_clock::now() + allowance.time;
  for (const auto& [limit, value] : tight_limits) limits_.emplace_back(limit, sqlite3_limit(handle, limit, value));
  sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
  sqlite3_hard_heap_limit64(heap_limit);
  if (state_->writable.empty()) sqlite3_exec(handle, "PRAGMA query_only = ON", nullptr, nullptr, nullptr);
  sqlite3_set_authorizer(handle, authorize, &state_->writable);
  sqlite3_progress_handler(
      handle, 1'000, [](void* state) { return std::chrono::steady_clock::now() > static_cast<State*>(state)->deadline ? 1 : 0; }, state_.get());
}

Guard::~Guard() {
  sqlite3* handle = db_.getHandle();
  sqlite3_progress_handler(handle, 0, nullptr, nullptr);
  sqlite3_set_authorizer(handle, nullptr, nullptr);
  sqlite3_exec(handle, "PRAGMA query_only = OFF", nullptr, nullptr, nullptr);
  for (const auto& [limit, value] : limits_) sqlite3_limit(handle, limit, value);
}

GuardedQuery::GuardedQuery(SQLite::Database& db, std::string_view sql) : db_(db), sql_(sql) {
  fault_ = prepare_single(db, sql_, &statement_);
  if (!fault_ && sqlite3_stmt_readonly(statement_) == 0) fault_ = SqlFault{0, {"只能查询，不能改动", "only reading is allowed"}};
}

GuardedQuery::~GuardedQuery() { sqlite3_finalize(statement_); }

std::vector<std::string> GuardedQuery::columns() const {
  std::vector<std::string> names;
  for (int i = 0; i < sqlite3_column_count(statement_); ++i) names.emplace_back(sqlite3_column_name(statement_, i));
  return names;
}

std::optional<SqlFault> GuardedQuery::run(const Bindings& bindings, const std::function<bool(const std::vector<SqlValue>&)>& take, Allowance allowance) {
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
  bind_all(statement_, bindings);
  std::vector<SqlValue> row(static_cast<std::size_t>(sqlite3_column_count(statement_)));
  std::int64_t rows = 0;
  int code = SQLITE_ROW;
  while ((code = sqlite3_step(statement_)) == SQLITE_ROW) {
    if (++rows > allowance.rows) return SqlFault{0, {"结果的行数太多，已停止", "it returned too many rows and was stopped"}};
    for (std::size_t i = 0; i < row.size(); ++i) row[i] = column_value(statement_, static_cast<int>(i));
    if (!take(row)) break;
  }
  const std::optional<SqlFault> fault = code == SQLITE_ROW || code == SQLITE_DONE ? std::nullopt : std::optional(SqlFault{0, reason_of(db_, code)});
  sqlite3_reset(statement_);
  return fault;
}

std::optional<SqlFault> run_single(SQLite::Database& db, std::string_view sql, std::size_t prefix, const Bindings& bindings) {
  sqlite3_stmt* statement = nullptr;
  std::optional<SqlFault> fault = prepare_single(db, sql, &statement);
  if (!fault) {
    bind_all(statement, bindings);
    const int code = sqlite3_step(statement);
    if (code != SQLITE_DONE && code != SQLITE_ROW) fault = SqlFault{0, reason_of(db, code)};
  }
  sqlite3_finalize(statement);
  if (fault) fault->offset -= std::min(prefix, fault->offset);
  return fault;
}

std::variant<std::set<std::string>, SqlFault> tables_read(SQLite::Database& db, std::string_view sql) {
  std::set<std::string> tables;
  const auto note = [](void* state, int action, const char* first, const char*, const char*, const char* inner) {
    auto& names = *static_cast<std::set<std::string>*>(state);
    if (action == SQLITE_READ && first != nullptr) names.insert(first);
    if (action == SQLITE_READ && inner != nullptr) names.insert(inner);
    // SQLite carries out many a PRAGMA while it prepares it.
    return action == SQLITE_READ || action == SQLITE_SELECT || action == SQLITE_FUNCTION || action == SQLITE_RECURSIVE ? SQLITE_OK : SQLITE_DENY;
  };
  sqlite3_set_authorizer(db.getHandle(), note, &tables);
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v2(db.getHandle(), sql.data(), static_cast<int>(sql.size()), &statement, nullptr);
  sqlite3_finalize(statement);
  std::variant<std::set<std::string>, SqlFault> result;
  if (code == SQLITE_OK) {
    result = std::move(tables);
  } else {
    result = SqlFault{offset_of(db), reason_of(db, code)};
  }
  sqlite3_set_authorizer(db.getHandle(), nullptr, nullptr);
  return result;
}

}  // namespace bq::index
