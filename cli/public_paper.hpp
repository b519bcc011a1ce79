#pragma once

#include <vector>

#include "index/redaction.hpp"
#include "ledger.hpp"
#include "paper.hpp"
#include "report/build.hpp"

namespace bq::cli {

/// A paper that the settings have published.
struct PublicPaper {
  std::string report;
  std::string every;   ///< Empty: the report's own period.
  std::string title;   ///< Empty: the report's own.
  std::string scheme;  ///< Empty: none is asked for.
};

/// The papers that the settings have published on a day, in their order.
[[nodiscard]] std::vector<PublicPaper> public_papers(index::Index& index, Date day);

/// Builds one of them as it may be published, while `redaction` hides what must not be. Throws UserError: findings for a report that there is not or
/// whose SQL is wrong, refused for one that is not made to be published, needs a subject or asks for private data, and usage for days that don't fit.
[[nodiscard]] report::Report build_public(Ledger& ledger, index::Redaction& redaction, const PublicPaper& paper, const Context& context);

}  // namespace bq::cli
