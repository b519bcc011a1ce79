#include "store/git_process.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <string_view>

#include "base/error.hpp"

namespace bq::store {
namespace {

namespace fs = std::filesystem;

std::optional<std::string> variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

bool is_below(const fs::path& path, const fs::path& directory) {
  std::error_code error;
  const fs::path relative = fs::relative(path, directory, error);
  return !error && !relative.empty() && *relative.begin() != "..";
}

/// The variables of git that a run in `directory` needs changed. A hook's are relative to where the hook runs, and git takes the
/// directory it runs in for the whole work tree when only GIT_DIR is set.
std::vector<std::string> adjusted_variables(const fs::path& directory) {
  std::vector<std::string> variables{"GIT_OPTIONAL_LOCKS=0"};
  std::error_code error;
  const fs::path here = fs::current_path(error);
  if (error) return variables;
  for (const char* name : {"GIT_DIR", "GIT_COMMON_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY"}) {
    const auto value = variable(name);
    if (value && !value->empty()) variables.push_back(std::string(name) + '=' + (here / *value).string());
  }
  if (variable("GIT_DIR") && !variable("GIT_WORK_TREE") && is_below(directory, here)) variables.push_back("GIT_WORK_TREE=" + here.string());
  return variables;
}

/// The environment of this process with `changed` in it.
std::vector<std::string> environment_with(std::vector<std::string> changed) {
  const std::size_t count = changed.size();
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    const std::string_view name = text.substr(0, text.find('=') + 1);
    bool is_changed = false;
    for (std::size_t i = 0; i < count; ++i) is_changed = is_changed || changed[i].starts_with(name);
    if (!is_changed) changed.emplace_back(text);
  }
  return changed;
}

/// The form in which the system takes a list of texts; valid as long as `texts`.
std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> list;
  for (std::string& text : texts) list.push_back(text.data());
  list.push_back(nullptr);
  return list;
}

/// What a new process starts with: input from `input` or none when that is negative, errors to nowhere, output into `output`, a closed pipe ends it.
class Surroundings {
 public:
  Surroundings(int input, int output) {
    posix_spawn_file_actions_init(&actions_);
    if (input < 0) {
      posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    } else {
      posix_spawn_file_actions_adddup2(&actions_, input, STDIN_FILENO);
    }
    posix_spawn_file_actions_adddup2(&actions_, output, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions_, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    sigset_t defaults;
    sigemptyset(&defaults);
    sigaddset(&defaults, SIGPIPE);
    posix_spawnattr_init(&attributes_);
    posix_spawnattr_setsigdefault(&attributes_, &defaults);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGDEF);
  }
  Surroundings(const Surroundings&) = delete;
  Surroundings& operator=(const Surroundings&) = delete;
  ~Surroundings() {
    posix_spawn_file_actions_destroy(&actions_);
    posix_spawnattr_destroy(&attributes_);
  }

  [[nodiscard]] std::optional<pid_t> start(std::vector<std::string> arguments, std::vector<std::string> environment) const {
    pid_t process = 0;
    const int failed = posix_spawnp(&process, "git", &actions_, &attributes_, pointers(arguments).data(), pointers(environment).data());
    return failed == 0 ? std::optional(process) : std::nullopt;
  }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

std::string read_to_end(int pipe) {
  std::string text;
  std::array<char, 65536> buffer{};
  while (true) {
    const ssize_t got = ::read(pipe, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return text;
    text.append(buffer.data(), static_cast<std::size_t>(got));
  }
}

std::vector<std::string> command_line(const fs::path& directory, const std::vector<std::string>& arguments) {
  std::vector<std::string> command{"git", "-C", directory.empty() ? "." : directory.string()};
  command.insert(command.end(), arguments.begin(), arguments.end());
  return command;
}

[[noreturn]] void fail_to_run() { throw UserError(Exit::environment, {.zh = "无法运行 git：系统资源不足", .en = "cannot run git: out of system resources"}); }

bool succeeded(pid_t process) {
  int status = 0;
  while (::waitpid(process, &status, 0) < 0)
    if (errno != EINTR) return false;
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace

std::optional<std::string> run_git(const fs::path& directory, const std::vector<std::string>& arguments) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) fail_to_run();
  const auto process = Surroundings{-1, ends[1]}.start(command_line(directory, arguments), environment_with(adjusted_variables(directory)));
  ::close(ends[1]);
  std::string output = process ? read_to_end(ends[0]) : "";
  ::close(ends[0]);
  if (!process || !succeeded(*process)) return std::nullopt;
  return output;
}

std::vector<std::string> pieces(const std::string& printed, char separator) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin < printed.size();) {
    const std::size_t end = std::min(printed.find(separator, begin), printed.size());
    parts.push_back(printed.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

GitProcess::GitProcess(const fs::path& directory, const std::vector<std::string>& arguments) {
  // A socket and no pipe: writing to a git that has ended must not end this process too.
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) fail_to_run();
  const auto process = Surroundings{ends[1], ends[1]}.start(command_line(directory, arguments), environment_with(adjusted_variables(directory)));
  ::close(ends[1]);
  socket_ = ends[0];
  if (!process) {
    ::close(socket_);
    throw UserError(Exit::environment, {.zh = "没有安装 git", .en = "git is not installed"});
  }
  process_ = *process;
}

GitProcess::~GitProcess() {
  ::close(socket_);
  (void)succeeded(process_);
}

bool GitProcess::send(std::string_view text) {
  while (!text.empty()) {
    const ssize_t sent = ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno != EINTR) return false;
    if (sent > 0) text.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool GitProcess::fill() {
  std::array<char, 65536> buffer{};
  while (true) {
    const ssize_t got = ::recv(socket_, buffer.data(), buffer.size(), 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    waiting_.append(buffer.data(), static_cast<std::size_t>(got));
    return true;
  }
}

std::optional<std::string> GitProcess::line(char end) {
  std::size_t length = waiting_.find(end);
  while (length == std::string::npos) {
    if (!fill()) return std::nullopt;
    length = waiting_.find(end);
  }
  std::string text = waiting_.substr(0, length);
  waiting_.erase(0, length + 1);
  return text;
}

std::optional<std::string> GitProcess::bytes(std::size_t count) {
  while (waiting_.size() < count) {
    if (!fill()) return std::nullopt;
  }
  std::string text = waiting_.substr(0, count);
  waiting_.erase(0, count);
  return text;
}

}  // namespace bq::store
