#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace bq {

/// The bytes of a file. Throws UserError(environment) that names the file and the system's reason.
[[nodiscard]] std::string read_file(const std::filesystem::path& path);

/// Writes a file whole or not at all: a temporary file beside it, flushed to disk, then renamed over it with its mode.
/// A link stays a link. Throws UserError(environment).
void write_file(const std::filesystem::path& path, std::string_view text);

}  // namespace bq
