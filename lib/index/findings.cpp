#include "index/findings.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/decimal.hpp"
#include "base/hash.hpp"
#include "index/args_json.hpp"
#include "index/derive.hpp"
#include "index/known_reads.hpp"

namespace bq::index {
namespace {

/// More findings of one check than anybody reads; the rest is counted by validate, not kept.
constexpr std::int64_t most_rows = 200'000;
constexpr std::chrono::seconds time_for_one{30};

/// How many results of one check are kept: a clerk looks at today, an analyst at the ends of the last periods.
constexpr int kept_results = 6;

/// With fewer checks to compute than this another session costs more than it saves.
constexpr std::size_t worth_a_session = 8;

std::string text_of(const SqlValue& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  if (const auto* real = std::get_if<double>(&value)) return fmt::format("{:.10g}", *real);
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  return {};
}

bool is_wanted(pack::Severity severity, Weight weight) {
  return severity == pack::Severity::error || (severity == pack::Severity::warning && weight == Weight::all);
}

Finding finding_of(const std::string& rule, const std::vector<std::string>& columns, const std::vector<SqlValue>& row) {
  Finding finding;
  finding.rule = rule;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i] == "at") {
      const auto* rid = std::get_if<std::int64_t>(&row[i]);
      finding.at = rid != nullptr ? *rid : 0;
    } else if (columns[i] == "field") {
      finding.field = text_of(row[i]);
    } else if (columns[i] == "also") {
      if (const auto* rid = std::get_if<std::int64_t>(&row[i])) finding.also = *rid;
    } else if (columns[i] == "also_field") {
      finding.also_field = text_of(row[i]);
    } else {
      finding.args.emplace_back(columns[i], text_of(row[i]));
    }
  }
  return finding;
}

std::optional<SqlFault> run_check(Index& session, const Check& check, std::vector<Finding>& found) {
  const Guard guard(session.db(), {time_for_one, most_rows});
  GuardedQuery query(session.db(), check.sql);
  if (query.fault()) return query.fault();
  const std::vector<std::string> columns = query.columns();
  if (std::ranges::find(columns, "at") == columns.end()) {
    return SqlFault{0, {"规则的 SQL 要返回 at（行号 rid）", "a rule's SQL must return at (a rid)"}};
  }
  const auto take = [&](const std::vector<SqlValue>& row) {
    Finding finding = finding_of(check.rule, columns, row);
    if (finding.at != 0) found.push_back(std::move(finding));
    return true;
  };
  return query.run(session.bindings(), take, {time_for_one, most_rows});
}

std::vector<Finding> recall(SQLite::Database& db, const std::string& state) {
  std::vector<Finding> found;
  SQLite::Statement get(db, "SELECT rule, at, field, also, also_field, args FROM finding WHERE state = ? ORDER BY rowid");
  get.bind(1, state);
  while (get.executeStep()) {
    Finding finding{get.getColumn(0), get.getColumn(1).getInt64(), get.getColumn(2), {}, get.getColumn(4), args_from_json(get.getColumn(5))};
    if (!get.getColumn(3).isNull()) finding.also = get.getColumn(3).getInt64();
    found.push_back(std::move(finding));
  }
  return found;
}

void put_finding(SQLite::Statement& put, const std::string& state, const Finding& finding) {
  put.bind(1, state);
  put.bind(2, finding.rule);
  put.bind(3, finding.at);
  put.bind(4, finding.field);
  if (finding.also) {
    put.bind(5, *finding.also);
  } else {
    put.bind(5);
  }
  put.bind(6, finding.also_field);
  put.bind(7, to_json(finding.args));
  put.exec();
  put.reset();
}

/// What results depend on: the versions of the tables of an index, and what its views of scope `question` read, for when they are tables.
class States {
 public:
  States(Index& index, KnownReads& known) : as_of_(to_string(index.question().as_of)) {
    SQLite::Statement versions(index.db(), "SELECT name, version FROM table_state");
    while (versions.executeStep()) versions_[versions.getColumn(0).getString()] = versions.getColumn(1).getInt64();
    for (const auto& [name, derived] : index.pack().derived) {
      if (derived.scope != pack::Derived::Scope::question) continue;
      const auto reads = known.of(derived.sql.text);
      if (const auto* tables = std::get_if<std::set<std::string>>(&reads)) behind_[name] = *tables;
    }
  }

  /// Of a check: its SQL, the versions of the tables it reads, and the as-of day if it asks for it.
  [[nodiscard]] std::string of(const Check& check, const std::set<std::string>& reads) const {
    std::uint64_t state = hash_of(check.sql, hash_of(check.part));
    bool asks = check.sql.find(":as_of") != std::string::npos;
    std::set<std::string> all = reads;
    for (const auto& [view, tables] : behind_) {
      if (reads.contains(view)) all.insert(tables.begin(), tables.end());
    }
    for (const std::string& table : all) {
      if (table == "period") asks = true;
      const auto version = versions_.find(table);
      state = hash_of(fmt::format("{}={}", table, version == versions_.end() ? 0 : version->second), state);
    }
    return hex(asks ? hash_of(as_of_, state) : state);
  }

  [[nodiscard]] bool asks_a_question(const std::set<std::string>& reads) const {
    return std::ranges::any_of(behind_, [&](const auto& view) { return reads.contains(view.first); });
  }

 private:
  std::string as_of_;
  std::map<std::string, std::int64_t> versions_;
  std::map<std::string, std::set<std::string>> behind_;
};

}  // namespace

CheckRun::CheckRun(Index& index, Weight weight) : index_(index) {
  KnownReads reads_of(index.db());
  const States states(index, reads_of);
  std::set<std::string> known;
  SQLite::Statement runs(index.db(), "SELECT state FROM rule_run");
  while (runs.executeStep()) known.insert(runs.getColumn(0).getString());
  for (Check& check : checks_of(index.pack(), !index.tree().parts().empty())) {
    const auto rule = index.pack().rules.find(check.rule);
    if (rule != index.pack().rules.end() && !is_wanted(severity_of(rule->second, index.settings(), index.question().as_of), weight)) continue;
    Task task;
    task.check = std::move(check);
    auto reads = reads_of.of(task.check.sql);
    if (auto* fault = std::get_if<SqlFault>(&reads)) {
      task.fault = std::move(*fault);
    } else {
      task.reads = std::move(std::get<std::set<std::string>>(reads));
      task.state = states.of(task.check, task.reads);
      task.is_known = known.contains(task.state);
      task.is_shared = !states.asks_a_question(task.reads);
    }
    tasks_.push_back(std::move(task));
  }
  learned_ = std::move(reads_of).learned();
}

bool CheckRun::is_open(const Task& task) { return !task.is_known && !task.fault; }

void CheckRun::compute(Index& session, Task& task) {
  const auto begin = std::chrono::steady_clock::now();
  session.settle(task.reads);
  task.fault = run_check(session, task.check, task.found);
  task.time = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begin);
}

void CheckRun::compute_shared(Index& session) {
  for (std::size_t i = next_shared_++; i < tasks_.size(); i = next_shared_++) {
    if (tasks_[i].is_shared && is_open(tasks_[i])) compute(session, tasks_[i]);
  }
}

void CheckRun::compute_all(Index& session) {
  for (Task& task : tasks_) {
    if (!task.is_shared && is_open(task)) compute(session, task);
  }
  compute_shared(session);
}

void CheckRun::start_beside() {
  if (std::ranges::none_of(tasks_, is_open)) return;
  beside_ = std::async(std::launch::async, [this, contents = index_.contents(), question = index_.question()] {
    const std::unique_ptr<Index> session = index_.twin(contents, question);  // closed when the work is done
    if (session) compute_all(*session);
    return session != nullptr;
  });
}

Findings CheckRun::finish() {
  const bool is_done = beside_.valid() && beside_.get();
  if (!is_done) {
    std::future<void> helper;
    if (static_cast<std::size_t>(std::ranges::count_if(tasks_, is_open)) >= worth_a_session) {
      helper = std::async(std::launch::async, [this, contents = index_.contents(), question = index_.question()] {
        if (const std::unique_ptr<Index> session = index_.twin(contents, question)) compute_shared(*session);
      });
    }
    compute_all(index_);
    if (helper.valid()) helper.get();
  }
  keep();
  Findings result;
  for (Task& task : tasks_) {
    if (task.is_known) task.found = recall(index_.db(), task.state);
    if (task.fault && task.check.written != nullptr) result.faults.push_back(sql_mistake(*task.check.written, task.fault->offset, task.fault->reason));
    result.timings.push_back({task.check.part, task.time, task.found.size(), task.is_known});
    std::ranges::move(task.found, std::back_inserter(result.findings));
  }
  return result;
}

/// Keeps the new results for the next run; an index that can't be written simply does not remember.
void CheckRun::keep() {
  if (learned_.empty() && std::ranges::none_of(tasks_, is_open)) return;
  try {
    SQLite::Database& db = index_.db();
    SQLite::Transaction transaction(db, SQLite::TransactionBehavior::IMMEDIATE);
    SQLite::Statement forget(db, "DELETE FROM finding WHERE state IN (SELECT state FROM rule_run WHERE part = ?1 ORDER BY rowid DESC LIMIT -1 OFFSET ?2)");
    SQLite::Statement drop(db, "DELETE FROM rule_run WHERE rowid IN (SELECT rowid FROM rule_run WHERE part = ?1 ORDER BY rowid DESC LIMIT -1 OFFSET ?2)");
    SQLite::Statement state(db, "INSERT OR REPLACE INTO rule_run (state, part) VALUES (?, ?)");
    SQLite::Statement put(db, "INSERT INTO finding (state, rule, at, field, also, also_field, args) VALUES (?, ?, ?, ?, ?, ?, ?)");
    SQLite::Statement known(db, "SELECT 1 FROM rule_run WHERE state = ?");
    keep_reads(db, learned_);
    for (const Task& task : tasks_) {
      if (!is_open(task)) continue;
      known.bind(1, task.state);
      const bool is_kept = known.executeStep();  // by another run, while this one computed
      known.reset();
      if (is_kept) continue;
      for (SQLite::Statement* old : {&forget, &drop}) {
        old->bind(1, task.check.part);
        old->bind(2, kept_results - 1);
        old->exec();
        old->reset();
      }
      for (const Finding& finding : task.found) put_finding(put, task.state, finding);
      state.bind(1, task.state);
      state.bind(2, task.check.part);
      state.exec();
      state.reset();
    }
    transaction.commit();
  } catch (const SQLite::Exception&) {
  }
}

pack::Severity severity_of(const pack::Rule& rule, const Settings& settings, Date as_of) {
  const std::string day = to_string(as_of);
  pack::Severity severity = rule.severity;
  for (const Settings::Weight& weight : settings.severity) {
    if (weight.rule != rule.id || (!weight.since.empty() && day < weight.since) || (!weight.until.empty() && day >= weight.until)) continue;
    severity = weight.level == "error" ? pack::Severity::error : weight.level == "warning" ? pack::Severity::warning : pack::Severity::ignore;
  }
  return severity;
}

}  // namespace bq::index
