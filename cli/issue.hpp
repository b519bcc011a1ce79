#pragma once

#include "paper.hpp"

namespace bq::cli {

/// How a paper is issued.
struct IssueFlags {
  bool again = false;         ///< It was issued before, and this one takes its place.
  bool allow_errors = false;  ///< Though the ledger has errors.
  bool dry_run = false;       ///< Only shows what would be written.
};

/// Prints a paper and keeps its figures in the ledger, with the commit, pack and calendar that gave them. Throws UserError: environment outside git,
/// refused when the ledger has changes that are not committed, has errors, or has issued the paper before.
[[nodiscard]] Exit issue_paper(const PaperFlags& flags, const IssueFlags& how, const Context& context);

}  // namespace bq::cli
