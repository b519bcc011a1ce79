#include "base/file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include <fmt/format.h>

#include "base/descriptor.hpp"
#include "base/error.hpp"

namespace bq {
namespace {

namespace fs = std::filesystem;

/// What was tried, in both languages.
struct Attempt {
  const char* zh;
  const char* en;
};

constexpr Attempt reading{"读取", "read"};
constexpr Attempt writing{"写入", "write"};

[[noreturn]] void fail(const Attempt& attempt, const fs::path& path, int reason) {
  const std::string why = std::generic_category().message(reason);
  throw UserError(Exit::environment,
                  {.zh = fmt::format("无法{} {}：{}", attempt.zh, path.string(), why), .en = fmt::format("cannot {} {}: {}", attempt.en, path.string(), why)});
}

/// A new file beside `target`, removed again unless it took the target's name.
class Draft {
 public:
  explicit Draft(const fs::path& target) : target_(target) {
    // The name does not grow from the target's, which may already be as long as the system allows.
    for (int n = 0; number_ < 0; ++n) {
      path_ = target.parent_path() / fmt::format(".bqtool-{}.tmp", n);
      number_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
      if (number_ < 0 && errno != EEXIST) fail(writing, target_, errno);
    }
  }
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;
  ~Draft() {
    if (!committed_) ::unlink(path_.c_str());
  }

  /// The open file; the caller closes it.
  [[nodiscard]] int number() const { return number_; }

  void commit() {
    if (::rename(path_.c_str(), target_.c_str()) != 0) fail(writing, target_, errno);
    committed_ = true;
  }

 private:
  fs::path target_;
  fs::path path_;
  int number_ = -1;
  bool committed_ = false;
};

void flush_directory(const fs::path& directory, const fs::path& path) {
  const Descriptor handle{::open(directory.empty() ? "." : directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (!handle.is_open()) fail(writing, path, errno);
  // Some file systems cannot flush a directory; the file itself is safe there.
  if (::fsync(handle.number()) != 0 && errno != EINVAL) fail(writing, path, errno);
}

}  // namespace

std::string read_file(const fs::path& path) {
  const Descriptor handle{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (!handle.is_open()) fail(reading, path, errno);
  struct stat status {};
  if (::fstat(handle.number(), &status) != 0) fail(reading, path, errno);

  // One byte more than the size, so that the end is seen without growing.
  std::string text(static_cast<std::size_t>(status.st_size > 0 ? status.st_size : 0) + 1, '\0');
  std::size_t size = 0;
  while (true) {
    const ssize_t got = ::read(handle.number(), text.data() + size, text.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail(reading, path, errno);
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
    if (size == text.size()) text.resize(size * 2);
  }
  text.resize(size);
  return text;
}

void write_file(const fs::path& path, std::string_view text) {
  // A link keeps standing: what it points to is written.
  std::error_code ignored;
  const fs::path target = fs::is_symlink(path, ignored) ? fs::weakly_canonical(path, ignored) : path;

  Draft draft{target};
  Descriptor handle{draft.number()};
  struct stat status {};
  if (::stat(target.c_str(), &status) == 0 && ::fchmod(handle.number(), status.st_mode & 07777) != 0) fail(writing, path, errno);
  if (!write_all(handle.number(), text)) fail(writing, path, errno);
  if (::fsync(handle.number()) != 0) fail(writing, path, errno);
  if (!handle.close()) fail(writing, path, errno);
  draft.commit();
  flush_directory(target.parent_path(), path);
}

}  // namespace bq
