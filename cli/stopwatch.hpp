#pragma once

#include <chrono>
#include <utility>
#include <vector>

#include "base/language.hpp"

namespace bq::cli {

/// How long a step took.
struct Lap {
  Text name;
  double milliseconds = 0;
};

/// Measures steps one after another.
class Stopwatch {
 public:
  void restart() { begin_ = Clock::now(); }

  /// Ends a step and begins the next.
  void lap(Text name) {
    laps_.push_back({std::move(name), std::chrono::duration<double, std::milli>(Clock::now() - begin_).count()});
    restart();
  }

  [[nodiscard]] const std::vector<Lap>& laps() const { return laps_; }

 private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point begin_ = Clock::now();
  std::vector<Lap> laps_;
};

}  // namespace bq::cli
