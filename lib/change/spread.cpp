#include "change/spread.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace bq::change {
namespace {

using Members = std::vector<std::size_t>;  // positions of objects

/// How many objects each taker gets; absent when they do not all fit.
std::optional<std::vector<std::size_t>> quotas(std::size_t objects, const std::vector<Taker>& takers) {
  std::vector<std::size_t> quota(takers.size(), 0);
  for (; objects > 0; --objects) {
    std::optional<std::size_t> next;
    for (std::size_t i = 0; i < takers.size(); ++i) {
      if (takers[i].room && static_cast<std::int64_t>(quota[i]) >= *takers[i].room) continue;
      if (!next || std::tuple(quota[i], takers[i].load) < std::tuple(quota[*next], takers[*next].load)) next = i;
    }
    if (!next) return std::nullopt;
    ++quota[*next];
  }
  return quota;
}

/// The groups of `objects` by what `key` says of each, the largest first, then by key.
template <class Key>
std::vector<Members> groups(const Members& objects, Key key) {
  std::map<std::string, Members> by_key;
  for (const std::size_t object : objects) by_key[key(object)].push_back(object);
  std::vector<Members> sorted;
  for (auto& [name, members] : by_key) sorted.push_back(std::move(members));
  std::ranges::stable_sort(sorted, std::ranges::greater{}, &Members::size);
  return sorted;
}

/// The taker with the least left that takes `size`; absent when none does.
std::optional<std::size_t> best_fit(const std::vector<std::size_t>& left, std::size_t size) {
  std::optional<std::size_t> best;
  for (std::size_t i = 0; i < left.size(); ++i)
    if (left[i] >= size && (!best || left[i] < left[*best])) best = i;
  return best;
}

/// `count` of the objects of one town: whole industries where they fit, then what fills up.
Members cut(const std::vector<Given>& objects, const Members& town, std::size_t count) {
  const auto industries = groups(town, [&](std::size_t object) { return objects[object].industry; });
  Members taken;
  for (const Members& industry : industries)
    if (taken.size() + industry.size() <= count) taken.insert(taken.end(), industry.begin(), industry.end());
  for (auto industry = industries.rbegin(); industry != industries.rend(); ++industry)
    for (const std::size_t object : *industry)
      if (taken.size() < count && std::ranges::find(taken, object) == taken.end()) taken.push_back(object);
  return taken;
}

void describe(const std::vector<Given>& objects, std::vector<Share>& shares) {
  for (std::size_t i = 0; i < objects.size(); ++i) {
    for (std::size_t k = 0; k < objects.size(); ++k) {
      if (objects[k].town != objects[i].town) continue;
      ++shares[i].in_town;
      shares[i].of_town += shares[k].taker == shares[i].taker ? 1 : 0;
    }
  }
}

}  // namespace

std::optional<std::vector<Share>> spread(const std::vector<Given>& objects, const std::vector<Taker>& takers) {
  auto left = quotas(objects.size(), takers);
  if (!left) return std::nullopt;
  std::vector<Share> shares(objects.size());
  Members open(objects.size());
  for (std::size_t i = 0; i < open.size(); ++i) open[i] = i;
  std::ranges::sort(open, {}, [&](std::size_t object) { return objects[object].id; });
  while (!open.empty()) {
    const Members town = groups(open, [&](std::size_t object) { return objects[object].town; }).front();
    const auto whole = best_fit(*left, town.size());
    const std::size_t taker = whole ? *whole : static_cast<std::size_t>(std::ranges::max_element(*left) - left->begin());
    const Members taken = whole ? town : cut(objects, town, (*left)[taker]);
    for (const std::size_t object : taken) {
      shares[object].taker = taker;
      std::erase(open, object);
    }
    (*left)[taker] -= taken.size();
  }
  describe(objects, shares);
  return shares;
}

}  // namespace bq::change
