#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include "pack/pack.hpp"
#include "store/tree.hpp"

namespace bq::index {

/// Makes one ledger of the rows of several. Every id of a part and every reference in it gets the part's name and a point before it, so that equal ids
/// of different ledgers stay apart. A record that has a value of an `x-unique` field in common with one of an earlier ledger is the same thing: what names it
/// names the earlier one from then on, and it takes the earlier one's id, which makes it a repeated record. Runs once, on fresh rows without indexes.
void join_parts(SQLite::Database& db, const pack::Pack& pack, const std::vector<store::Part>& parts);

}  // namespace bq::index
