#pragma once

#include <memory>

#include <CLI/CLI.hpp>

#include "base/language.hpp"
#include "paper.hpp"

namespace bq::cli {

/// Adds the flags of what papers of the pack can be asked besides days and subject, such as `--scheme`; they land in `parameters` of `flags`.
void add_parameter_flags(CLI::App& app, const std::shared_ptr<PaperFlags>& flags, Language language);

}  // namespace bq::cli
