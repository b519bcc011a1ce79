#pragma once

#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <functional>

namespace bq::tests {

/// What befalls a child at one of its system calls.
enum class Fate {
  killed,   ///< It ends there, as by a power cut of its own.
  no_room,  ///< The call is not made and says that the disk is full.
};

/// How a child ended.
struct Ending {
  bool reached = false;  ///< It made as many system calls as the one at which its fate waited.
  int exit = -1;         ///< What it said at the end; -1 when it was killed.
};

/// Whether this machine lets a process trace its child at all; some containers do not.
[[nodiscard]] inline bool can_trace() {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) == 0 ? 0 : 1);
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/// Runs `work` in a child process and lets `fate` befall it on entering system call number `at`, counted from 0.
[[nodiscard]] inline Ending run_until(long at, Fate fate, const std::function<int()>& work) {
  const pid_t child = ::fork();
  if (child == 0) {
    ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
    ::raise(SIGSTOP);
    ::_exit(work());
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  ::ptrace(PTRACE_SETOPTIONS, child, nullptr, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL);
  Ending ending;
  bool entering = true;
  for (long calls = 0;;) {
    ::ptrace(PTRACE_SYSCALL, child, nullptr, nullptr);
    ::waitpid(child, &status, 0);
    if (WIFEXITED(status)) {
      ending.exit = WEXITSTATUS(status);
      return ending;
    }
    if (WIFSIGNALED(status)) return ending;
    if (!WIFSTOPPED(status) || WSTOPSIG(status) != (SIGTRAP | 0x80)) continue;
    if (!entering || calls++ != at) {
      entering = !entering;
      continue;
    }
    ending.reached = true;
    if (fate == Fate::killed) {
      ::kill(child, SIGKILL);
      ::waitpid(child, &status, 0);
      return ending;
    }
    user_regs_struct registers{};
    ::ptrace(PTRACE_GETREGS, child, nullptr, &registers);
    const auto call = registers.orig_rax;
    const bool needs_room = call == SYS_write || call == SYS_openat || call == SYS_fsync || call == SYS_rename || call == SYS_mkdir;
    if (needs_room) {
      registers.orig_rax = static_cast<unsigned long long>(-1);
      ::ptrace(PTRACE_SETREGS, child, nullptr, &registers);
    }
    ::ptrace(PTRACE_SYSCALL, child, nullptr, nullptr);
    ::waitpid(child, &status, 0);
    if (WIFSTOPPED(status) && needs_room) {
      ::ptrace(PTRACE_GETREGS, child, nullptr, &registers);
      registers.rax = static_cast<unsigned long long>(-ENOSPC);
      ::ptrace(PTRACE_SETREGS, child, nullptr, &registers);
    }
    if (WIFEXITED(status)) {
      ending.exit = WEXITSTATUS(status);
      return ending;
    }
  }
}

}  // namespace bq::tests
