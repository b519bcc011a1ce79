#include <atomic>
#include <stdexcept>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "base/parallel.hpp"

namespace {

using bq::prepare_and_consume;

TEST_CASE("everything is prepared once and consumed in order, never more ahead than allowed") {
  constexpr std::size_t count = 500;
  constexpr std::size_t ahead = 4;
  std::vector<std::atomic<int>> prepared(count);
  std::atomic<std::size_t> consumed = 0;
  std::atomic<bool> too_far = false;
  std::vector<std::size_t> order;
  prepare_and_consume(
      count, ahead,
      [&](std::size_t i) {
        if (i >= consumed + ahead) too_far = true;
        ++prepared[i];
      },
      [&](std::size_t i) {
        CHECK(prepared[i] == 1);
        order.push_back(i);
        ++consumed;
      });
  CHECK(order.size() == count);
  CHECK(std::ranges::is_sorted(order));
  CHECK_FALSE(too_far);
}

TEST_CASE("nothing to prepare is nothing to consume") {
  prepare_and_consume(
      0, 4, [](std::size_t) { FAIL("prepared"); }, [](std::size_t) { FAIL("consumed"); });
}

TEST_CASE("a failure on either side is thrown once both have stopped, and what came before it was consumed") {
  for (const bool while_preparing : {true, false}) {
    CAPTURE(while_preparing);
    std::vector<std::size_t> order;
    const auto fail_at_seven = [](bool fails, std::size_t i) {
      if (fails && i == 7) throw std::runtime_error("seven");
    };
    CHECK_THROWS_WITH(prepare_and_consume(
                          100, 4, [&](std::size_t i) { fail_at_seven(while_preparing, i); },
                          [&](std::size_t i) {
                            fail_at_seven(!while_preparing, i);
                            order.push_back(i);
                          }),
                      "seven");
    CHECK(order.size() <= 7);
    CHECK(std::ranges::is_sorted(order));
  }
}

}  // namespace
