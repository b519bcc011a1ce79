#pragma once

#include <string>

#include "base/error.hpp"
#include "index/redaction.hpp"
#include "ledger.hpp"
#include "period_flags.hpp"
#include "report/build.hpp"

namespace bq::cli {

/// Why a report can't be shown to the public, and what to do about it.
[[nodiscard]] UserError not_public(const std::string& report, const std::string& zh, const std::string& en, Text hint);

/// Builds a report as it may be published, of the question that the index was asked last, while `redaction` hides what must not be. Throws
/// UserError(refused) for one that asks for private data.
[[nodiscard]] report::Built build_redacted(Ledger& ledger, index::Redaction& redaction, const pack::ReportPlan& plan, const Asked& asked, Language language);

}  // namespace bq::cli
