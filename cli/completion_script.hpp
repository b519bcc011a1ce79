#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "base/language.hpp"

namespace bq::cli {

/// A shell that can complete command lines of bqtool.
struct CompletionShell {
  std::string name;
  std::string (*script)(const CLI::App& app, Language language);  ///< The script, from the flags of `app`; descriptions in `language`.
};

/// All of them.
[[nodiscard]] const std::vector<CompletionShell>& completion_shells();

/// For bash, without descriptions.
[[nodiscard]] std::string bash_completion(const CLI::App& app, Language language);
/// For zsh.
[[nodiscard]] std::string zsh_completion(const CLI::App& app, Language language);
/// For fish.
[[nodiscard]] std::string fish_completion(const CLI::App& app, Language language);

}  // namespace bq::cli
