#include <doctest/doctest.h>
#include <fmt/format.h>

#include "a_ledger.hpp"

namespace {

using namespace bq;
using bq::tests::ALedger;
using bq::tests::AnIndex;
using Texts = std::vector<std::string>;

constexpr index::Allowance little{.time = std::chrono::milliseconds(300), .rows = 1'000};

std::string show(const index::SqlValue& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  if (const auto* real = std::get_if<double>(&value)) return fmt::format("{}", *real);
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  return "NULL";
}

/// What foreign SQL gives: its values, or why not.
std::string answer(AnIndex& index, std::string_view sql) {
  const index::Guard guard(index->db(), little);
  index::GuardedQuery query(index->db(), sql);
  if (query.fault()) return "refused: " + query.fault()->reason.en;
  std::string text;
  const auto fault = query.run(
      index->bindings(),
      [&](const std::vector<index::SqlValue>& row) {
        for (const index::SqlValue& value : row) text += (text.empty() ? "" : " ") + show(value).substr(0, 100);
        return true;
      },
      little);
  return fault ? "refused: " + fault->reason.en : text;
}

/// Every one is refused (or is NULL) soon, and afterwards the connection works and has lost nothing.
void check_refused(const Texts& hostile) {
  const ALedger ledger;
  AnIndex index(ledger);
  const Texts records = index.rows("SELECT * FROM record ORDER BY rid");
  for (const std::string& sql : hostile) {
    const auto begin = std::chrono::steady_clock::now();
    const std::string got = answer(index, sql);
    const auto time = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin).count();
    const std::string shown = sql.substr(0, 120);
    CHECK_MESSAGE((got.starts_with("refused") || got == "NULL"), shown << " gave " << got.substr(0, 200));
    CHECK_MESSAGE(time < 3'000, shown << " took " << time << " ms");
    CHECK_MESSAGE(answer(index, "SELECT 1") == "1", shown);
  }
  CHECK(index.rows("SELECT * FROM record ORDER BY rid") == records);
  CHECK(index.diagnostics().empty());
}

std::string repeated(std::string_view text, int times) {
  std::string result;
  for (int i = 0; i < times; ++i) result += text;
  return result;
}

}  // namespace

TEST_CASE("foreign SQL reads, joins, counts and asks the bound names") {
  const ALedger ledger;
  AnIndex index(ledger);
  CHECK(answer(index, "SELECT COUNT(*) FROM appeal") == "2");
  CHECK(answer(index, "SELECT id FROM round JOIN enterprise ON enterprise.id = round.enterprise WHERE opened <= :as_of ORDER BY id; -- the end\n") ==
        "E-001 E-002");
  CHECK(answer(index, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4) SELECT group_concat(i) FROM n") == "1,2,3,4");
  CHECK(answer(index, "SELECT date(:as_of, '+1 month', 'start of month'), round(1.5), substr('企业', 2)") == "2024-04-01 2 业");
  CHECK(answer(index,
               "SELECT date(:as_of, 'weekday 0'), date(:as_of, 'weekday 6'), date(:as_of, '-6 days', 'weekday 1'), "
               "date(:as_of, 'weekday 7') IS NULL") == "2024-03-31 2024-04-06 2024-03-25 1");
  CHECK(answer(index, "VALUES (:start, :finish)") == "2024-01-01 2024-03-31");
}

TEST_CASE("foreign SQL cannot write") {
  check_refused({"INSERT INTO record VALUES (1, 1, 'a', 'a', 'a', 0, 0)",
                 "UPDATE appeal SET id = 'x'",
                 "DELETE FROM record",
                 "REPLACE INTO setting VALUES ('key', 'x')",
                 "DROP TABLE record",
                 "DROP VIEW round",
                 "DROP INDEX record_by_space_id_kind",
                 "ALTER TABLE record RENAME TO r",
                 "CREATE TABLE t (a)",
                 "CREATE TEMP TABLE t (a)",
                 "CREATE TABLE t AS SELECT 1",
                 "CREATE VIEW v AS SELECT 1",
                 "CREATE TEMP VIEW v AS SELECT 1",
                 "CREATE TRIGGER t AFTER DELETE ON record BEGIN SELECT 1; END",
                 "CREATE VIRTUAL TABLE t USING fts5(a)",
                 "CREATE INDEX i ON record (id)",
                 "ATTACH DATABASE '/tmp/bqtool-guard-test.db' AS other",
                 "ATTACH ':memory:' AS other",
                 "DETACH main",
                 "PRAGMA query_only = OFF",
                 "PRAGMA writable_schema = ON",
                 "PRAGMA journal_mode",
                 "PRAGMA table_info(record)",
                 "VACUUM",
                 "VACUUM INTO '/tmp/bqtool-guard-test.db'",
                 "ANALYZE",
                 "REINDEX",
                 "BEGIN",
                 "BEGIN IMMEDIATE",
                 "COMMIT",
                 "ROLLBACK",
                 "SAVEPOINT a",
                 "RELEASE a",
                 "WITH a AS (SELECT 1) INSERT INTO setting SELECT 1, 2 FROM a",
                 "DELETE FROM record RETURNING rid",
                 "EXPLAIN DELETE FROM record"});
  CHECK_FALSE(std::filesystem::exists("/tmp/bqtool-guard-test.db"));
}

TEST_CASE("foreign SQL is one statement") {
  check_refused({"", " ", "-- nothing", "/* nothing */", ";", "SELECT 1; SELECT 2", "SELECT 1; DROP TABLE record", "SELECT 1;; x",
                 "SELECT 1; /* */ DELETE FROM record", "SELECT 1 /* open */; -- \n DELETE FROM record", std::string("SELECT 1\0; DROP TABLE record", 29),
                 "SELEC 1", "SELECT", "SELECT (1", "SELECT 'open", "SELECT \"no such column\"", "SELECT no_such_column FROM record",
                 "SELECT * FROM no_such_table"});
}

TEST_CASE("foreign SQL cannot reach out") {
  check_refused({"SELECT load_extension('x')",
                 "SELECT readfile('/etc/passwd')",
                 "SELECT writefile('/tmp/x', 'x')",
                 "SELECT edit('x')",
                 "SELECT fts3_tokenizer('simple')",
                 "SELECT fts3_tokenizer('simple', x'00')",
                 "SELECT * FROM sqlite_master",
                 "SELECT * FROM sqlite_schema",
                 "SELECT COUNT(*) FROM sqlite_master",
                 "SELECT * FROM main.sqlite_master",
                 "SELECT * FROM sqlite_temp_master",
                 "SELECT * FROM SQLite_Master",
                 "SELECT * FROM sqlite_stat1",
                 "SELECT (SELECT sql FROM sqlite_master LIMIT 1)",
                 "SELECT 1 FROM record WHERE EXISTS (SELECT 1 FROM sqlite_schema)",
                 "SELECT * FROM pragma_database_list",
                 "SELECT file FROM pragma_database_list()",
                 "SELECT COUNT(*) FROM pragma_compile_options",
                 "SELECT * FROM pragma_table_info('record')",
                 "SELECT * FROM dbstat",
                 "SELECT * FROM sqlite_dbpage",
                 "SELECT * FROM bytecode('SELECT 1')",
                 "SELECT sqlite_version()",
                 "SELECT sqlite_source_id()",
                 "SELECT sqlite_compileoption_get(1)",
                 "SELECT last_insert_rowid()",
                 "SELECT changes()",
                 "SELECT sqlite_log(1, 'x')",
                 "SELECT unicode('x')",
                 "SELECT quote('x')"});
}

TEST_CASE("foreign SQL that runs on is stopped") {
  check_refused({"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT MAX(i) FROM n",
                 "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT COUNT(*) FROM n", "SELECT COUNT(*) FROM workday a, workday b, workday c",
                 "SELECT a.date FROM workday a, workday b ORDER BY a.date || b.date", "SELECT date FROM workday, (SELECT 1 UNION ALL SELECT 2)",
                 "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"});
}

TEST_CASE("no single function of foreign SQL runs on past the deadline for long") {
  const ALedger ledger;
  AnIndex index(ledger);
  for (const std::string& sql :
       {std::string("SELECT instr(printf('%.800000c', 'a'), printf('%.400000c', 'a') || 'b')"),
        std::string("SELECT length(replace(printf('%.800000c', 'a'), printf('%.400000c', 'a') || 'b', 'c'))"),
        std::string("SELECT trim(printf('%.50000c', 'a'), printf('%.50000c', 'b') || 'a')"),
        "SELECT printf('%.1000000c', 'a') LIKE '%" + repeated("a", 900) + "b'", "SELECT printf('%.1000000c', 'a') GLOB '" + repeated("*a", 400) + "b'"}) {
    const auto begin = std::chrono::steady_clock::now();
    (void)answer(index, sql);
    const auto time = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin).count();
    CHECK_MESSAGE(time < 1'500, sql.substr(0, 100) << " took " << time << " ms");
  }
}

TEST_CASE("foreign SQL cannot grow without bounds") {
  Texts hostile{"SELECT zeroblob(1000000000)",
                "SELECT randomblob(1000000000)",
                "SELECT printf('%1000000000d', 1)",
                "SELECT printf('%.*c', 500000000, 'x')",
                "SELECT format('%.500000000c', 'x')",
                "SELECT length(replace(printf('%.1000000c', 'a'), 'a', printf('%.1000c', 'b')))",
                "SELECT hex(printf('%.7000000c', 'a'))",
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 100000000) SELECT length(group_concat(printf('%.1000c', 'x'))) FROM n",
                "WITH RECURSIVE n(t) AS (SELECT 'a' UNION ALL SELECT t || t FROM n) SELECT length(t) FROM n",
                "WITH RECURSIVE n(i, t) AS (SELECT 1, 'a' UNION SELECT i + 1, printf('%.100000c', 'x') || i FROM n) SELECT COUNT(*) FROM n",
                "SELECT 'x' LIKE '" + repeated("%a", 600) + "'",
                "SELECT " + repeated("1, ", 500) + "1",
                "SELECT " + repeated("(", 300) + "1" + repeated(")", 300),
                "SELECT " + repeated("1 + ", 2'000) + "1",
                "SELECT " + repeated("NOT ", 500) + "1",
                "SELECT 1" + repeated(" UNION ALL SELECT 1", 60),
                "SELECT max(" + repeated("1, ", 200) + "1)",
                "SELECT 1 FROM " + repeated("record, ", 70) + "record",
                "SELECT '" + std::string(300'000, 'x') + "'"};
  check_refused(hostile);
}

TEST_CASE("foreign SQL cannot ask the clock or chance") {
  check_refused({"SELECT current_timestamp", "SELECT current_date", "SELECT current_time", "SELECT random()", "SELECT randomblob(4)",
                 "SELECT id FROM appeal ORDER BY random()", "SELECT strftime('%Y', 'now')", "SELECT julianday('now')", "SELECT unixepoch()",
                 "SELECT datetime('now')", "SELECT time()", "SELECT localtime()"});
  const ALedger ledger;
  AnIndex index(ledger);
  for (const char* sql : {"SELECT date('now')", "SELECT date()", "SELECT date('now', '+1 day')", "SELECT date('2024-01-01', 'localtime')",
                          "SELECT date('2024-01-01', 'utc')", "SELECT date(2460000)", "SELECT date('2024-01-01', '+1.5 days')", "SELECT date(NULL)",
                          "SELECT date('2024-01-01', NULL)", "SELECT date('2024-01-01', '+99999999999 days')"}) {
    CHECK_MESSAGE(answer(index, sql) == "NULL", sql);
  }
}

TEST_CASE("adding days, months and years to a day clamps to the month's last day") {
  const ALedger ledger;
  AnIndex index(ledger);
  CHECK(answer(index,
               "SELECT date('2024-01-31', '+1 month'), date('2023-01-31', '1 months'), date('2024-02-29', '+1 year'), date('2024-03-31', '-1 month'), "
               "date('2024-12-31', '+1 day'), date('2024-05-17', 'start of year')") == "2024-02-29 2023-02-28 2025-02-28 2024-02-29 2025-01-01 2024-01-01");
}

TEST_CASE("a day moved out of the years that are dates is none") {
  const ALedger ledger;
  AnIndex index(ledger);
  CHECK(answer(index, "SELECT date('2199-12-31', '+100000 days'), date('2024-01-01', '-100000 years'), date('2024-01-01', '+100000 months')") ==
        "NULL NULL NULL");
}

TEST_CASE("after the guard the engine itself may write again") {
  const ALedger ledger;
  AnIndex index(ledger);
  CHECK(answer(index, "DELETE FROM record").starts_with("refused"));
  index->db().exec("CREATE TEMP TABLE mine (a); INSERT INTO mine VALUES (1)");
  CHECK(index.rows("SELECT a FROM mine") == Texts{"1"});
  CHECK(index.rows("SELECT length(zeroblob(9000000))") == Texts{"9000000"});
}

TEST_CASE("the refusal names the byte where the mistake stands") {
  const ALedger ledger;
  AnIndex index(ledger);
  const index::Guard guard(index->db(), little);
  CHECK(index::GuardedQuery(index->db(), "SELECT id, 标题 FROM appeal").fault()->offset == 11);
  CHECK(index::GuardedQuery(index->db(), "SELECT 1; DELETE FROM record").fault()->offset == 9);
}
