#pragma once

#include <filesystem>
#include <string>

#include "store/tree.hpp"

namespace bq::cli {

/// Where disposable files go outside git; empty when the environment names no place.
[[nodiscard]] std::filesystem::path cache_directory();

/// Where the index of a tree lives: in the git directory, which git never checks out, or else in the user's cache; empty when only memory is left.
/// A tree that never changes has a file of its own, as has one judged with another's pack, whose hash is then `pack`.
[[nodiscard]] std::filesystem::path index_file_of(const std::filesystem::path& directory, const store::Tree& tree, const std::string& pack);

/// Notes that the index of a revision is in use and removes those that have not been for longest, so that a few are left.
void keep_few(const std::filesystem::path& file);

}  // namespace bq::cli
