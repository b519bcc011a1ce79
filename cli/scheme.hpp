#pragma once

#include <string>

#include "index/index.hpp"

namespace bq::cli {

/// Throws UserError(usage) for a scheme that the settings don't have; `flag` is where it was written.
void check_scheme(const std::string& flag, const std::string& scheme, index::Index& index);

}  // namespace bq::cli
