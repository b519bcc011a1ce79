#pragma once

#include "ledger.hpp"
#include "options.hpp"
#include "report/report.hpp"

namespace bq::cli {

/// Writes into a report what it was made from: the ledger's commit and the hashes of pack and calendar.
void stamp(report::Report& report, Ledger& ledger);

/// Prints a report in the format of the options.
void print_report(const report::Report& report, const Options& options);

}  // namespace bq::cli
