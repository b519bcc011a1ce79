#pragma once

#include <map>
#include <string>

#include "command.hpp"
#include "index/validate.hpp"
#include "ledger.hpp"
#include "pack/report_plan.hpp"
#include "period_flags.hpp"
#include "report/build.hpp"

namespace bq::cli {

/// Which paper is wanted, over which days, about whom.
struct PaperFlags {
  std::string name;  ///< Empty: the paper of the period.
  PeriodFlags period;
  std::string subject;                            ///< `--for`
  std::string each;                               ///< `--each`: a kind of record, one file for each of which goes to the folder of `-o`.
  std::map<std::string, std::string> parameters;  ///< By name; an empty value sets a parameter that takes none.
  bool strict = false;                            ///< Refuse when the ledger has errors.
  bool with_members = false;                      ///< Together with the ledgers of members.
  bool of_history = false;                        ///< What commits changed has been read, for a paper that speaks of it.
};

/// The report that the flags ask for, without a name the one that the programme names for the period.
[[nodiscard]] std::string name_of_paper(const PaperFlags& flags, Ledger& ledger);

/// Whether a report is a paper of its own; one without sections is there to be extended.
[[nodiscard]] bool is_paper(const pack::ReportPlan& plan);

/// A paper on its way: what was asked, and once it is filled what it says and how the ledger stands.
struct Paper {
  pack::ReportPlan plan;  ///< Of the pack, or its public edition.
  Asked asked;
  report::Built built;
  index::Damage damage;
};

/// Which paper the flags mean; the index is asked its question. Throws UserError for flags that don't fit it.
[[nodiscard]] Paper plan_paper(const PaperFlags& flags, Ledger& ledger, const Context& context);

/// Fills the paper, and checks the ledger beside. Throws UserError(findings) for a faulty one with `strict`.
void fill_paper(Paper& paper, const PaperFlags& flags, Ledger& ledger, Language language);

/// Prints the filled paper and says what is wrong with what it was made from; `findings` when something is.
[[nodiscard]] Exit hand_out(const Paper& paper, const PaperFlags& flags, const Ledger& ledger, const Options& options);

/// Prints a paper, or one for each subject. Throws UserError for flags that don't fit it.
[[nodiscard]] Exit print_paper(const PaperFlags& flags, const Context& context);

/// Prints a paper over the ledger and those of its members: the report `rollup` when no name is given, and for a NAME of which the pack has a report
/// `rollup-NAME` that one, which sets the papers of the units of one ledger side by side. Throws UserError for flags that don't fit it.
[[nodiscard]] Exit print_rollup(PaperFlags flags, const Context& context);

}  // namespace bq::cli
