#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "ledger.hpp"
#include "report/report.hpp"
#include "report/sample.hpp"
#include "schema/kind.hpp"

namespace bq::cli {

/// A sample from both ends of a scoring.
struct EndsWanted {
  std::string scheme;
  std::size_t size = 0;
  std::string seed;
  const schema::Kind& kind;                ///< Of the records drawn.
  const schema::Column* strata = nullptr;  ///< Whose values are the strata; null: there are none.
  Language language = Language::zh;
};

/// The heading of the column of the strata.
[[nodiscard]] report::Column stratum_heading(const schema::Column& strata, Language language);

/// Scores the scheme over the question asked, draws from both ends among those of `candidates` that the scored figures speak of, and puts head and tables on
/// `page`: who was drawn from which end, the ends, and who is not placed and so not drawn from.
/// Throws UserError: usage for a scheme that the settings don't have and for a kind whose records no figure of it speaks of, findings when nothing can be
/// drawn.
void add_ends(report::Report& page, Ledger& ledger, const EndsWanted& wanted, const std::vector<report::Candidate>& candidates);

}  // namespace bq::cli
