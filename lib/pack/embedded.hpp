#pragma once

#include <span>
#include <string_view>

namespace bq::pack {

/// One file of `schemas/` as it was when the program was built; `path` is relative to that folder.
struct EmbeddedFile {
  std::string_view path;
  std::string_view text;
};

/// All files of the built-in pack, sorted by path.
[[nodiscard]] std::span<const EmbeddedFile> embedded_files();

}  // namespace bq::pack
