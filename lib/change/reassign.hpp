#pragma once

#include <string>
#include <vector>

#include "change/party.hpp"
#include "change/plan.hpp"
#include "change/stretch.hpp"
#include "index/index.hpp"

namespace bq::change {

/// A pairing that goes over to somebody else: its stretch ends on a day and another begins.
struct Move {
  Stretch stretch;
  Party to;
  Date effective;
  std::string basis = {};  ///< The id of a document; empty: none is named.
  Text why = {};           ///< Why this one, where there was a choice.
};

/// The stretches that end on `day`, out of all that were found. Throws UserError: usage when there are none, refused when `day` is not within one that
/// has still to end or to begin.
[[nodiscard]] std::vector<Stretch> ending_on(index::Index& index, const Party& holder, const std::vector<Stretch>& found, Date day);

/// Throws UserError(refused) when the target can't take the role or is not in office that day, usage when it has it already.
void check_move(index::Index& index, const Move& move);

/// Throws UserError: usage for a document that is not there; refused when none is named, or one that nobody approved, and the programme
/// makes the rule pairing-without-basis an error.
void check_basis(index::Index& index, const std::string& basis, Date day);

/// The edits that make all moves: `until` in the old stretches, new ones of the same role and batch at the end of the lists.
[[nodiscard]] std::vector<FileChange> plan_moves(index::Index& index, const std::vector<Move>& moves);

}  // namespace bq::change
