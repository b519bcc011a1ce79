#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bq::store {

/// Runs git in `directory` and returns what it printed, or nothing when it failed or is not installed.
/// No shell is involved; GIT_DIR and GIT_INDEX_FILE of the environment hold.
[[nodiscard]] std::optional<std::string> run_git(const std::filesystem::path& directory, const std::vector<std::string>& arguments);

/// What git printed, cut at every `separator`; one at the end begins no further piece.
[[nodiscard]] std::vector<std::string> pieces(const std::string& printed, char separator);

/// A git that keeps running and answers questions, such as `cat-file --batch`. Ends with the object.
class GitProcess {
 public:
  /// Starts it in `directory`. Throws UserError(environment).
  GitProcess(const std::filesystem::path& directory, const std::vector<std::string>& arguments);
  GitProcess(const GitProcess&) = delete;
  GitProcess& operator=(const GitProcess&) = delete;
  ~GitProcess();

  /// Writes to its input; false when it has ended.
  [[nodiscard]] bool send(std::string_view text);
  /// The next line of its output without the line end, or what comes before another `end`; absent when it has ended.
  [[nodiscard]] std::optional<std::string> line(char end = '\n');
  /// The next `count` bytes of its output; absent when it has ended.
  [[nodiscard]] std::optional<std::string> bytes(std::size_t count);

 private:
  int socket_ = -1;
  pid_t process_ = 0;
  std::string waiting_;  // read, not asked for yet

  [[nodiscard]] bool fill();
};

}  // namespace bq::store
