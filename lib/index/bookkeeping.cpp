#include "index/bookkeeping.hpp"

#include <fmt/format.h>

#include "index/tables.hpp"

namespace bq::index {
namespace {

/// How far around the known years working days are counted; what lies outside the known years is provisional.
constexpr int years_before = 8;
constexpr int years_after = 6;

void write_workdays(SQLite::Database& db, const pack::Calendar& calendar) {
  using namespace std::chrono;
  SQLite::Statement put(db, "INSERT INTO workday (date, seq, work, provisional) VALUES (?, ?, ?, ?)");
  std::int64_t seq = 0;
  const Date last(year(calendar.last_year + years_after) / December / 31);
  for (Date day(year(calendar.first_year - years_before) / January / 1); day <= last; day += days(1)) {
    const bool works = calendar.works(day);
    if (works) ++seq;
    put.bind(1, to_string(day));
    put.bind(2, seq);
    put.bind(3, works ? 1 : 0);
    put.bind(4, calendar.knows(day) ? 0 : 1);
    put.exec();
    put.reset();
  }
}

void write_label(SQLite::Statement& put, const std::string& kind, const schema::Column& column) {
  for (const schema::Choice& choice : column.field->choices) {
    put.bind(1, kind);
    put.bind(2, column.name);
    put.bind(3, choice.value);
    put.bind(4, choice.title);
    put.exec();
    put.reset();
  }
}

void write_names(SQLite::Database& db, const pack::Pack& pack) {
  SQLite::Statement put(db, "INSERT INTO pack_name (sort, name) VALUES (?, ?)");
  const auto write = [&](const char* sort, const std::string& name) {
    put.bind(1, sort);
    put.bind(2, name);
    put.exec();
    put.reset();
  };
  for (const auto& [name, rule] : pack.rules) write("rule", name);
  std::set<std::string> lists;
  for (const auto& [name, list] : pack.lists) lists.insert(name);
  for (const auto& [name, kind] : pack.kinds) {
    for (const schema::Table& table : kind->tables) {
      for (const schema::Column& column : table.columns) lists.insert(column.field->list);
    }
  }
  lists.erase("");
  for (const std::string& name : lists) write("list", name);
  for (const auto& [name, population] : pack.populations) {
    for (const pack::Metric& metric : population.metrics) write("metric", metric.id);
  }
  for (const auto& [name, report] : pack.reports) {
    if (!report.sections.empty()) write("report", name);
  }
}

}  // namespace

void write_reference_tables(SQLite::Database& db, const pack::Pack& pack, const Settings& settings) {
  if (const auto calendar = pack.calendars.find(settings.calendar); calendar != pack.calendars.end()) write_workdays(db, calendar->second);
  SQLite::Statement entry(db, "INSERT INTO list_entry (list, id, title) VALUES (?, ?, ?)");
  for (const auto& [list, choices] : settings.vocabulary) {
    for (const schema::Choice& choice : choices) {
      entry.bind(1, list);
      entry.bind(2, choice.value);
      entry.bind(3, choice.title);
      entry.exec();
      entry.reset();
    }
  }
  write_names(db, pack);
  SQLite::Statement label(db, "INSERT INTO label (kind, field, value, title) VALUES (?, ?, ?, ?)");
  for (const auto& [name, kind] : pack.kinds) {
    for (const schema::Table& table : kind->tables) {
      for (const schema::Column& column : table.columns) write_label(label, table.name, column);
    }
  }
}

void write_members(SQLite::Database& db, const std::vector<store::Part>& parts) {
  SQLite::Statement put(db, "INSERT INTO member (part, ledger, revision) VALUES (?, ?, NULLIF(?, ''))");
  for (const store::Part& part : parts) {
    put.bind(1, part.name);
    put.bind(2, part.folder);
    put.bind(3, part.commit);
    put.exec();
    put.reset();
  }
}

void mark_repeated(SQLite::Database& db, const pack::Pack& pack, std::set<std::string>& changed) {
  db.exec("DROP TABLE IF EXISTS temp.repeated");
  db.exec(
      "CREATE TEMP TABLE repeated AS "
      "WITH shared AS (SELECT space, id FROM record WHERE id IS NOT NULL GROUP BY space, id HAVING COUNT(*) > 1), "
      "ranked AS (SELECT r.rid, ROW_NUMBER() OVER (PARTITION BY r.space, r.id ORDER BY f.part, f.path, r.rid) AS place "
      "FROM shared s JOIN record r ON r.space = s.space AND r.id = s.id JOIN file f ON f.file = r.rid >> 20) "
      "SELECT rid FROM ranked WHERE place > 1");
  for (const auto& [name, kind] : pack.kinds) {
    if (kind->key.empty()) continue;
    const std::string& field = kind->key.front();
    const std::string restored = kind->key.size() == 1 ? "r.id" : "SUBSTR(r.id, 1, INSTR(r.id, ' ') - 1)";
    const int freed =
        db.exec(fmt::format("UPDATE {0} SET {1} = (SELECT {2} FROM record r WHERE r.rid = {0}.rid) WHERE {1} IS NULL AND rid IN "
                            "(SELECT rid FROM record WHERE repeated = 1 AND kind = {3} AND rid NOT IN (SELECT rid FROM temp.repeated))",
                            sql_name(name), sql_name(field), restored, sql_text(name)));
    const int taken =
        db.exec(fmt::format("UPDATE {0} SET {1} = NULL WHERE {1} IS NOT NULL AND rid IN (SELECT rid FROM temp.repeated)", sql_name(name), sql_name(field)));
    if (freed + taken > 0) changed.insert(name);
  }
  db.exec("UPDATE record SET repeated = 0 WHERE repeated = 1 AND rid NOT IN (SELECT rid FROM temp.repeated)");
  db.exec("UPDATE record SET repeated = 1 WHERE rid IN (SELECT rid FROM temp.repeated)");
  db.exec("DROP TABLE temp.repeated");
}

void raise_versions(SQLite::Database& db, const std::set<std::string>& changed) {
  SQLite::Statement put(db, "INSERT INTO table_state (name, version) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET version = version + 1");
  for (const std::string& name : changed) {
    put.bind(1, name);
    put.exec();
    put.reset();
  }
}

}  // namespace bq::index
