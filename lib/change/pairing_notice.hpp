#pragma once

#include <vector>

#include "base/date.hpp"
#include "change/plan.hpp"
#include "change/reassign.hpp"
#include "index/index.hpp"

namespace bq::change {

/// Whether both sides of a move have to be told of it, as the rule swap-not-announced weighs that day.
enum class Telling { must, should, need_not };
[[nodiscard]] Telling telling_of(index::Index& index, const std::vector<Move>& moves, Date day);

/// The files with one more notice of kind pairing_change, dated `today`, to all who give up and take over.
[[nodiscard]] std::vector<FileChange> plan_notice(index::Index& index, const std::vector<Move>& moves, Date today);

}  // namespace bq::change
