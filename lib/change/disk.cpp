#include "change/disk.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include <fmt/format.h>

#include "base/descriptor.hpp"
#include "base/error.hpp"
#include "base/file.hpp"

namespace bq::change {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const fs::path& file, int reason) {
  const std::string why = std::generic_category().message(reason);
  throw UserError(Exit::environment, {fmt::format("写不了 {}：{}", file.string(), why), fmt::format("cannot write {}: {}", file.string(), why)},
                  reason == ENOSPC || reason == EFBIG || reason == EDQUOT ? Text{"腾出磁盘空间后再试", "make room on the disk and try again"} : Text{});
}

bool has_mode_of(int file, const fs::path& like) {
  struct stat status {};
  return ::stat(like.c_str(), &status) != 0 || ::fchmod(file, status.st_mode & 07777) == 0;
}

}  // namespace

fs::path target_of(const fs::path& root, const std::string& path) {
  std::error_code error;
  const fs::path real_root = fs::canonical(root, error);
  fs::path place = root / path;
  if (!fs::exists(place, error) && fs::is_symlink(place, error)) place = place.parent_path() / fs::read_symlink(place, error);
  const fs::path target = fs::weakly_canonical(place, error);
  const auto [at_root, at_target] = std::ranges::mismatch(real_root, target);
  const bool in_git = std::find(at_target, target.end(), fs::path(".git")) != target.end();
  if (error || at_root != real_root.end() || at_target == target.end() || in_git) {
    throw UserError(Exit::refused, {fmt::format("拒绝改动 {}：它不在台账里", path), fmt::format("refused to change {}: it leads out of the ledger", path)},
                    {"请用文件本身代替链接", "put the file itself where the link is"});
  }
  return target;
}

std::optional<std::string> bytes_of(const fs::path& file) {
  struct stat status {};
  if (::lstat(file.c_str(), &status) != 0 && (errno == ENOENT || errno == ENOTDIR)) return std::nullopt;
  return read_file(file);
}

void require_writable(const fs::path& file, const std::string& path) {
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0) return;
  // A rename would replace it all the same; who took the right to write away meant it.
  if ((status.st_mode & 0222) == 0 || ::access(file.c_str(), W_OK) != 0) {
    throw UserError(Exit::environment, {fmt::format("{} 是只读文件，没有改动", path), fmt::format("{} is read-only; nothing was changed", path)},
                    {"先给它加上写权限：chmod u+w", "give it the right to be written first: chmod u+w"});
  }
}

void write_draft(const fs::path& draft, std::string_view text, const fs::path& like) {
  remove_file(draft);
  Descriptor handle{::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666)};
  if (handle.number() < 0) fail(draft, errno);
  if (has_mode_of(handle.number(), like) && write_all(handle.number(), text) && ::fsync(handle.number()) == 0 && handle.close()) return;
  const int reason = errno;
  ::unlink(draft.c_str());
  fail(draft, reason);
}

void rename_file(const fs::path& from, const fs::path& to) {
  if (::rename(from.c_str(), to.c_str()) != 0) fail(to, errno);
}

void remove_file(const fs::path& file) {
  if (::unlink(file.c_str()) != 0 && errno != ENOENT) fail(file, errno);
}

void flush_folder(const fs::path& folder) {
  const Descriptor handle{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (handle.number() < 0) fail(folder, errno);
  // Some file systems cannot flush a folder; the files themselves are safe there.
  if (::fsync(handle.number()) != 0 && errno != EINVAL) fail(folder, errno);
}

}  // namespace bq::change
