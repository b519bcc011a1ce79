#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "base/date.hpp"
#include "base/error.hpp"
#include "base/language.hpp"
#include "options.hpp"

namespace bq::cli {

/// What a command may look at when it runs.
struct Context {
  const Options& options;
  Date today;
  const CLI::App& app;  ///< The whole command line, for what speaks of it.
};

/// A command line to try, and what it does.
struct Example {
  std::string line;
  Text about;
};

/// What a command does once its flags are read; owns their values.
using Run = std::function<Exit(const Context&)>;

/// A command of bqtool: all that help, dispatch, spelling and completion know of it.
struct Command {
  std::string name;
  Text about;
  std::vector<Example> examples;                              ///< Two or three; help begins with them.
  std::vector<std::string> formats;                           ///< What `-O` takes, the default first; empty: the command has no `-O`.
  Run (*set_up)(CLI::App& app, Language language) = nullptr;  ///< Adds the command's own flags to `app`, described in `language`.
  bool takes_at = false;                                      ///< It can read a revision, with `--at`.
};

/// All commands, in the order of help.
[[nodiscard]] std::span<const Command> commands();

/// The names of `formats`, as a command's row wants them.
template <class Formats>
[[nodiscard]] std::vector<std::string> names_of(const Formats& formats) {
  std::vector<std::string> names;
  for (const auto& format : formats) names.push_back(format.name);
  return names;
}

}  // namespace bq::cli
