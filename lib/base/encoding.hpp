#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace bq {

/// The text of a file that another program saved, as UTF-8 without a byte order mark: UTF-8 and UTF-16 with or without one, and GB18030 (GBK),
/// as Excel saves in Chinese. Absent when it is none of these.
[[nodiscard]] std::optional<std::string> to_utf8(std::string_view bytes);

/// The text of such a file. Throws UserError: environment when it can't be read, usage when its encoding is not known.
[[nodiscard]] std::string read_as_utf8(const std::filesystem::path& path);

}  // namespace bq
