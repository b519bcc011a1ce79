#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "command.hpp"

namespace bq::cli {

/// Keeps of `diagnostics` what was not wrong in the revision `since`, asked on the same day; a fault that only moved is not new. Both sides are judged
/// by the pack of `pack_from` where one is named, else each by its own. Returns how many were taken out.
std::size_t keep_news(std::vector<Diagnostic>& diagnostics, const std::string& since, const std::string& pack_from, const Context& context);

}  // namespace bq::cli
