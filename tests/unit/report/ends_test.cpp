#include <algorithm>
#include <set>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "report/ends.hpp"

namespace {

using bq::report::Candidate;
using bq::report::draw_from_ends;
using bq::report::End;
using bq::report::Ends;
using bq::report::Ranked;

/// `count` members of a group in places 1, 2, 3 ..., with `records` records each.
std::vector<Ranked> ranking(const std::string& group, std::size_t count, std::size_t records) {
  std::vector<Ranked> all;
  for (std::size_t i = 1; i <= count; ++i) {
    Ranked one{fmt::format("{}{}", group, i), group, i, {}};
    for (std::size_t r = 1; r <= records; ++r) one.records.push_back({fmt::format("{}{}-{}", group, i, r), r % 2 == 0 ? "even" : "odd"});
    all.push_back(std::move(one));
  }
  return all;
}

std::vector<std::string> ids(const End& end) {
  std::vector<std::string> result;
  for (const End::Drawn& one : end.drawn) result.push_back(one.record.id);
  return result;
}

using Keys = std::vector<std::string>;

TEST_CASE("half is drawn from each end, the odd one from the lowest, all from the outer quarter") {
  const Ends ends = draw_from_ends(ranking("a", 8, 10), 7, "seed");
  CHECK(ends.lowest.keys == Keys{"a8", "a7"});
  CHECK(ends.highest.keys == Keys{"a1", "a2"});
  CHECK(ends.lowest.drawn.size() == 4);
  CHECK(ends.highest.drawn.size() == 3);
  CHECK(ends.lowest.records == 20);
  for (const End::Drawn& one : ends.lowest.drawn) CHECK(one.record.id.starts_with(one.key + "-"));
}

TEST_CASE("an end with too few records reaches inwards, never past the middle") {
  const Ends ends = draw_from_ends(ranking("a", 7, 1), 10, "seed");
  CHECK(ends.lowest.keys == Keys{"a7", "a6", "a5"});
  CHECK(ends.highest.keys == Keys{"a1", "a2", "a3"});
  CHECK(ends.lowest.drawn.size() == 3);
  CHECK(ends.highest.drawn.size() == 3);
}

TEST_CASE("every group has ends of its own, and who stands alone belongs to neither") {
  std::vector<Ranked> all = ranking("a", 2, 3);
  for (Ranked& one : ranking("b", 1, 3)) all.push_back(std::move(one));
  for (Ranked& one : ranking("c", 2, 3)) all.push_back(std::move(one));
  const Ends ends = draw_from_ends(all, 4, "seed");
  CHECK(ends.lowest.keys == Keys{"a2", "c2"});
  CHECK(ends.highest.keys == Keys{"a1", "c1"});
}

TEST_CASE("the seed parts equal places, and the same seed parts and draws the same whatever the order") {
  std::vector<Ranked> all = ranking("a", 12, 5);
  for (Ranked& one : all) one.place = 1;
  std::vector<Ranked> turned = all;
  std::ranges::reverse(turned);
  std::set<Keys> outer;
  for (const char* seed : {"s1", "s2", "s3", "s4", "s5"}) {
    const Ends ends = draw_from_ends(all, 6, seed);
    CHECK(draw_from_ends(turned, 6, seed).lowest.keys == ends.lowest.keys);
    CHECK(ids(draw_from_ends(turned, 6, seed).highest) == ids(ends.highest));
    for (const std::string& key : ends.lowest.keys) CHECK(std::ranges::find(ends.highest.keys, key) == ends.highest.keys.end());
    outer.insert(ends.lowest.keys);
  }
  CHECK(outer.size() > 1);
}

TEST_CASE("strata are drawn from in proportion inside an end") {
  const Ends ends = draw_from_ends(ranking("a", 4, 10), 8, "seed");
  CHECK(std::ranges::count_if(ends.lowest.drawn, [](const End::Drawn& one) { return one.record.stratum == "even"; }) == 2);
}

TEST_CASE("a record that stands at both ends is drawn once") {
  std::vector<Ranked> all = ranking("a", 2, 0);
  for (Ranked& one : all) one.records = {{"shared", ""}};
  const Ends ends = draw_from_ends(all, 2, "seed");
  CHECK(ids(ends.lowest) == Keys{"shared"});
  CHECK(ends.highest.drawn.empty());
}

TEST_CASE("nobody is drawn from an empty ranking") {
  const Ends ends = draw_from_ends({}, 4, "seed");
  CHECK(ends.lowest.drawn.empty());
  CHECK(ends.highest.keys.empty());
}

}  // namespace
