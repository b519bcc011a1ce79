#pragma once

#include <string>

#include <CLI/CLI.hpp>

#include "base/language.hpp"
#include "command.hpp"

namespace bq::cli {

/// What `bqtool --help` prints.
[[nodiscard]] std::string help_text(const CLI::App& app, Language language);

/// What `bqtool COMMAND --help` prints.
[[nodiscard]] std::string help_text(const CLI::App& app, const Command& command, Language language);

}  // namespace bq::cli
