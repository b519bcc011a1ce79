#pragma once

#include <string>

#include "ledger.hpp"
#include "pack/pack.hpp"
#include "period_flags.hpp"
#include "report/evidence.hpp"

namespace bq::cli {

/// What a rule looks for, its weight, its message, the remedy, and an example that breaks it.
[[nodiscard]] std::string explain_rule(const pack::Rule& rule, Language language);

/// The rule's SQL, its query plan and how long it takes on this ledger.
[[nodiscard]] std::string explain_sql(index::Index& index, const pack::Rule& rule, Language language);

/// The definition of a metric, in words and as the pack says it.
[[nodiscard]] std::string explain_metric(const pack::Population& population, const pack::Metric& metric, Language language);

/// The sections of a report with what each shows.
[[nodiscard]] std::string explain_report(const pack::Pack& pack, const pack::ReportPlan& plan, Language language);

/// How a record takes part in a figure, in words.
[[nodiscard]] Text words_of(report::Part part);

/// Prints a figure and the records behind it; `row` is `DIMENSION=KEY` or empty. Throws UserError(usage) for a row that is no such thing.
[[nodiscard]] Exit print_evidence(Ledger& ledger, const std::string& metric, const std::string& row, const Asked& asked, const Options& options);

}  // namespace bq::cli
