#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace bq::cli {

/// The error for a word where a command stands; names the nearest command, or all.
[[nodiscard]] UserError unknown_command(const std::string& word);

/// The error for a flag that is not among `known`; `command` is what was typed so far, such as `bqtool validate`.
[[nodiscard]] UserError unknown_flag(const std::string& word, const std::vector<std::string>& known, const std::string& command);

/// The error for a value of `flag` that is not among `known`.
[[nodiscard]] UserError unknown_value(const std::string& flag, const std::string& value, const std::vector<std::string>& known);

/// `zh|en` as its parts; empty for a text without `|`.
[[nodiscard]] std::vector<std::string> split_choices(std::string_view choices);

}  // namespace bq::cli
