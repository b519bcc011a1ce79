#pragma once

#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>

#include "index/locate.hpp"

namespace bq::index {

/// The records of file `number` that hold the rows, each once.
[[nodiscard]] std::vector<RecordPlace> records_around(SQLite::Database& db, std::int64_t number, const std::vector<schema::Ordinal>& rows);

}  // namespace bq::index
