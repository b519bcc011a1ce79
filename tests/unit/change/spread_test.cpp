#include "change/spread.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>
#include <random>

namespace {

using namespace bq;
using change::Given;
using change::Share;
using change::Taker;

std::vector<std::int64_t> counts(const std::vector<Share>& shares, std::size_t takers) {
  std::vector<std::int64_t> result(takers, 0);
  for (const Share& share : shares) ++result[share.taker];
  return result;
}

}  // namespace

TEST_CASE("a town that fits one taker goes there whole") {
  const std::vector<Given> objects{{"E1", "east", "a"}, {"E2", "west", "a"}, {"E3", "east", "b"}, {"E4", "west", "b"}};
  const auto shares = change::spread(objects, {{}, {}});
  REQUIRE(shares);
  CHECK((*shares)[0].taker == (*shares)[2].taker);
  CHECK((*shares)[1].taker == (*shares)[3].taker);
  CHECK((*shares)[0].taker != (*shares)[1].taker);
  CHECK((*shares)[0].of_town == 2);
  CHECK((*shares)[0].in_town == 2);
}

TEST_CASE("a town that must be cut is cut between industries") {
  const std::vector<Given> objects{{"E1", "east", "food"}, {"E2", "east", "wood"}, {"E3", "east", "food"}, {"E4", "east", "wood"}};
  const auto shares = change::spread(objects, {{}, {}});
  REQUIRE(shares);
  CHECK((*shares)[0].taker == (*shares)[2].taker);
  CHECK((*shares)[1].taker == (*shares)[3].taker);
  CHECK((*shares)[0].of_town == 2);
  CHECK((*shares)[0].in_town == 4);
}

TEST_CASE("the odd object goes to whoever answers for fewer, then to whoever is named first") {
  const std::vector<Given> objects{{"E1", "a", ""}, {"E2", "b", ""}, {"E3", "c", ""}};
  CHECK(counts(*change::spread(objects, {{.load = 5}, {.load = 1}}), 2) == std::vector<std::int64_t>{1, 2});
  CHECK(counts(*change::spread(objects, {{.load = 1}, {.load = 1}}), 2) == std::vector<std::int64_t>{2, 1});
}

TEST_CASE("what does not fit is refused") {
  const std::vector<Given> objects{{"E1", "a", ""}, {"E2", "b", ""}, {"E3", "c", ""}};
  CHECK(!change::spread(objects, {{.room = 1}, {.room = 1}}));
  CHECK(!change::spread(objects, {}));
  CHECK(change::spread(objects, {{.room = 1}, {.room = 2}}));
}

TEST_CASE("no object is lost, nobody gets more than there is room for, and shares differ by one at most among those with room") {
  std::mt19937 random(7);
  const auto some = [&](int most) { return std::uniform_int_distribution<int>(0, most)(random); };
  for (int round = 0; round < 2000; ++round) {
    std::vector<Given> objects(static_cast<std::size_t>(some(25)));
    for (std::size_t i = 0; i < objects.size(); ++i)
      objects[i] = {"E" + std::to_string(i), std::string(1, static_cast<char>('a' + some(4))), std::string(1, static_cast<char>('p' + some(3)))};
    std::vector<Taker> takers(static_cast<std::size_t>(1 + some(4)));
    for (Taker& taker : takers) {
      taker.load = some(5);
      if (some(2) == 0) taker.room = some(9);
    }
    CAPTURE(round);
    const auto shares = change::spread(objects, takers);
    std::int64_t room = 0;
    for (const Taker& taker : takers) room += taker.room.value_or(1000);
    REQUIRE(shares.has_value() == (room >= static_cast<std::int64_t>(objects.size())));
    if (!shares) continue;
    REQUIRE(shares->size() == objects.size());
    const auto got = counts(*shares, takers.size());
    CHECK(std::accumulate(got.begin(), got.end(), std::int64_t{0}) == static_cast<std::int64_t>(objects.size()));
    for (std::size_t i = 0; i < takers.size(); ++i) {
      CHECK(got[i] <= takers[i].room.value_or(1000));
      const bool is_full = takers[i].room && got[i] == *takers[i].room;
      for (std::size_t k = 0; k < takers.size(); ++k)
        if (!is_full) CHECK(got[k] - got[i] <= 1);
    }
    const auto again = change::spread(objects, takers);
    for (std::size_t i = 0; i < objects.size(); ++i) CHECK((*again)[i].taker == (*shares)[i].taker);
  }
}
