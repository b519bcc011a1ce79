#pragma once

#include <map>
#include <string>
#include <vector>

#include "restate.hpp"

namespace bq::cli {

/// An edit that may have made a difference.
struct Mending {
  history::Edit edit;
  std::string moves;  ///< The record that it moves by being named by it or naming it; empty: its own.
};

/// What became of an issued paper. The references must outlive it.
struct Restatement {
  const Issued& issued;
  const report::Report& report;                              ///< The paper as it is now.
  const pack::Pack& pack;                                    ///< By which it was made.
  std::map<report::FigurePlace, report::ExactFigure> known;  ///< The figures of that paper, and those that only the old one has, as far as that is known.
  report::ExactFigures now{};
  std::vector<report::FigurePlace> differing{};  ///< Whose numbers are not what was issued, in the order of the paper; those that it no longer has last.

  Text remedy{};                           ///< What to do about that.
  Text no_look_back{};                     ///< Why the commit of the issue can't be asked; empty when it was, which the rest follows from.
  report::ExactFigures then{};             ///< What the text of that commit gives by its own rules.
  report::ExactFigures by_rules_of_now{};  ///< What it gives by the rules that hold now.
  bool rules_changed = false;              ///< Pack or calendar are others than in that commit.
  std::map<report::FigurePlace, std::vector<report::Mover>> movers{};
  std::vector<Mending> mendings{};

  /// Whether records made this figure another one.
  [[nodiscard]] bool is_by_records(const report::FigurePlace& place) const;
};

/// Sets the figures of now against those that were issued. A row that is left out because it is all zero is no difference.
[[nodiscard]] Restatement compare_figures(const Issued& issued, const report::Report& report, const std::vector<report::ExactFigure>& figures,
                                          const pack::Pack& pack);

/// The restatement as a paper: the figures, the records, the edits.
[[nodiscard]] report::Report paper_of(const Restatement& restatement, Language language);

}  // namespace bq::cli
