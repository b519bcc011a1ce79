#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "base/language.hpp"
#include "change/hand_over.hpp"
#include "change/reassign.hpp"

namespace bq::cli {

/// What moves do to those who take part in them: how many objects each gives up and takes over, before and after, and its capacity.
/// Throws UserError(refused) when somebody ends up with too many and the programme makes over-capacity an error.
[[nodiscard]] std::string gains_and_losses(index::Index& index, const std::vector<change::Move>& moves, Language language);

/// The moves as a table, with the reasons where there was a choice.
[[nodiscard]] std::string table_of(index::Index& index, const std::vector<change::Move>& moves, Language language);

/// What follows from a post's change of hands, in sentences.
[[nodiscard]] Text sentences_of(const change::HandOver& change, const change::HandOverPlan& plan);

/// Which papers belong to a change of that day.
[[nodiscard]] Text papers_of(Date day);

}  // namespace bq::cli
