#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace bq::cli {

/// A file to be published: its name in the folder and its bytes.
struct PublicFile {
  std::string name;
  std::string bytes;
};

/// What a run did to the folder.
struct PublicFolder {
  std::size_t written = 0;  ///< Files that are there now.
  std::size_t removed = 0;  ///< Files of an earlier run that are no longer published.
};

/// Makes `folder` hold `files`, beside a list of them (`.bqtool-publish`) by which the next run knows its own. The folder must be absent, empty or one
/// published earlier; what the list does not name is never touched, and what it names is replaced or removed only as long as it still is what was
/// written. Nothing is written unless everything may be. Throws UserError: refused, or environment when writing fails.
[[nodiscard]] PublicFolder publish_into(const std::filesystem::path& folder, const std::vector<PublicFile>& files);

}  // namespace bq::cli
