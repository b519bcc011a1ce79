#include "index_file.hpp"

#include <algorithm>
#include <cstdlib>
#include <vector>

#include "base/hash.hpp"
#include "store/git.hpp"

namespace bq::cli {
namespace {

namespace fs = std::filesystem;

/// Enough for a branch, its base and the papers of a few past days.
constexpr std::size_t most_revisions = 6;

/// `HASH-....db`; the index of a work tree has no dash.
bool is_of_revision(const fs::path& file) { return file.extension() == ".db" && file.stem().string().find('-') != std::string::npos; }

}  // namespace

fs::path cache_directory() {
  if (const char* cache = std::getenv("XDG_CACHE_HOME"); cache != nullptr && *cache == '/') return fs::path(cache) / "bqtool";
  if (const char* home = std::getenv("HOME"); home != nullptr && *home == '/') return fs::path(home) / ".cache" / "bqtool";
  return {};
}

fs::path index_file_of(const fs::path& directory, const store::Tree& tree, const std::string& pack) {
  std::error_code none;
  std::string name = hex(hash_of(fs::weakly_canonical(tree.root(), none).string()));  // a repository may hold several ledgers
  for (const std::string& part : {tree.identity(), pack}) {
    if (!part.empty()) name += '-' + part;
  }
  name += ".db";
  if (const auto git = store::git_directory(directory)) return *git / "bqtool" / name;
  const fs::path cache = cache_directory();
  return cache.empty() ? fs::path() : cache / name;
}

void keep_few(const fs::path& file) {
  if (!is_of_revision(file)) return;
  std::error_code none;
  fs::last_write_time(file, fs::file_time_type::clock::now(), none);
  std::vector<std::pair<fs::file_time_type, fs::path>> files;
  for (const fs::directory_entry& entry : fs::directory_iterator(file.parent_path(), none)) {
    if (is_of_revision(entry.path())) files.emplace_back(entry.last_write_time(none), entry.path());
  }
  if (files.size() <= most_revisions) return;
  std::ranges::sort(files, std::ranges::greater{});
  for (std::size_t i = most_revisions; i < files.size(); ++i) fs::remove(files[i].second, none);
}

}  // namespace bq::cli
