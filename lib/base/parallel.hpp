#pragma once

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace bq {

/// Calls `work(i)` for every i below `count`, on as many threads as there are processors. The calls must not touch each other's data.
/// The first exception is thrown again here, once all threads are done.
template <typename Work>
void in_parallel(std::size_t count, const Work& work) {
  std::atomic<std::size_t> next = 0;
  std::exception_ptr failure;
  std::mutex guard;
  const auto run = [&] {
    try {
      for (std::size_t i = next++; i < count; i = next++) work(i);
    } catch (...) {
      const std::lock_guard lock(guard);
      if (!failure) failure = std::current_exception();
    }
  };
  const std::size_t wanted = std::min<std::size_t>(count, std::max(1U, std::thread::hardware_concurrency()));
  std::vector<std::jthread> threads;
  for (std::size_t i = 1; i < wanted; ++i) threads.emplace_back(run);
  run();
  threads.clear();
  if (failure) std::rethrow_exception(failure);
}

/// Calls `consume(i)` for every i below `count`, in order and on the calling thread, each after `prepare(i)`. Another thread prepares what comes
/// next, and so does the calling one while it would only wait; at most `ahead` results wait to be consumed. The first exception of either is
/// thrown here once the other thread has stopped.
template <typename Prepare, typename Consume>
void prepare_and_consume(std::size_t count, std::size_t ahead, const Prepare& prepare, const Consume& consume) {
  std::mutex guard;
  std::condition_variable changed;
  std::vector<char> ready(count, 0);
  std::size_t next = 0;      // the first that nobody has taken
  std::size_t consumed = 0;  // how many are done
  bool is_over = false;
  std::exception_ptr failure;
  const auto take_next = [&](std::unique_lock<std::mutex>& lock) {
    const std::size_t i = next++;
    lock.unlock();
    try {
      prepare(i);
      lock.lock();
      ready[i] = 1;
    } catch (...) {
      lock.lock();
      if (!failure) failure = std::current_exception();
      is_over = true;
    }
    changed.notify_all();
  };
  const auto may_take = [&] { return next < count && next < consumed + ahead; };
  std::jthread helper([&] {
    std::unique_lock lock(guard);
    while (!is_over && next < count) {
      if (may_take()) {
        take_next(lock);
      } else {
        changed.wait(lock);
      }
    }
  });
  std::unique_lock lock(guard);
  while (!is_over && consumed < count) {
    if (ready[consumed] != 0) {
      lock.unlock();
      try {
        consume(consumed);
        lock.lock();
        ++consumed;
      } catch (...) {
        lock.lock();
        if (!failure) failure = std::current_exception();
        is_over = true;
      }
      changed.notify_all();
    } else if (may_take()) {
      take_next(lock);
    } else {
      changed.wait(lock);
    }
  }
  is_over = true;
  lock.unlock();
  changed.notify_all();
  helper.join();
  if (failure) std::rethrow_exception(failure);
}

}  // namespace bq
