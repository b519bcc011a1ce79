#include <cctype>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include "a_ledger.hpp"
#include "index/check.hpp"

namespace {

using namespace bq;
using bq::tests::ALedger;
using bq::tests::AnIndex;

/// One statement of the pack; `name` says where it stands.
struct Statement {
  std::string name;
  std::string sql;
};

std::vector<Statement> statements_of(const pack::Pack& pack) {
  std::vector<Statement> result;
  const auto add = [&](std::string name, const std::string& sql) {
    if (!sql.empty()) result.push_back({std::move(name), sql});
  };
  for (const auto& [name, derived] : pack.derived) add("derived/" + name, derived.sql.text);
  for (const index::Check& check : index::checks_of(pack)) add("rules/" + check.part, check.sql);
  for (const auto& [name, population] : pack.populations) {
    add("metrics/" + name, "SELECT * FROM " + population.count);
    add("metrics/" + name + " excluded", population.excluded.text);
  }
  for (const auto& [name, dimension] : pack.dimensions) {
    add("dimensions/" + name, dimension.rows.text);
    add("dimensions/" + name + " scope", dimension.scope.text);
  }
  for (const auto& [name, report] : pack.reports) {
    add("reports/" + name + " values", report.values.text);
    add("reports/" + name + " each", report.each.text);
    for (const pack::SectionPlan& section : report.sections) {
      const std::string place = "reports/" + name + " " + section.id;
      add(place, section.sql.text);
      add(place + " values", section.values.text);
      add(place + " items", section.score.items.text);
      add(place + " keys", section.score.keys.text);
      add(place + " bonus", section.score.bonus.text);
    }
  }
  return result;
}

bool is_of_id(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_' || c == '.' || (static_cast<unsigned char>(c) & 0x80U) != 0;
}

/// `text` with `suffix` behind each of `ids`.
std::string renamed(const std::string& text, const std::set<std::string>& ids, const std::string& suffix) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_of_id(text[end])) ++end;
    const std::string word = text.substr(at, end - at);
    result += word;
    if (ids.contains(word)) result += suffix;
    if (end < text.size()) result += text[end++];
    at = end;
  }
  return result;
}

/// Folders whose records every object is held against: with more of them the work may grow as their product.
const std::set<std::string> common{"policies", "deliveries"};

/// Lays further copies of all records into a ledger, each with ids of its own.
void multiply(const ALedger& ledger, int times) {
  AnIndex index(ledger);
  std::vector<std::string> paths;
  std::set<std::string> ids;
  for (const std::string& path : index.rows("SELECT path FROM file WHERE path LIKE '%/%' ORDER BY path")) {
    if (common.contains(path.substr(0, path.find('/')))) continue;
    paths.push_back(path);
    for (const std::string& id :
         index.rows(fmt::format("SELECT r.id FROM record r JOIN file f ON f.file = r.rid >> 20 WHERE f.path = '{}' AND r.id IS NOT NULL", path)))
      ids.insert(id);
  }
  for (const std::string& path : paths) {
    const std::string text = ledger.read(path);
    const std::string stem = path.substr(0, path.rfind('.'));
    for (int copy = 2; copy <= times; ++copy) ledger.write(fmt::format("{}-{}.yaml", stem, copy), renamed(text, ids, fmt::format("-{}", copy)));
  }
}

/// How many steps of its machine SQLite takes for a statement; negative when it fails.
std::int64_t steps_of(AnIndex& index, const std::string& sql) {
  index->settle_for(sql);
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(index->db().getHandle(), sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) return -1;
  const auto bind = [&](const char* name, const std::string& value) {
    if (const int at = sqlite3_bind_parameter_index(statement, name); at > 0) sqlite3_bind_text(statement, at, value.c_str(), -1, SQLITE_TRANSIENT);
  };
  const auto bind_number = [&](const char* name, std::int64_t value) {
    if (const int at = sqlite3_bind_parameter_index(statement, name); at > 0) sqlite3_bind_int64(statement, at, value);
  };
  bind(":start", to_string(index->question().start));
  bind(":finish", to_string(index->question().finish));
  bind(":as_of", to_string(index->question().as_of));
  bind_number(":first", 0);
  bind_number(":last", INT64_MAX);
  while (sqlite3_step(statement) == SQLITE_ROW) {
  }
  const std::int64_t steps = sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_VM_STEP, 0);
  sqlite3_finalize(statement);
  return steps;
}

/// An example and the days over which it runs.
struct Example {
  std::string name;
  std::string start;
  std::string finish;
};

constexpr std::int64_t times = 4;

/// An example as it is, and with several times its records; both are asked about all its days.
struct Pair {
  ALedger one, many;
  AnIndex small, large;

  explicit Pair(const Example& example)
      : one(tests::source_directory() / "examples" / example.name), many(one.path()), small(one), large((multiply(many, times), many)) {
    small.ask(example.start, example.finish, example.finish);
    large.ask(example.start, example.finish, example.finish);
  }
};

/// True when the work grows far faster than the records; sorting and looking up may cost a little more than their number.
bool grows_too_fast(std::int64_t before, std::int64_t after) {
  constexpr std::int64_t noticed = 20'000;
  return after > noticed && after > 2 * times * before;
}

TEST_CASE("the work of every statement of the pack grows as the records do") {
  const std::vector<Example> examples{{"county-knock", "2023-01-01", "2023-12-31"},
                                      {"city-help", "2022-06-01", "2022-12-31"},
                                      {"district-link", "2021-10-01", "2021-12-31"},
                                      {"city-commissioners", "2020-09-01", "2020-12-31"},
                                      {"district-heart", "2024-02-01", "2024-06-30"}};
  for (const Example& example : examples) {
    CAPTURE(example.name);
    Pair pair(example);
    for (const Statement& statement : statements_of(pair.small.pack())) {
      if (statement.name == "rules/duplicate-uscc enterprise") continue;  // the copies of an object share its code, so all are findings
      CAPTURE(statement.name);
      const std::int64_t before = steps_of(pair.small, statement.sql);
      const std::int64_t after = steps_of(pair.large, statement.sql);
      CAPTURE(before);
      CAPTURE(after);
      REQUIRE(before >= 0);
      CHECK_FALSE(grows_too_fast(before, after));
    }
  }
}

TEST_CASE("work that grows as the square of the records is noticed") {
  Pair pair({"county-knock", "2023-01-01", "2023-12-31"});
  const std::string sql = "SELECT COUNT(*) FROM appeal a CROSS JOIN appeal b WHERE a.received < b.received";
  CHECK(grows_too_fast(steps_of(pair.small, sql), steps_of(pair.large, sql)));
}

}  // namespace
