#pragma once

#include "ledger.hpp"
#include "options.hpp"
#include "render/render.hpp"
#include "report/report.hpp"

namespace bq::cli {

/// Writes into a report what it was made from: the ledger's commit and the hashes of pack and calendar.
void stamp(report::Report& report, Ledger& ledger);

/// The report in the format of the options. Words of the pack are put into their language, in json not: there they are values.
[[nodiscard]] std::string render_report(report::Report report, const pack::Pack& pack, const Options& options, const render::Style& style);

/// Prints a report in the format of the options.
void print_report(const report::Report& report, const pack::Pack& pack, const Options& options);

}  // namespace bq::cli
