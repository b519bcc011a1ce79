#pragma once

#include "change/state.hpp"

namespace bq::change {

/// The right to write to a ledger, which only one process has at a time; the system takes it back when the process ends in whatever way.
class Lock {
 public:
  /// Waits a while for others. Throws UserError: refused when they do not finish, environment when there can be no lock.
  explicit Lock(const State& state);
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;
  ~Lock();

 private:
  int file_ = -1;
};

/// True when some process has the right to write just now.
[[nodiscard]] bool is_locked(const State& state);

}  // namespace bq::change
