#include "change/on_site.hpp"

namespace bq::change {

std::vector<Input> solved_on_site(const std::string& unit, const std::string& day) {
  return {{"on_site", "true"},
          {"timeline.1.date", day},
          {"timeline.1.event", "accept"},
          {"timeline.1.actor", unit},
          {"timeline.2.date", day},
          {"timeline.2.event", "assign"},
          {"timeline.2.target", unit},
          {"timeline.2.role", "lead"},
          {"timeline.2.due", day},
          {"timeline.3.date", day},
          {"timeline.3.event", "resolve"},
          {"timeline.3.actor", unit},
          {"timeline.3.outcome", "solved"},
          {"timeline.4.date", day},
          {"timeline.4.event", "close"},
          {"timeline.4.actor", unit}};
}

}  // namespace bq::change
