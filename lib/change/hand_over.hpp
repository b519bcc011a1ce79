#pragma once

#include <optional>
#include <string>
#include <vector>

#include "change/party.hpp"
#include "change/plan.hpp"
#include "index/index.hpp"

namespace bq::change {

/// A post that changes hands on a day.
struct HandOver {
  Party post;
  std::optional<Party> holder;  ///< The cadre who comes; absent: the post becomes vacant.
  Date effective;
  bool acting = false;
};

/// What a post's change of hands comes to.
struct HandOverPlan {
  std::vector<FileChange> files;
  std::optional<Party> before;       ///< Who held it the day before; absent: nobody.
  std::vector<std::string> objects;  ///< Ids and names of the objects whose pairings follow by themselves.
};

/// Plans it: the holder's stretch ends, the next one begins. Throws UserError: usage when it changes nothing, refused when a later stretch is
/// in the way or the one who comes is not in office.
[[nodiscard]] HandOverPlan plan_hand_over(index::Index& index, const HandOver& change);

}  // namespace bq::change
