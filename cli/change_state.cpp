#include "change_state.hpp"

#include <cstdlib>
#include <string>

#include "base/error.hpp"
#include "change/apply.hpp"
#include "index_file.hpp"
#include "output.hpp"

namespace bq::cli {
namespace {

namespace fs = std::filesystem;

fs::path state_directory() {
  if (const char* state = std::getenv("XDG_STATE_HOME"); state != nullptr && *state == '/') return fs::path(state) / "bqtool";
  if (const char* home = std::getenv("HOME"); home != nullptr && *home == '/') return fs::path(home) / ".local/state/bqtool";
  return {};
}

/// One ledger has several indexes, of revisions too, but its files are changed in one place only.
std::string name_of(const fs::path& index_file) {
  const std::string stem = index_file.stem().string();
  return stem.substr(0, stem.find('-'));
}

}  // namespace

change::State state_of(const fs::path& index_file) {
  const bool in_git = !index_file.empty() && index_file.parent_path() != cache_directory();
  const fs::path directory = in_git ? index_file.parent_path() : state_directory();
  if (index_file.empty() || directory.empty()) {
    throw UserError(
        Exit::environment,
        {"没有地方记录改动：台账不在 git 里，环境变量 HOME 也没有设置", "there is no place to note a change: the ledger is not in git and HOME is not set"},
        {"用 git init 把台账放进 git", "put the ledger into git with git init"});
  }
  return {directory, name_of(index_file)};
}

void mention_interrupted(const Options& options, const fs::path& index_file) {
  if (index_file.empty()) return;
  const fs::path directory = index_file.parent_path() == cache_directory() ? state_directory() : index_file.parent_path();
  if (directory.empty() || !change::is_interrupted({directory, name_of(index_file)})) return;
  note(options, {"注意：上次改动写到一半被中断，有的文件已改、有的还没改；下一次写入会先把它写完",
                 "note: the last change was interrupted, so some files have it and some do not; the next command that writes completes it first"});
}

}  // namespace bq::cli
