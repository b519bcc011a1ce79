#include "index/findings.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/decimal.hpp"
#include "base/hash.hpp"
#include "index/args_json.hpp"
#include "index/check.hpp"
#include "index/derive.hpp"

namespace bq::index {
namespace {

/// More findings of one check than anybody reads; the rest is counted by validate, not kept.
constexpr std::int64_t most_rows = 200'000;
constexpr std::chrono::seconds time_for_one{30};

/// How many results of one check are kept: a clerk looks at today, an analyst at the ends of the last periods.
constexpr int kept_results = 6;

std::string text_of(const SqlValue& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  if (const auto* real = std::get_if<double>(&value)) return fmt::format("{:.10g}", *real);
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  return {};
}

/// One run over all checks of one index.
class Run {
 public:
  Run(Index& index, Weight weight) : index_(index), weight_(weight) {
    SQLite::Statement versions(index.db(), "SELECT name, version FROM table_state");
    while (versions.executeStep()) versions_[versions.getColumn(0).getString()] = versions.getColumn(1).getInt64();
    SQLite::Statement runs(index.db(), "SELECT state FROM rule_run");
    while (runs.executeStep()) states_.insert(runs.getColumn(0).getString());
    for (const auto& [name, derived] : index.pack().derived) {
      if (derived.scope != pack::Derived::Scope::question) continue;
      const auto reads = tables_read(index.db(), derived.sql.text);
      if (const auto* tables = std::get_if<std::set<std::string>>(&reads)) behind_[name] = *tables;
    }
  }

  Findings all() {
    for (const Check& check : checks_of(index_.pack())) {
      const auto rule = index_.pack().rules.find(check.rule);
      if (rule != index_.pack().rules.end() && !is_wanted(severity_of(rule->second, index_.settings(), index_.question().as_of))) continue;
      one(check);
    }
    keep();
    return std::move(result_);
  }

 private:
  Index& index_;
  std::map<std::string, std::int64_t> versions_;
  std::set<std::string> states_;  // results that the index holds
  Weight weight_;
  std::map<std::string, std::set<std::string>> behind_;  // what views of scope `question` read, for when they are tables
  Findings result_;
  struct Fresh {
    std::string part, state;
    std::size_t first, last;  // of result_.findings
  };
  std::vector<Fresh> fresh_;

  [[nodiscard]] bool is_wanted(pack::Severity severity) const {
    return severity == pack::Severity::error || (severity == pack::Severity::warning && weight_ == Weight::all);
  }

  void one(const Check& check) {
    const auto begin = std::chrono::steady_clock::now();
    const std::size_t before = result_.findings.size();
    const auto reads = tables_read(index_.db(), check.sql);
    if (const auto* fault = std::get_if<SqlFault>(&reads)) {
      complain(check, *fault);
      return;
    }
    const auto& tables = std::get<std::set<std::string>>(reads);
    const std::string state = state_of(check, tables);
    const bool reuse = states_.contains(state);
    if (reuse) {
      load(state);
    } else if (index_.settle(tables); compute(check)) {
      fresh_.push_back({check.part, state, before, result_.findings.size()});
    }
    const auto time = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begin);
    result_.timings.push_back({check.part, time, result_.findings.size() - before, reuse});
  }

  void complain(const Check& check, const SqlFault& fault) {
    if (check.written != nullptr) result_.faults.push_back(sql_mistake(*check.written, fault.offset, fault.reason));
  }

  /// What the check's result depends on: its SQL, the versions of the tables it reads, and the as-of day if it asks for it.
  [[nodiscard]] std::string state_of(const Check& check, const std::set<std::string>& reads) const {
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
    return hex(asks ? hash_of(to_string(index_.question().as_of), state) : state);
  }

  void load(const std::string& state) {
    SQLite::Statement get(index_.db(), "SELECT rule, at, field, also, also_field, args FROM finding WHERE state = ? ORDER BY rowid");
    get.bind(1, state);
    while (get.executeStep()) {
      Finding finding{get.getColumn(0), get.getColumn(1).getInt64(), get.getColumn(2), {}, get.getColumn(4), args_from_json(get.getColumn(5))};
      if (!get.getColumn(3).isNull()) finding.also = get.getColumn(3).getInt64();
      result_.findings.push_back(std::move(finding));
    }
  }

  bool compute(const Check& check) {
    const Guard guard(index_.db(), {time_for_one, most_rows});
    GuardedQuery query(index_.db(), check.sql);
    std::optional<SqlFault> fault = query.fault();
    if (!fault) {
      const std::vector<std::string> columns = query.columns();
      if (std::ranges::find(columns, "at") == columns.end()) {
        fault = SqlFault{0, {"规则的 SQL 要返回 at（行号 rid）", "a rule's SQL must return at (a rid)"}};
      } else {
        fault = query.run(index_.bindings(), [&](const std::vector<SqlValue>& row) { return take(check, columns, row); }, {time_for_one, most_rows});
      }
    }
    if (fault) complain(check, *fault);
    return !fault;
  }

  bool take(const Check& check, const std::vector<std::string>& columns, const std::vector<SqlValue>& row) {
    Finding finding;
    finding.rule = check.rule;
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
    if (finding.at != 0) result_.findings.push_back(std::move(finding));
    return true;
  }

  /// Keeps the new results for the next run; an index that can't be written simply does not remember.
  void keep() {
    if (fresh_.empty()) return;
    try {
      SQLite::Transaction transaction(index_.db(), SQLite::TransactionBehavior::IMMEDIATE);
      SQLite::Statement forget(index_.db(),
                               "DELETE FROM finding WHERE state IN (SELECT state FROM rule_run WHERE part = ?1 ORDER BY rowid DESC LIMIT -1 OFFSET ?2)");
      SQLite::Statement drop(index_.db(),
                             "DELETE FROM rule_run WHERE rowid IN (SELECT rowid FROM rule_run WHERE part = ?1 ORDER BY rowid DESC LIMIT -1 OFFSET ?2)");
      SQLite::Statement state(index_.db(), "INSERT OR REPLACE INTO rule_run (state, part) VALUES (?, ?)");
      SQLite::Statement put(index_.db(), "INSERT INTO finding (state, rule, at, field, also, also_field, args) VALUES (?, ?, ?, ?, ?, ?, ?)");
      SQLite::Statement known(index_.db(), "SELECT 1 FROM rule_run WHERE state = ?");
      for (const Fresh& fresh : fresh_) {
        known.bind(1, fresh.state);
        const bool is_kept = known.executeStep();  // by another run, while this one computed
        known.reset();
        if (is_kept) continue;
        for (SQLite::Statement* old : {&forget, &drop}) {
          old->bind(1, fresh.part);
          old->bind(2, kept_results - 1);
          old->exec();
          old->reset();
        }
        for (std::size_t i = fresh.first; i < fresh.last; ++i) keep(put, fresh.state, result_.findings[i]);
        state.bind(1, fresh.state);
        state.bind(2, fresh.part);
        state.exec();
        state.reset();
      }
      transaction.commit();
    } catch (const SQLite::Exception&) {
    }
  }

  static void keep(SQLite::Statement& put, const std::string& state, const Finding& finding) {
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
};

}  // namespace

pack::Severity severity_of(const pack::Rule& rule, const Settings& settings, Date as_of) {
  const std::string day = to_string(as_of);
  pack::Severity severity = rule.severity;
  for (const Settings::Weight& weight : settings.severity) {
    if (weight.rule != rule.id || (!weight.since.empty() && day < weight.since) || (!weight.until.empty() && day >= weight.until)) continue;
    severity = weight.level == "error" ? pack::Severity::error : weight.level == "warning" ? pack::Severity::warning : pack::Severity::ignore;
  }
  return severity;
}

Findings run_checks(Index& index, Weight weight) { return Run(index, weight).all(); }

}  // namespace bq::index
