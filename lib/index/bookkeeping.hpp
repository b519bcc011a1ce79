#pragma once

#include <set>
#include <string>

#include <SQLiteCpp/SQLiteCpp.h>

#include "index/settings.hpp"
#include "pack/pack.hpp"
#include "store/tree.hpp"

namespace bq::index {

/// Fills `workday`, `list_entry` and `label` from the calendar, the lists in force and the schema.
void write_reference_tables(SQLite::Database& db, const pack::Pack& pack, const Settings& settings);

/// Fills `member` with the ledgers joined to this one.
void write_members(SQLite::Database& db, const std::vector<store::Part>& parts);

/// Of records that share an identity all but the first (by path and place) lose it in their own table, so that no join doubles rows;
/// `record.repeated` says so, and `record.id` keeps it. Undone when the other one is gone. Adds to `changed` what it touched.
void mark_repeated(SQLite::Database& db, const pack::Pack& pack, std::set<std::string>& changed);

/// Counts up the version of each table, by which results that depend on it are known to be stale.
void raise_versions(SQLite::Database& db, const std::set<std::string>& changed);

}  // namespace bq::index
