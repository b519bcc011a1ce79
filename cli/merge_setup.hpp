#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace bq::cli {

/// How git stands to the files of one ledger when it merges.
enum class MergeState { absent, installed, foreign };

/// The line of an attributes file that gives the ledger in `folder` (from the top of the work tree; empty: there) to the merge driver.
[[nodiscard]] std::string merge_attribute(std::string_view folder);

/// Whether the merge driver is at work for the ledger in `root`, whose records lie in `folders`. `foreign`: another driver is named for one of them, or
/// another command under our name.
[[nodiscard]] MergeState merge_state(const std::filesystem::path& root, std::string_view folder, const std::vector<std::string>& folders);

/// Sets the merge driver up for this clone and all its work trees. Only where the state is not `foreign`. Throws UserError(environment).
void install_merge(const std::filesystem::path& root, std::string_view folder);

/// Takes the ledger's line away again, and the driver with the last one.
void remove_merge(const std::filesystem::path& root, std::string_view folder);

}  // namespace bq::cli
