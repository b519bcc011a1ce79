#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace bq::change {

/// The file that `path` of the ledger at `root` stands for, links followed. Throws UserError(refused) when that is not in the ledger.
[[nodiscard]] std::filesystem::path target_of(const std::filesystem::path& root, const std::string& path);

/// The bytes of a file; absent when there is none. Throws UserError(environment).
[[nodiscard]] std::optional<std::string> bytes_of(const std::filesystem::path& file);

/// Throws UserError(environment) when `file` is there but not meant to be written, or its folder can't be.
void require_writable(const std::filesystem::path& file, const std::string& path);

/// Writes a new file with the mode of `like`, if that is there, and flushes it to disk. Throws UserError(environment); no half file is left.
void write_draft(const std::filesystem::path& draft, std::string_view text, const std::filesystem::path& like);

/// Gives a file another's name. Throws UserError(environment).
void rename_file(const std::filesystem::path& from, const std::filesystem::path& to);

/// Takes a file away, if it is there. Throws UserError(environment).
void remove_file(const std::filesystem::path& file);

/// Flushes the names in a folder to disk. Throws UserError(environment).
void flush_folder(const std::filesystem::path& folder);

}  // namespace bq::change
