#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/language.hpp"
#include "yaml/fields.hpp"

namespace bq::pack {

/// Which days are worked: Monday to Friday but for the days off, and the make-up days. Known for the years it names.
struct Calendar {
  std::string name;
  Text title;
  int first_year = 0;  ///< The years for which the notice is out, without a gap.
  int last_year = 0;
  std::map<Date, bool> exceptions;  ///< True: worked (make-up day); false: off.

  /// Whether `day` is worked; a guess (Monday to Friday) in years that are not known.
  [[nodiscard]] bool works(Date day) const;
  /// False in years whose notice is not out: what is computed there is provisional.
  [[nodiscard]] bool knows(Date day) const;
};

/// Reads a calendar file.
[[nodiscard]] Calendar read_calendar(std::string name, yaml::NodeRef root, std::vector<Fault>& faults);

}  // namespace bq::pack
