#include "index/derive.hpp"

#include <algorithm>
#include <limits>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "index/guard.hpp"
#include "index/rid.hpp"
#include "index/tables.hpp"
#include "index/writer.hpp"

namespace bq::index {
namespace {

using pack::Derived;

/// True when the fault is only that another derived table, itself at fault, is not there.
bool is_consequence(const SqlFault& fault, const pack::Pack& pack) {
  constexpr std::string_view words = "no such table: ";
  const std::size_t at = fault.reason.en.find(words);
  if (at == std::string::npos) return false;
  std::string name = fault.reason.en.substr(at + words.size());
  if (const std::size_t dot = name.rfind('.'); dot != std::string::npos) name = name.substr(dot + 1);
  return pack.derived.contains(name);
}

/// The indexes of a derived table. One of a single column holds only the rows that have a value: counted with the empty ones, a column that is mostly
/// empty would look as if each value stood in most rows, and no plan would use it.
std::vector<std::string> indexes_of(const Derived& derived, std::string_view schema) {
  StoredTable table{.name = derived.name, .columns = {}, .indexes = {}, .sparse = {}};
  for (const std::string& columns : derived.indexes) (columns.find(',') == std::string::npos ? table.sparse : table.indexes).push_back(columns);
  return index_statements(table, schema);
}

/// Creates the empty table of `derived` with the column types that SQLite finds for its SQL; without types no index on them could serve a join.
std::optional<SqlFault> create_typed(SQLite::Database& db, const Derived& derived, std::string_view schema) {
  const std::string prefix = "CREATE TEMP TABLE probe AS SELECT * FROM (";
  std::optional<SqlFault> fault;
  {
    const Guard guard(db, {}, "probe");
    fault = run_single(db, fmt::format("{}{}\n) LIMIT 0", prefix, derived.sql.text), prefix.size());
  }
  std::vector<std::string> columns;
  SQLite::Statement info(db, "SELECT name, type FROM pragma_table_info('probe')");
  while (info.executeStep()) columns.push_back(fmt::format("{} {}", sql_name(info.getColumn(0).getString()), info.getColumn(1).getString()));
  info.reset();
  db.exec("DROP TABLE IF EXISTS temp.probe");
  if (columns.empty()) columns.emplace_back("rid INTEGER");
  db.exec(fmt::format("CREATE TABLE {}.{} ({})", schema, sql_name(derived.name), fmt::join(columns, ", ")));
  for (const std::string& statement : indexes_of(derived, schema)) db.exec(statement);
  return fault;
}

/// Keeps the pack's stored derived tables in step with the tables they read.
class Derivation {
 public:
  Derivation(SQLite::Database& db, const pack::Pack& pack, Changes& changes, std::vector<Lap>& laps) : db_(db), pack_(pack), changes_(changes), laps_(laps) {
    for (const auto& [name, derived] : pack.derived) {
      if (derived.is_stored()) waiting_.push_back(&derived);
    }
  }

  /// Goes round until nothing more can be computed; what is left cannot be.
  std::vector<pack::PackFault> run() {
    bool progress = true;
    while (progress && !waiting_.empty()) {
      progress = false;
      for (const Derived* derived : std::vector(waiting_)) {
        const auto reads = tables_read(db_, derived->sql.text);
        const auto* tables = std::get_if<std::set<std::string>>(&reads);
        if (tables == nullptr || !is_ready(*tables, *derived)) continue;
        Stopwatch watch;
        bring_up_to_date(*derived, *tables);
        laps_.push_back(watch.lap({derived->name, derived->name}));
        std::erase(waiting_, derived);
        progress = true;
      }
    }
    for (const Derived* derived : waiting_) {
      const auto reads = tables_read(db_, derived->sql.text);
      if (const auto* fault = std::get_if<SqlFault>(&reads); fault != nullptr && !is_consequence(*fault, pack_)) complain(*derived, *fault);
    }
    return std::move(faults_);
  }

 private:
  SQLite::Database& db_;
  const pack::Pack& pack_;
  Changes& changes_;
  std::vector<Lap>& laps_;
  std::vector<const Derived*> waiting_;
  std::vector<pack::PackFault> faults_;

  void complain(const Derived& derived, const SqlFault& fault) { faults_.push_back(sql_mistake(derived.sql, fault.offset, fault.reason)); }

  [[nodiscard]] bool is_ready(const std::set<std::string>& reads, const Derived& self) const {
    return std::ranges::none_of(waiting_, [&](const Derived* other) { return other != &self && reads.contains(other->name); });
  }

  void bring_up_to_date(const Derived& derived, const std::set<std::string>& reads) {
    const bool is_new = !db_.tableExists(derived.name);
    if (is_new) create(derived);
    if (lacks_rid(derived)) {
      complain(derived, {0, {"scope 为 record 的表要有 rid 一列", "a table of scope record needs a column rid"}});
      return;
    }
    const bool is_stale = std::ranges::any_of(reads, [&](const std::string& name) { return changes_.tables.contains(name); });
    if (!is_new && !is_stale) return;
    if (!is_new && derived.scope == Derived::Scope::record && is_of_one_kind(reads)) {
      for (const std::int64_t file : changes_.files) fill(derived, make_rid(file, 0), make_rid(file, max_ordinal));
    } else {
      fill(derived, 0, std::numeric_limits<Rid>::max());
    }
    changes_.tables.insert(derived.name);
  }

  void create(const Derived& derived) {
    if (const auto fault = create_typed(db_, derived, "main")) complain(derived, *fault);
  }

  /// Rows of scope `record` are found again by their rid.
  [[nodiscard]] bool lacks_rid(const Derived& derived) {
    if (derived.scope != Derived::Scope::record) return false;
    SQLite::Statement column(db_, "SELECT 1 FROM pragma_table_info(?) WHERE name = 'rid'");
    column.bind(1, derived.name);
    return !column.executeStep();
  }

  /// Whether all record tables read, and all that changed, belong to one kind, so that a record's rows depend on that record alone.
  [[nodiscard]] bool is_of_one_kind(const std::set<std::string>& reads) const {
    int kinds = 0;
    for (const auto& [name, kind] : pack_.kinds) {
      if (std::ranges::any_of(table_names(pack_, *kind), [&](const std::string& table) { return reads.contains(table); })) ++kinds;
    }
    return kinds == 1;
  }

  void fill(const Derived& derived, Rid first, Rid last) {
    const bool all = derived.scope == Derived::Scope::ledger;
    SQLite::Statement clear(db_, fmt::format("DELETE FROM {}{}", sql_name(derived.name), all ? "" : " WHERE rid BETWEEN ? AND ?"));
    if (!all) {
      clear.bind(1, first);
      clear.bind(2, last);
    }
    clear.exec();
    const std::string prefix = fmt::format("INSERT INTO {} ", sql_name(derived.name));
    const Guard guard(db_, {}, derived.name);
    if (const auto fault = run_single(db_, prefix + derived.sql.text, prefix.size(), {{":first", first}, {":last", last}})) complain(derived, *fault);
  }
};

}  // namespace

pack::PackFault sql_mistake(const pack::Sql& sql, std::size_t offset, const Text& reason) {
  return {sql.source, yaml::mistake(pack::place_in_file(sql, offset), reason)};
}

std::vector<pack::PackFault> create_views(SQLite::Database& db, const pack::Pack& pack, std::string_view schema) {
  std::vector<pack::PackFault> faults;
  for (const auto& [name, derived] : pack.derived) {
    if (derived.is_stored()) continue;
    const std::string prefix = fmt::format("CREATE VIEW {}.{} AS ", schema, sql_name(name));
    if (const auto fault = run_single(db, prefix + derived.sql.text, prefix.size())) faults.push_back(sql_mistake(derived.sql, fault->offset, fault->reason));
  }
  return faults;
}

std::vector<pack::PackFault> check_views(SQLite::Database& db, const pack::Pack& pack) {
  std::vector<pack::PackFault> faults;
  for (const auto& [name, derived] : pack.derived) {
    if (derived.is_stored()) continue;
    const auto reads = tables_read(db, derived.sql.text);
    if (const auto* fault = std::get_if<SqlFault>(&reads); fault != nullptr && !is_consequence(*fault, pack)) {
      faults.push_back(sql_mistake(derived.sql, fault->offset, fault->reason));
    }
  }
  return faults;
}

std::optional<pack::PackFault> settle(SQLite::Database& db, const Derived& derived, const Bindings& bindings) {
  // Under another name first: its own SQL may still see the view.
  const std::string prefix = "INSERT INTO temp.settling ";
  Derived table = derived;
  table.name = "settling";
  table.indexes.clear();
  std::optional<SqlFault> fault = create_typed(db, table, "temp");
  if (!fault) {
    const Guard guard(db, {}, table.name);
    fault = run_single(db, prefix + derived.sql.text, prefix.size(), bindings);
  }
  db.exec(fmt::format("DROP VIEW temp.{}", sql_name(derived.name)));
  db.exec(fmt::format("ALTER TABLE temp.settling RENAME TO {}", sql_name(derived.name)));
  for (const std::string& statement : indexes_of(derived, "temp")) db.exec(statement);
  // Without its size a join from it would first read the whole other table into a filter.
  db.exec(fmt::format("ANALYZE temp.{}", sql_name(derived.name)));
  if (fault) return sql_mistake(derived.sql, fault->offset, fault->reason);
  return std::nullopt;
}

void unsettle(SQLite::Database& db, const Derived& derived) {
  db.exec(fmt::format("DROP TABLE temp.{}", sql_name(derived.name)));
  (void)run_single(db, fmt::format("CREATE VIEW temp.{} AS {}", sql_name(derived.name), derived.sql.text), 0);
}

std::vector<pack::PackFault> derive(SQLite::Database& db, const pack::Pack& pack, Changes& changes, std::vector<Lap>& laps) {
  return Derivation(db, pack, changes, laps).run();
}

}  // namespace bq::index
