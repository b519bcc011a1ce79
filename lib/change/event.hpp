#pragma once

#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/fault.hpp"
#include "change/plan.hpp"
#include "change/record.hpp"
#include "index/index.hpp"

namespace bq::change {

/// An event that is to be entered in the history of one or several records.
struct NewEvent {
  std::vector<std::string> ids;
  std::string event;  ///< By name or title.
  Date date;
  std::vector<Input> fields;  ///< What else it says.
};

/// Why an event can't be entered for one of the records.
struct EventFault {
  std::string id;
  Fault fault;
  Text allowed{};  ///< The events that may come there, when this one may not.
};

/// What entering an event comes to; when there are faults the plan is empty.
struct EventPlan {
  Plan plan;
  std::vector<EventFault> faults;
};

/// Plans to enter an event in the histories of records, in date order. Fields with a usual value that the event needs get it, and an assignment its
/// due day from the programme's clock. Throws UserError(usage) for an id that is not there or has no history, and for a repeated id.
[[nodiscard]] EventPlan plan_event(index::Index& index, const NewEvent& event);

}  // namespace bq::change
