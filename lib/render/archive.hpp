#pragma once

#include <string>
#include <vector>

namespace bq::render {

/// A file inside an archive.
struct ArchiveFile {
  std::string path;
  std::string bytes;
};

/// A zip archive of `files`, in order, all of 1 January 1980: the same files give the same bytes. Throws UserError(environment) when there is no memory.
[[nodiscard]] std::string zip_archive(const std::vector<ArchiveFile>& files);

}  // namespace bq::render
