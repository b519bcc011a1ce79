#pragma once

#include <string>

#include "history/edits.hpp"
#include "ledger.hpp"
#include "paper.hpp"
#include "report/restatement.hpp"

namespace bq::cli {

/// A paper as it was issued: its question, what it rested on, and its figures.
struct Issued {
  std::string id;
  PaperFlags flags;  ///< That ask the same question again.
  Period period;     ///< The days it was asked over, whatever the settings say now.
  std::optional<Date> cut_off;
  Date as_of;
  Date date;  ///< On which it was issued.
  std::string revision, pack, calendar;
  report::ExactFigures figures;
};

/// The last paper that was issued under this id, or as this report; of a report the flags choose by days and subject. Throws UserError(usage) when there
/// is none.
[[nodiscard]] Issued read_issued(Ledger& ledger, const PaperFlags& flags, const Context& context);

/// The revision that the files are made from, or that the options name.
[[nodiscard]] std::string revision_now(const Options& options);

/// The issued paper asked over the very days of the issue, as known on the same day.
[[nodiscard]] Paper ask_again(const Issued& issued, Ledger& ledger, const Context& context);

/// What was edited in the ledger since the commit `revision`, in the order of commits; what is not committed comes last. Issued papers are left out, but
/// not what became of the one named `id`. Throws UserError(environment) for a clone that lacks commits.
[[nodiscard]] std::vector<history::Edit> edits_since(Ledger& ledger, const std::string& revision, const std::string& id, const Context& context);

}  // namespace bq::cli
