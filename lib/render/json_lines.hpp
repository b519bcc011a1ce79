#pragma once

#include <string>

#include <nlohmann/json.hpp>

namespace bq::render {

/// `value` as text that people and diffs can read: containers down to `depth` are spread over lines with two spaces of indent,
/// deeper ones and those that hold no container stay on one line. Broken UTF-8 becomes U+FFFD. No newline at the end.
[[nodiscard]] std::string json_lines(const nlohmann::ordered_json& value, int depth, const std::string& indent = "");

}  // namespace bq::render
