#pragma once

#include <filesystem>

#include "change/state.hpp"
#include "options.hpp"

namespace bq::cli {

/// Where the notes about changes of a ledger live: beside its index in the git directory, or outside git among the user's state files.
/// Throws UserError(environment) when there is no such place.
[[nodiscard]] change::State state_of(const std::filesystem::path& index_file);

/// Says so when a change of the ledger was interrupted, since its files may then belong to different states.
void mention_interrupted(const Options& options, const std::filesystem::path& index_file);

}  // namespace bq::cli
