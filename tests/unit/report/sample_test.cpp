#include <algorithm>
#include <map>
#include <set>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "report/sample.hpp"

namespace {

using bq::report::Candidate;
using bq::report::draw;

std::vector<Candidate> hundred() {
  std::vector<Candidate> all;
  for (int i = 0; i < 100; ++i) all.push_back({fmt::format("E{:03}", i), i < 70 ? "large" : i < 97 ? "middle" : "small"});
  return all;
}

std::vector<std::string> ids(const std::vector<Candidate>& drawn) {
  std::vector<std::string> result;
  for (const Candidate& one : drawn) result.push_back(one.id);
  return result;
}

std::map<std::string, int> per_stratum(const std::vector<Candidate>& drawn) {
  std::map<std::string, int> counts;
  for (const Candidate& one : drawn) ++counts[one.stratum];
  return counts;
}

TEST_CASE("the same seed draws the same whatever the order, another seed others") {
  std::vector<Candidate> turned = hundred();
  std::ranges::reverse(turned);
  const auto first = ids(draw(hundred(), 10, "a1b2c3"));
  CHECK(first.size() == 10);
  CHECK(ids(draw(turned, 10, "a1b2c3")) == first);
  CHECK(ids(draw(hundred(), 10, "a1b2c4")) != first);
}

TEST_CASE("strata are drawn in proportion, and a small one is not forgotten") {
  CHECK(per_stratum(draw(hundred(), 10, "s")) == std::map<std::string, int>{{"large", 7}, {"middle", 2}, {"small", 1}});
  CHECK(per_stratum(draw(hundred(), 33, "s")) == std::map<std::string, int>{{"large", 23}, {"middle", 9}, {"small", 1}});
  const auto two = per_stratum(draw(hundred(), 2, "s"));  // fewer draws than strata
  CHECK(two == std::map<std::string, int>{{"large", 1}, {"middle", 1}});
}

TEST_CASE("nobody is drawn twice, and all are when there are no more than wanted") {
  const auto drawn = ids(draw(hundred(), 60, "x"));
  CHECK(std::set<std::string>(drawn.begin(), drawn.end()).size() == 60);
  CHECK(draw(hundred(), 100, "x").size() == 100);
  CHECK(draw(hundred(), 500, "x").size() == 100);
  CHECK(draw({}, 5, "x").empty());
}

TEST_CASE("who is drawn from one stratum does not depend on the others") {
  std::vector<Candidate> only_large = hundred();
  std::erase_if(only_large, [](const Candidate& one) { return one.stratum != "large"; });
  const auto alone = ids(draw(only_large, 7, "s"));
  const auto among = draw(hundred(), 10, "s");
  std::vector<std::string> large;
  for (const Candidate& one : among) {
    if (one.stratum == "large") large.push_back(one.id);
  }
  CHECK(large == alone);
}

}  // namespace
