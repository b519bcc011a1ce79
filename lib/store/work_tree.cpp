#include "store/work_tree.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <string_view>
#include <system_error>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/file.hpp"

namespace bq::store {
namespace {

namespace fs = std::filesystem;

struct CloseDirectory {
  void operator()(DIR* directory) const { ::closedir(directory); }
};
using Directory = std::unique_ptr<DIR, CloseDirectory>;

[[noreturn]] void fail_unreadable(const std::string& path, int reason) {
  const std::string why = std::generic_category().message(reason);
  throw UserError(Exit::environment, {.zh = fmt::format("无法读取 {}：{}", path, why), .en = fmt::format("cannot read {}: {}", path, why)});
}

FileEntry entry_of(std::string path, const struct stat& status) {
  constexpr std::int64_t second = 1'000'000'000;
  return {.path = std::move(path),
          .size = static_cast<std::uint64_t>(status.st_size),
          .mtime = static_cast<std::int64_t>(status.st_mtim.tv_sec) * second + status.st_mtim.tv_nsec,
          .inode = status.st_ino};
}

/// One run through a ledger; gathers what it finds.
class Listing {
 public:
  explicit Listing(const fs::path& root) : root_(root) {
    std::error_code error;
    canonical_root_ = fs::canonical(root, error);
    if (error) fail_unreadable(root.string(), error.value());
  }

  void add_folder(const std::string& folder) {
    struct stat status {};
    if (::stat((root_ / folder).c_str(), &status) != 0) {
      if (errno == ENOENT || errno == ENOTDIR) return;
      fail_unreadable(folder, errno);
    }
    check_inside(folder);
    if (S_ISDIR(status.st_mode)) walk(folder);
  }

  void add_file(const std::string& path) {
    struct stat status {};
    if (::lstat((root_ / path).c_str(), &status) != 0) {
      if (errno == ENOENT || errno == ENOTDIR) return;
      fail_unreadable(path, errno);
    }
    check_inside(path);
    add_entry(path, status);
  }

  [[nodiscard]] std::vector<FileEntry> sorted() && {
    std::ranges::sort(entries_, {}, &FileEntry::path);
    const auto repeated = std::ranges::unique(entries_, {}, &FileEntry::path);
    entries_.erase(repeated.begin(), repeated.end());
    return std::move(entries_);
  }

 private:
  fs::path root_;
  fs::path canonical_root_;
  std::vector<FileEntry> entries_;

  /// Throws when `path`, every link on its way followed, is not below the root; a link to nothing is judged by where it points.
  void check_inside(const std::string& path) const {
    std::error_code error;
    fs::path place = root_ / path;
    if (!fs::exists(place, error) && fs::is_symlink(place, error)) place = place.parent_path() / fs::read_symlink(place, error);
    const fs::path target = fs::weakly_canonical(place, error);
    if (error) fail_unreadable(path, error.value());
    const auto [at_root, at_target] = std::ranges::mismatch(canonical_root_, target);
    if (at_root != canonical_root_.end()) refuse_link(path, {.zh = "它指向台账之外", .en = "it leads out of the ledger"});
  }

  void walk(const std::string& folder) {
    std::vector<std::string> deeper;
    {
      const Directory directory{::opendir((root_ / folder).c_str())};
      if (directory == nullptr) fail_unreadable(folder, errno);
      while (true) {
        errno = 0;
        const dirent* item = ::readdir(directory.get());
        if (item == nullptr && errno != 0) fail_unreadable(folder, errno);
        if (item == nullptr) break;
        if (item->d_name[0] != '.') visit(::dirfd(directory.get()), folder, *item, deeper);
      }
    }
    for (const std::string& inner : deeper) walk(inner);
  }

  void visit(int directory, const std::string& folder, const dirent& item, std::vector<std::string>& deeper) {
    const bool is_record = is_record_file(item.d_name);
    if (item.d_type == DT_REG && !is_record) return;
    const std::string path = folder + '/' + item.d_name;
    struct stat status {};
    if (::fstatat(directory, item.d_name, &status, AT_SYMLINK_NOFOLLOW) != 0) fail_unreadable(path, errno);
    if (S_ISDIR(status.st_mode)) {
      deeper.push_back(path);
    } else if (S_ISLNK(status.st_mode)) {
      visit_link(path, is_record);
    } else if (is_record) {
      add_entry(path, status);
    }
  }

  void visit_link(const std::string& path, bool is_record) {
    check_inside(path);
    struct stat status {};
    const bool has_target = ::stat((root_ / path).c_str(), &status) == 0;
    if (has_target && S_ISDIR(status.st_mode)) refuse_link(path, {.zh = "它是指向文件夹的链接", .en = "it is a link to a folder"});
    if (!is_record) return;
    if (!has_target) fail_unreadable(path, errno);
    add_entry(path, status);
  }

  /// `status` may be that of a link, whose target then counts.
  void add_entry(const std::string& path, struct stat status) {
    if (S_ISLNK(status.st_mode) && ::stat((root_ / path).c_str(), &status) != 0) fail_unreadable(path, errno);
    if (S_ISDIR(status.st_mode)) fail_unreadable(path, EISDIR);
    if (!S_ISREG(status.st_mode)) fail_unreadable(path, EINVAL);
    entries_.push_back(entry_of(path, status));
  }
};

}  // namespace

std::vector<FileEntry> WorkTree::list(const std::vector<std::string>& folders, const std::vector<std::string>& files) const {
  Listing listing{root_};
  for (const std::string& folder : folders) listing.add_folder(folder);
  for (const std::string& file : files) listing.add_file(file);
  return std::move(listing).sorted();
}

std::vector<std::string> WorkTree::folders() const {
  std::vector<std::string> names;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(root_, error)) {
    std::string name = entry.path().filename().string();
    std::error_code none;
    if (!name.starts_with('.') && entry.is_directory(none)) names.push_back(std::move(name));
  }
  std::ranges::sort(names);
  return names;
}

std::string WorkTree::read(const std::string& path) const { return read_file(root_ / path); }

std::optional<fs::path> find_ledger(const fs::path& start) {
  std::error_code error;
  fs::path directory = fs::absolute(start, error).lexically_normal();
  if (!directory.has_filename()) directory = directory.parent_path();
  while (!error) {
    if (fs::is_regular_file(directory / "bqtool.yaml", error)) return directory;
    error.clear();
    if (directory == directory.parent_path()) break;
    directory = directory.parent_path();
  }
  return std::nullopt;
}

}  // namespace bq::store
