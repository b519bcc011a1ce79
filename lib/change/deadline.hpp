#pragma once

#include <optional>
#include <string>

#include "base/date.hpp"
#include "index/index.hpp"

namespace bq::change {

/// What a clock of the programme's settings is chosen by and counts from.
struct Case {
  std::string object;             ///< The id of the enterprise.
  std::string topic;              ///< The category of the appeal.
  std::string opened;             ///< The day on which the round opened.
  std::optional<Date> accepted;   ///< Of this round.
  std::optional<Date> assigned;   ///< The day of the assignment that gets the due day.
  std::optional<Date> escalated;  ///< Of this round.
};

/// The last day to handle a case, after the first clock `handle` that is in force and applies; absent where the programme has none, or where the
/// calendar does not reach.
[[nodiscard]] std::optional<Date> handling_deadline(index::Index& index, const Case& of);

}  // namespace bq::change
