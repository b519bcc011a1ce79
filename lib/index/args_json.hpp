#pragma once

#include <string>

#include "base/fault.hpp"

namespace bq::index {

/// Arguments of a message as a JSON object, as the index stores them; bytes that are not UTF-8 are replaced.
[[nodiscard]] std::string to_json(const Args& args);

/// Reads back what to_json wrote.
[[nodiscard]] Args args_from_json(const std::string& text);

}  // namespace bq::index
