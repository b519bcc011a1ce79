#pragma once

#include "pack/pack.hpp"
#include "report/report.hpp"

namespace bq::report {

/// Puts the words that the pack's SQL makes into English where a cell or the title of a column says nothing else, one word or several with 、 between them.
/// What the ledger says stays as it is written.
void put_into_english(Report& report, const pack::Pack& pack);

}  // namespace bq::report
