#pragma once

#include <string>
#include <vector>

#include "change/record.hpp"

namespace bq::change {

/// The inputs of an appeal that was solved on the spot: the flag, and on `day` its acceptance, the assignment to the unit that solved it, due that
/// day, its resolution and its closing.
[[nodiscard]] std::vector<Input> solved_on_site(const std::string& unit, const std::string& day);

}  // namespace bq::change
