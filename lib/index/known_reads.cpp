#include "index/known_reads.hpp"

#include <sstream>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/decimal.hpp"
#include "base/hash.hpp"
#include "index/derive.hpp"

namespace bq::index {

KnownReads::KnownReads(SQLite::Database& db) : db_(db) {
  SQLite::Statement get(db, "SELECT statement, names FROM statement_reads");
  while (get.executeStep()) known_.emplace(get.getColumn(0).getString(), get.getColumn(1).getString());
}

std::variant<std::set<std::string>, SqlFault> KnownReads::of(const std::string& sql) {
  const std::string statement = hex(hash_of(sql));
  const auto known = known_.find(statement);
  if (known != known_.end()) {
    std::set<std::string> names;
    std::istringstream words(known->second);
    for (std::string name; words >> name;) names.insert(name);
    return names;
  }
  auto reads = tables_read(db_, sql);
  if (const auto* names = std::get_if<std::set<std::string>>(&reads)) learned_.emplace_back(statement, fmt::format("{}", fmt::join(*names, " ")));
  return reads;
}

void keep_reads(SQLite::Database& db, const KnownReads::Learned& learned) {
  SQLite::Statement learn(db, "INSERT OR REPLACE INTO statement_reads (statement, names) VALUES (?, ?)");
  for (const auto& [statement, names] : learned) {
    learn.bind(1, statement);
    learn.bind(2, names);
    learn.exec();
    learn.reset();
  }
}

}  // namespace bq::index
