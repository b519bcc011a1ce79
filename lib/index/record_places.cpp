#include "index/record_places.hpp"

#include "index/rid.hpp"

namespace bq::index {

std::vector<RecordPlace> records_around(SQLite::Database& db, std::int64_t number, const std::vector<schema::Ordinal>& rows) {
  std::vector<RecordPlace> result;
  SQLite::Statement get(db, "SELECT rid, upto, first, finish FROM record WHERE rid <= ? ORDER BY rid DESC LIMIT 1");
  for (const schema::Ordinal row : rows) {
    if (!result.empty() && row <= result.back().last) continue;
    get.bind(1, make_rid(number, row));
    if (get.executeStep()) {
      result.push_back({ordinal_of(get.getColumn(0).getInt64()),
                        ordinal_of(get.getColumn(1).getInt64()),
                        {static_cast<std::uint32_t>(get.getColumn(2).getInt64()), static_cast<std::uint32_t>(get.getColumn(3).getInt64())}});
    }
    get.reset();
  }
  return result;
}

}  // namespace bq::index
