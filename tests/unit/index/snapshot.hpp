#pragma once

#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "../report/a_quarter.hpp"
#include "a_ledger.hpp"

namespace bq::tests {

/// The rows of a table or view, sorted. A rid is shown as the place that it names, since files are numbered in the order in which they came.
[[nodiscard]] inline std::vector<std::string> content_of(AnIndex& index, const std::string& table) {
  static const std::set<std::string> rids{"rid",  "upto",       "parent",  "record",  "object",    "pairing",  "satisfaction", "close_needs", "round_rid",
                                          "line", "submission", "meeting", "benefit", "indicator", "unit_rid", "begun",        "past"};
  std::string columns;
  for (const std::string& column : index.rows("SELECT name FROM pragma_table_info('" + table + "') ORDER BY cid")) {
    columns += columns.empty() ? "" : ", ";
    columns += !rids.contains(column)
                   ? fmt::format("\"{}\"", column)
                   : fmt::format(
                         "CASE WHEN typeof(\"{0}\") = 'integer' THEN (SELECT path FROM file WHERE file = \"{0}\" >> 20) || '#' || (\"{0}\" & 1048575) "
                         "ELSE \"{0}\" END",
                         column);
  }
  std::vector<std::string> rows = index.rows(fmt::format("SELECT {} FROM \"{}\"", columns, table));
  std::ranges::sort(rows);
  return rows;
}

/// Everything that a ledger's index says: findings in words, the quarter's report, and the rows of all tables and views of the pack, by name.
[[nodiscard]] inline std::vector<std::string> snapshot(AnIndex& index, const std::string& quarter) {
  std::vector<std::string> result;
  std::istringstream report(quarter_json(index, quarter));
  for (std::string line; std::getline(report, line);) result.push_back(line);
  for (const Diagnostic& found : index.diagnostics()) {
    result.push_back(fmt::format("{}: {} {} {}", brief(found), found.message, found.hint,
                                 found.also ? found.also->path + ":" + std::to_string(found.also->begin.line) : ""));
  }
  std::vector<std::string> tables{"record"};
  for (const auto& [name, kind] : index.pack().kinds) {
    for (const schema::Table& table : kind->tables) tables.push_back(table.name);
  }
  for (const auto& [name, fold] : index.pack().folds) tables.push_back(name);
  for (const auto& [name, derived] : index.pack().derived) tables.push_back(name);
  for (const std::string& table : tables) {
    for (const std::string& row : content_of(index, table)) result.push_back(table + ": " + row);
  }
  return result;
}

/// What stands in only one of two snapshots; no more of it than somebody reads.
[[nodiscard]] inline std::vector<std::string> differences(const std::vector<std::string>& one, const std::vector<std::string>& other) {
  std::vector<std::string> result;
  const std::multiset<std::string> a(one.begin(), one.end());
  const std::multiset<std::string> b(other.begin(), other.end());
  for (const std::string& line : a) {
    if (a.count(line) != b.count(line)) result.push_back("- " + line);
  }
  for (const std::string& line : b) {
    if (a.count(line) != b.count(line)) result.push_back("+ " + line);
  }
  if (result.size() > 12) result.resize(12);
  return result;
}

}  // namespace bq::tests
