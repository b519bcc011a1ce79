#pragma once

#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/language.hpp"

namespace bq::cli {

/// Reads the command line `words` (without the program's name) and runs what it says. Throws UserError.
[[nodiscard]] Exit run(std::vector<std::string> words, Language language);

}  // namespace bq::cli
