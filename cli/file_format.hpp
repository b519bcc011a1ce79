#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "options.hpp"

namespace bq::cli {

/// Whether the format named `format` is no text.
[[nodiscard]] bool is_binary(const std::string& format);

/// The format that the extension of `file` stands for; empty when for none.
[[nodiscard]] std::string format_of_file(const std::filesystem::path& file);

/// Throws UserError(usage) when the file of `-o` would not open, since its name promises a workbook or document and the format is another, or the
/// other way round; `formats` are those that the command has.
void refuse_misnamed(const Options& options, const std::vector<std::string>& formats);

}  // namespace bq::cli
