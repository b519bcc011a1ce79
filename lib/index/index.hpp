#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>

#include "base/date.hpp"
#include "base/period.hpp"
#include "base/stopwatch.hpp"
#include "index/guard.hpp"
#include "index/settings.hpp"
#include "pack/pack.hpp"
#include "store/tree.hpp"

namespace bq::index {

/// The one record that a paper is about, e.g. the unit whose figures it holds.
struct Subject {
  std::string kind;
  std::string id;
};

/// The question that views and bound names carry: the days asked about, the day up to which things are known, and what a paper is narrowed to.
struct Question {
  Date start;
  Date finish;
  Date as_of;
  std::optional<Subject> subject = {};  ///< Absent: everything.
  Bindings values = {};                 ///< Further bound names, the parameters of a report.
};

/// What a refresh did, for progress and tests.
struct Refreshed {
  std::size_t files = 0;    ///< Files of records in the ledger.
  std::size_t read = 0;     ///< Of these, read again.
  std::size_t removed = 0;  ///< Files that are gone.
  bool rebuilt = false;     ///< Everything was read because there was no usable index.
  std::vector<Lap> laps;    ///< Where the time went.
};

/// How an index was asked for.
struct Request {
  std::filesystem::path file;  ///< Where it lives; empty: in memory.
  std::filesystem::path seed;  ///< For one in memory: the index of a like ledger to begin with, so that only what differs is read; empty: none.
  std::string version;         ///< Of the tool, part of the key.
  std::int64_t now = 0;        ///< When this run began, in nanoseconds; a file as young as the last scan is read again.
  std::optional<std::vector<Settings::Weight>> severity = {};  ///< How rules weigh; absent: as the ledger's own settings say.
};

/// Tells SQLite that no two threads share a session, which saves its locks. Only before anything else of this library is called, and only once.
void use_a_session_per_thread();

/// The disposable SQLite projection of a ledger. Missing, foreign, corrupt or outdated ones are built anew; where the file cannot
/// be written, the index lives in memory. Never the truth.
class Index {
 public:
  /// Opens and refreshes the index of the ledger in `tree`. `tree` and `pack` must outlive it. Throws UserError(environment).
  Index(const store::Tree& tree, const pack::Pack& pack, const Request& request);

  [[nodiscard]] SQLite::Database& db() { return *db_; }
  [[nodiscard]] const store::Tree& tree() const { return tree_; }
  [[nodiscard]] const pack::Pack& pack() const { return pack_; }
  [[nodiscard]] const Settings& settings() const { return settings_; }
  [[nodiscard]] const Refreshed& refreshed() const { return refreshed_; }
  /// Mistakes in the pack that only showed when its SQL and folds met the tables.
  [[nodiscard]] const std::vector<pack::PackFault>& pack_faults() const { return pack_faults_; }
  /// A hash of the calendar in force.
  [[nodiscard]] std::uint64_t calendar_hash() const;

  /// Sets the question; everything that views show from now on is what was known on its as-of day.
  void ask(const Question& question);
  /// Computes once, for this question, the tables of scope `question` among `names`; many rules and figures read them.
  void settle(const std::set<std::string>& names);
  /// Computes those that a statement reads; one that cannot be prepared reads none.
  void settle_for(std::string_view sql);
  [[nodiscard]] const Question& question() const { return question_; }
  /// `:start`, `:finish`, `:as_of` and the question's own values.
  [[nodiscard]] Bindings bindings() const;

  /// All rows of a query of our own.
  [[nodiscard]] std::vector<std::vector<SqlValue>> rows(const std::string& sql, const Bindings& values = {});

  /// A hash of what every table holds: equal hashes, equal contents. What was computed from them can be remembered under it.
  [[nodiscard]] std::uint64_t contents();
  /// What was remembered under `state`; absent when nothing was.
  [[nodiscard]] std::optional<std::string> recall(const std::string& state);
  /// Remembers a text; the oldest are forgotten. An index that can't be written does not remember.
  void remember(const std::string& state, const std::string& body);

  /// A second session with a question, for work on another thread, on which it may be made too. Null for an index in memory, and when the file does not hold
  /// `contents` any more. While it lives nobody can write to the index.
  [[nodiscard]] std::unique_ptr<Index> twin(std::uint64_t contents, const Question& question) const;

  /// Writes a copy of the index for other tools. Throws UserError(environment).
  void copy_to(const std::filesystem::path& file);

 private:
  Index(const Index& other, std::unique_ptr<SQLite::Database> db, const Question& question);

  const store::Tree& tree_;
  const pack::Pack& pack_;
  Request request_;
  Settings settings_;
  std::unique_ptr<SQLite::Database> db_;
  Refreshed refreshed_;
  std::vector<pack::PackFault> pack_faults_;
  Question question_;
  std::set<std::string> settled_;

  [[nodiscard]] std::string key() const;
  [[nodiscard]] bool open_existing();
  [[nodiscard]] bool copy_seed();
  void build();
  void fill();
  void refresh();
  void prepare_session();
};

}  // namespace bq::index
