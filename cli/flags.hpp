#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "command.hpp"

namespace bq::cli {

/// A flag or an argument, as help, completion and suggestions know it.
struct Flag {
  std::vector<std::string> names;  ///< `-o`, `--output`; an argument has one without dashes.
  std::string value;               ///< What follows it, such as `FILE` or `zh|en`, in brackets where it may be left out; empty for a switch.
  std::string about;
};

/// The flags that every command has, in order of definition. `-O` is not among them: its values belong to a command.
[[nodiscard]] std::vector<Flag> shared_flags(const CLI::App& app);

/// The command's own flags, and `-O` when it has formats.
[[nodiscard]] std::vector<Flag> own_flags(const CLI::App& app, const Command& command);

/// What the command takes without a dash, in order.
[[nodiscard]] std::vector<Flag> arguments_of(const CLI::App& app, const Command& command);

/// Every name of every flag that stands before a command.
[[nodiscard]] std::vector<std::string> flag_names(const CLI::App& app);

/// Every name of every flag that `command` understands.
[[nodiscard]] std::vector<std::string> flag_names(const CLI::App& app, const Command& command);

}  // namespace bq::cli
