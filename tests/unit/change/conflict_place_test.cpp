#include "change/conflict_place.hpp"

#include <doctest/doctest.h>

namespace {

using bq::change::id_after;

TEST_CASE("the next id follows the highest number behind the same stem, as wide as it is") {
  CHECK(id_after("A2024-0007", {"- id: A2024-0007\n- id: A2024-0102\n", "case: A2024-0009"}) == "A2024-0103");
  CHECK(id_after("A2024-0007", {}) == "A2024-0008");
  CHECK(id_after("A2024-0007", {"A2023-0900 A2024-01000"}) == "A2024-0008");
  CHECK(id_after("诉-09", {"诉-09"}) == "诉-10");
  CHECK(id_after("A-99", {"A-99"}) == "A-100");
}

TEST_CASE("an id that ends in no number has none after it") {
  CHECK(id_after("wang-li", {"wang-li"}).empty());
  CHECK(id_after("2024", {"2024"}).empty());
}

}  // namespace
