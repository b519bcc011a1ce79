#include "index/index.hpp"

#include <algorithm>

#include <SQLiteCpp/Backup.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "index/bookkeeping.hpp"
#include "index/derive.hpp"
#include "index/function_date.hpp"
#include "index/join.hpp"
#include "index/rid.hpp"
#include "index/scan.hpp"
#include "index/tables.hpp"

namespace bq::index {
namespace {

namespace fs = std::filesystem;

/// Raised whenever the layout of the index itself changes.
constexpr int layout_version = 10;

constexpr int busy_milliseconds = 10'000;

void create_stored_tables(SQLite::Database& db, const pack::Pack& pack) {
  for (const StoredTable& table : system_tables()) db.exec(create_statement(table));
  for (const auto& [name, kind] : pack.kinds) {
    for (const StoredTable& table : tables_of(*kind)) db.exec(create_statement(table));
  }
  for (const auto& [name, fold] : pack.folds) db.exec(create_statement(table_of(fold, pack)));
}

/// True for the events that a fold runs over. They are the bulk of a ledger and read record by record, so their references have no indexes.
bool is_history(const pack::Pack& pack, const schema::Kind& kind, const StoredTable& table) {
  return std::ranges::any_of(pack.folds,
                             [&](const auto& named) { return named.second.kind == kind.name && table.name == kind.name + "_" + named.second.list; });
}

void create_indexes(SQLite::Database& db, const pack::Pack& pack) {
  const auto create = [&](const StoredTable& table) {
    for (const std::string& statement : index_statements(table)) db.exec(statement);
  };
  for (const StoredTable& table : system_tables()) {
    if (!table.of_session) create(table);  // the session's own has them
  }
  for (const auto& [name, kind] : pack.kinds) {
    for (StoredTable& table : tables_of(*kind)) {
      if (is_history(pack, *kind, table)) table.sparse.clear();
      create(table);
    }
  }
  for (const auto& [name, fold] : pack.folds) create(table_of(fold, pack));
}

std::string setting(SQLite::Database& db, const std::string& name) {
  SQLite::Statement get(db, "SELECT value FROM setting WHERE name = ?");
  get.bind(1, name);
  return get.executeStep() ? get.getColumn(0).getString() : std::string();
}

/// False for a file that was cut short or has a page that is no page: its figures could be wrong without a word.
bool is_whole(SQLite::Database& db, const fs::path& file) {
  std::error_code none;
  const auto pages = db.execAndGet("PRAGMA page_count").getInt64();
  const auto page_size = db.execAndGet("PRAGMA page_size").getInt64();
  return static_cast<std::int64_t>(fs::file_size(file, none)) == pages * page_size;
}

/// A mistake that showed when a fold met its kind, at the top of the fold's file.
pack::PackFault fold_mistake(const pack::Pack& pack, const std::string& name, const Text& text) {
  const Source* source = nullptr;
  for (const auto& candidate : pack.sources) {
    if (candidate->path() == "folds/" + name + ".yaml") source = candidate.get();
  }
  return {source, yaml::mistake({0, 1}, text)};
}

std::unique_ptr<SQLite::Database> open(const fs::path& file, int flags) {
  auto db = std::make_unique<SQLite::Database>(file.empty() ? ":memory:" : file.string(), flags | SQLite::OPEN_NOMUTEX, busy_milliseconds);
  define_date(*db);
  db->exec("PRAGMA temp_store = MEMORY");
  db->exec("PRAGMA legacy_alter_table = ON");  // renaming a table must not trip over a faulty view of a ledger's pack
  db->exec("PRAGMA page_size = 16384");
  db->exec("PRAGMA mmap_size = 1073741824");
  db->exec("PRAGMA cache_size = -65536");
  return db;
}

}  // namespace

void use_a_session_per_thread() { sqlite3_config(SQLITE_CONFIG_MULTITHREAD); }

Index::Index(const store::Tree& tree, const pack::Pack& pack, const Request& request) : tree_(tree), pack_(pack), request_(request) {
  settings_ = settings_of(tree, pack);
  if (request_.severity) settings_.severity = *request_.severity;
  if (!open_existing() && !copy_seed()) build();
  prepare_session();
}

Index::Index(const Index& other, std::unique_ptr<SQLite::Database> db, const Question& question)
    : tree_(other.tree_), pack_(other.pack_), request_(other.request_), settings_(other.settings_), db_(std::move(db)) {
  prepare_session();
  ask(question);
}

std::unique_ptr<Index> Index::twin(std::uint64_t contents, const Question& question) const {
  if (request_.file.empty()) return nullptr;
  try {
    auto db = open(request_.file, SQLite::OPEN_READWRITE);
    db->exec("BEGIN");
    std::unique_ptr<Index> result(new Index(*this, std::move(db), question));
    return result->contents() == contents ? std::move(result) : nullptr;
  } catch (const SQLite::Exception&) {  // it can't be opened once more: the work is done on the one session
    return nullptr;
  }
}

std::uint64_t Index::calendar_hash() const {
  std::uint64_t hash = hash_of(settings_.calendar);
  const auto calendar = pack_.calendars.find(settings_.calendar);
  if (calendar == pack_.calendars.end()) return hash;
  for (const auto& [day, worked] : calendar->second.exceptions) hash = hash_of(to_string(day) + (worked ? "+" : "-"), hash);
  return hash;
}

std::string Index::key() const {
  std::uint64_t hash = hash_of(request_.version, pack_.hash);
  hash = hash_of(hex(calendar_hash()), hash);
  for (const auto& [list, choices] : settings_.vocabulary) {
    hash = hash_of(list, hash);
    for (const schema::Choice& choice : choices) hash = hash_of(choice.value + "\n" + choice.title, hash);
  }
  return fmt::format("{}-{}", layout_version, hex(hash));
}

bool Index::open_existing() {
  std::error_code none;
  if (request_.file.empty() || !fs::is_regular_file(request_.file, none)) return false;
  try {
    db_ = open(request_.file, SQLite::OPEN_READWRITE);
    if (setting(*db_, "key") != key() || !is_whole(*db_, request_.file)) return false;
    refresh();
    return true;
  } catch (const SQLite::Exception&) {  // foreign, corrupt, locked for too long or not writable: it is disposable
    db_.reset();
    refreshed_ = {};
    pack_faults_.clear();
    return false;
  }
}

bool Index::copy_seed() {
  std::error_code none;
  if (!request_.file.empty() || request_.seed.empty() || !fs::is_regular_file(request_.seed, none)) return false;
  try {
    const auto seed = open(request_.seed, SQLite::OPEN_READWRITE);
    if (setting(*seed, "key") != key() || !is_whole(*seed, request_.seed)) return false;
    db_ = open({}, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    SQLite::Backup(*db_, *seed).executeStep(-1);
    refresh();
    return true;
  } catch (const SQLite::Exception&) {  // as in open_existing
    db_.reset();
    refreshed_ = {};
    pack_faults_.clear();
    return false;
  }
}

void Index::refresh() {
  Stopwatch watch;
  SQLite::Transaction transaction(*db_, SQLite::TransactionBehavior::IMMEDIATE);
  FoldMistakes mistakes;
  Changes changes = scan(*db_, tree_, pack_, settings_.vocabulary, request_.now, mistakes, refreshed_);
  refreshed_.laps.push_back(watch.lap({"读文件、检查、写入表", "read, check and store files"}));
  if (!changes.tables.empty()) {
    mark_repeated(*db_, pack_, changes.tables);
    pack_faults_ = derive(*db_, pack_, changes, refreshed_.laps);
    raise_versions(*db_, changes.tables);
  }
  transaction.commit();
}

void Index::build() {
  refreshed_ = {};
  refreshed_.rebuilt = true;
  fs::path temporary;
  if (!request_.file.empty()) {
    temporary = request_.file;
    temporary += fmt::format(".{}.tmp", request_.now);
    std::error_code none;
    fs::create_directories(request_.file.parent_path(), none);
  }
  try {
    db_ = open(temporary, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    db_->exec("PRAGMA journal_mode = MEMORY");
    db_->exec("PRAGMA synchronous = OFF");
    db_->exec("BEGIN");
  } catch (const SQLite::Exception&) {
    temporary.clear();
    request_.file.clear();
    db_ = open({}, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    db_->exec("BEGIN");
  }
  const auto give_up = [&] {
    db_.reset();
    std::error_code none;
    if (!temporary.empty()) fs::remove(temporary, none);
  };
  try {
    fill();
    db_->exec("COMMIT");
  } catch (const SQLite::Exception& error) {  // e.g. two tables of one name in a ledger's own pack
    const std::string what = error.what();
    give_up();
    throw UserError(Exit::environment, {"索引建不起来：" + what, "the index can't be built: " + what},
                    {"检查台账自带的规则包文件", "look at the ledger's own pack files"});
  } catch (...) {
    give_up();
    throw;
  }
  if (!temporary.empty()) {
    db_.reset();
    std::error_code error;
    fs::rename(temporary, request_.file, error);
    db_ = open(error ? temporary : request_.file, SQLite::OPEN_READWRITE);
    if (error) fs::remove(temporary, error);  // something else is in its place; the open file lives until this run ends
  }
}

void Index::fill() {
  Stopwatch watch;
  create_stored_tables(*db_, pack_);
  SQLite::Statement put(*db_, "INSERT INTO setting (name, value) VALUES ('key', ?)");
  put.bind(1, key());
  put.exec();
  write_reference_tables(*db_, pack_, settings_);
  write_members(*db_, tree_.parts());
  FoldMistakes mistakes;
  watch.lap({});
  Changes changes = scan(*db_, tree_, pack_, settings_.vocabulary, request_.now, mistakes, refreshed_);
  refreshed_.laps.push_back(watch.lap({"读文件、检查、写入表", "read, check and store files"}));
  if (const auto parts = tree_.parts(); !parts.empty()) join_parts(*db_, pack_, parts);
  create_indexes(*db_, pack_);
  db_->exec("PRAGMA analysis_limit = 1000");
  refreshed_.laps.push_back(watch.lap({"建立索引", "create indexes"}));
  db_->exec("ANALYZE");  // the plans of derived tables and rules lean on it
  refreshed_.laps.push_back(watch.lap({"统计", "statistics"}));
  mark_repeated(*db_, pack_, changes.tables);
  pack_faults_ = create_views(*db_, pack_, "main");
  for (pack::PackFault& fault : derive(*db_, pack_, changes, refreshed_.laps)) pack_faults_.push_back(std::move(fault));
  for (pack::PackFault& fault : check_views(*db_, pack_)) pack_faults_.push_back(std::move(fault));
  for (const auto& [name, text] : mistakes) pack_faults_.push_back(fold_mistake(pack_, name, text));
  raise_versions(*db_, changes.tables);
  refreshed_.laps.push_back(watch.lap({"派生表", "derived tables"}));
  db_->exec("ANALYZE");
  refreshed_.laps.push_back(watch.lap({"统计", "statistics"}));
  if (!pack_faults_.empty()) db_->exec("UPDATE setting SET value = 'faulty' WHERE name = 'key'");  // so that the next run says them again
}

void Index::prepare_session() {
  for (const StoredTable& table : system_tables()) {
    if (!table.of_session) continue;
    db_->exec(create_statement(table, "temp"));
    for (const std::string& statement : index_statements(table, "temp")) db_->exec(statement);
  }
  (void)create_views(*db_, pack_, "temp");  // they shadow the stored ones, so that they see this session's period
}

}  // namespace bq::index
