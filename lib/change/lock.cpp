#include "change/lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <system_error>
#include <thread>

#include <fmt/format.h>

#include "base/error.hpp"

namespace bq::change {
namespace {

constexpr std::chrono::milliseconds pause{20};
constexpr int most_pauses = 1500;  // half a minute: a change of a large ledger takes a second

[[noreturn]] void fail(const State& state, int reason) {
  const std::string why = std::generic_category().message(reason);
  throw UserError(Exit::environment, {fmt::format("不能为写入加锁 {}：{}", state.lock().string(), why),
                                      fmt::format("cannot take the lock for writing, {}: {}", state.lock().string(), why)});
}

}  // namespace

Lock::Lock(const State& state) {
  std::error_code error;
  std::filesystem::create_directories(state.directory, error);
  if (error) fail(state, error.value());
  file_ = ::open(state.lock().c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (file_ < 0) fail(state, errno);
  for (int i = 0; ::flock(file_, LOCK_EX | LOCK_NB) != 0; ++i) {
    const int reason = errno;
    if (reason == EINTR) continue;
    if (reason == EWOULDBLOCK && i < most_pauses) {
      std::this_thread::sleep_for(pause);
      continue;
    }
    ::close(file_);
    if (reason != EWOULDBLOCK) fail(state, reason);
    throw UserError(Exit::refused, {"另一个 bqtool 正在改这个台账，等了半分钟还没完", "another bqtool has been changing this ledger for half a minute"},
                    {"等它结束后再试", "try again when it has finished"});
  }
}

Lock::~Lock() { ::close(file_); }

bool is_locked(const State& state) {
  const int file = ::open(state.lock().c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  const bool free = ::flock(file, LOCK_SH | LOCK_NB) == 0;
  ::close(file);
  return !free;
}

}  // namespace bq::change
