#pragma once

#include <chrono>
#include <utility>
#include <vector>

#include "base/language.hpp"

namespace bq {

/// How long a step took.
struct Lap {
  Text name;
  double milliseconds = 0;
};

/// Measures steps one after another by a clock that only tells durations.
class Stopwatch {
 public:
  void restart() { begin_ = Clock::now(); }

  /// Ends a step and begins the next.
  Lap lap(Text name) {
    laps_.push_back({std::move(name), std::chrono::duration<double, std::milli>(Clock::now() - begin_).count()});
    restart();
    return laps_.back();
  }

  /// Adds a step that was measured elsewhere.
  void add(Lap lap) { laps_.push_back(std::move(lap)); }

  [[nodiscard]] const std::vector<Lap>& laps() const { return laps_; }

 private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point begin_ = Clock::now();
  std::vector<Lap> laps_;
};

}  // namespace bq
