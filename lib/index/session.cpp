// What an open index answers and remembers.
#include <stdexcept>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "index/derive.hpp"
#include "index/index.hpp"

namespace bq::index {

namespace fs = std::filesystem;

void Index::settle(const std::set<std::string>& names) {
  for (const auto& [name, derived] : pack_.derived) {
    if (derived.scope != pack::Derived::Scope::question || !names.contains(name) || !settled_.insert(name).second) continue;
    settle_for(derived.sql.text);  // what it reads comes first, so that it finds tables with their indexes
    if (auto fault = index::settle(*db_, derived, bindings())) pack_faults_.push_back(std::move(*fault));
  }
}

void Index::settle_for(std::string_view sql) {
  const auto reads = tables_read(*db_, sql);
  if (const auto* tables = std::get_if<std::set<std::string>>(&reads)) settle(*tables);
}

void Index::ask(const Question& question) {
  question_ = question;
  for (const std::string& name : settled_) unsettle(*db_, pack_.derived.find(name)->second);
  settled_.clear();
  db_->exec("DELETE FROM temp.period");
  SQLite::Statement put(*db_, "INSERT INTO temp.period (start, finish, as_of) VALUES (?, ?, ?)");
  put.bind(1, to_string(question.start));
  put.bind(2, to_string(question.finish));
  put.bind(3, to_string(question.as_of));
  put.exec();
  db_->exec("DELETE FROM temp.subject");
  if (!question.subject) return;
  SQLite::Statement name(*db_, "INSERT INTO temp.subject (kind, id, rid) SELECT kind, id, rid FROM record WHERE kind = ? AND id = ? AND repeated = 0");
  name.bind(1, question.subject->kind);
  name.bind(2, question.subject->id);
  name.exec();
}

Bindings Index::bindings() const {
  Bindings result{{":start", to_string(question_.start)}, {":finish", to_string(question_.finish)}, {":as_of", to_string(question_.as_of)}};
  result.insert(result.end(), question_.values.begin(), question_.values.end());
  return result;
}

std::vector<std::vector<SqlValue>> Index::rows(const std::string& sql, const Bindings& values) {
  std::vector<std::vector<SqlValue>> result;
  GuardedQuery query(*db_, sql);
  std::optional<SqlFault> fault = query.fault();
  if (!fault) {
    fault = query.run(values, [&](const std::vector<SqlValue>& row) {
      result.push_back(row);
      return true;
    });
  }
  if (fault) throw std::logic_error(fault->reason.en + ": " + sql);
  return result;
}

std::uint64_t Index::contents() {
  std::uint64_t hash = 0;
  SQLite::Statement versions(*db_, "SELECT name, version FROM table_state ORDER BY name");
  while (versions.executeStep()) hash = hash_of(fmt::format("{}={}", versions.getColumn(0).getString(), versions.getColumn(1).getInt64()), hash);
  return hash;
}

std::optional<std::string> Index::recall(const std::string& state) {
  SQLite::Statement get(*db_, "SELECT body FROM kept_report WHERE state = ?");
  get.bind(1, state);
  if (!get.executeStep()) return std::nullopt;
  return get.getColumn(0).getString();
}

void Index::remember(const std::string& state, const std::string& body) {
  constexpr int most_kept = 24;
  try {
    SQLite::Transaction transaction(*db_, SQLite::TransactionBehavior::IMMEDIATE);
    SQLite::Statement put(*db_, "INSERT OR REPLACE INTO kept_report (state, body) VALUES (?, ?)");
    put.bind(1, state);
    put.bind(2, body);
    put.exec();
    SQLite::Statement forget(*db_, "DELETE FROM kept_report WHERE rowid IN (SELECT rowid FROM kept_report ORDER BY rowid DESC LIMIT -1 OFFSET ?)");
    forget.bind(1, most_kept);
    forget.exec();
    transaction.commit();
  } catch (const SQLite::Exception&) {  // locked or read-only: it is computed again next time
  }
}

void Index::copy_to(const fs::path& file) {
  std::error_code none;
  fs::remove(file, none);
  try {
    SQLite::Statement copy(*db_, "VACUUM main INTO ?");
    copy.bind(1, file.string());
    copy.exec();
    SQLite::Database target(file.string(), SQLite::OPEN_READWRITE);
    SQLite::Statement put(target, "INSERT INTO period (start, finish, as_of) VALUES (?, ?, ?)");
    put.bind(1, to_string(question_.start));
    put.bind(2, to_string(question_.finish));
    put.bind(3, to_string(question_.as_of));
    put.exec();
  } catch (const SQLite::Exception& error) {
    throw UserError(Exit::environment,
                    {fmt::format("写不了 {}：{}", file.string(), error.what()), fmt::format("can't write {}: {}", file.string(), error.what())});
  }
}

}  // namespace bq::index
