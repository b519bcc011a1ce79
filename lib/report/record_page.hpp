#pragma once

#include "base/language.hpp"
#include "index/index.hpp"
#include "report/report.hpp"

namespace bq::report {

/// Everything the ledger knows of one record as of the index's question, as a report: its fields in words, its lists, the states that folds make of
/// it, and the records that point to it. Later events of lists in date order and later records are left out; what has no day of its own is
/// today's text. The record must exist.
[[nodiscard]] Report record_page(index::Index& index, const index::Subject& subject, Language language);

}  // namespace bq::report
