#pragma once

#include <string>
#include <vector>

#include "base/date.hpp"
#include "change/reassign.hpp"
#include "index/index.hpp"

namespace bq::cli {

/// Moves of all that one gives up, shared out among those that `names` lists with commas between (`--spread`): evenly, within the capacity that the
/// settings allow, towns and industries together. Throws UserError(usage) for a name that is none or stands twice, UserError(refused) where there is no room.
[[nodiscard]] std::vector<change::Move> moves_spread(index::Index& index, const std::string& names, const std::vector<change::Stretch>& given, Date day,
                                                     const std::string& basis);

}  // namespace bq::cli
