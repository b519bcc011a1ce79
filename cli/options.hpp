#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include <CLI/CLI.hpp>

#include "base/date.hpp"
#include "base/language.hpp"

namespace bq::cli {

/// When output has colour.
enum class Color { automatic, always, never };

/// What every command understands.
struct Options {
  std::filesystem::path directory = ".";  ///< Where to look for the ledger, here and upwards.
  std::string format;                     ///< A format that the command has; empty for a command with none.
  std::filesystem::path output;           ///< Empty: standard output.
  std::optional<Date> as_of;              ///< Absent: the command's own default.
  std::string at;                         ///< The revision to read; empty: the files as they are.
  Language language = Language::en;
  Color color = Color::automatic;
  bool quiet = false;
  bool no_input = false;
};

/// Defines the flags of every command, in the language of `options`; parsing fills `options`.
void add_shared_flags(CLI::App& app, Options& options);

/// Number `text`, a whole number above 0, of the flag `flag`. Throws UserError(usage).
[[nodiscard]] std::int64_t read_count(const std::string& flag, const std::string& text);

/// Day `text` of the flag `flag`. Throws UserError(usage).
[[nodiscard]] Date read_day(const std::string& flag, const std::string& text);

}  // namespace bq::cli
