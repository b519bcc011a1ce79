#include "report/sample.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "base/hash.hpp"

namespace bq::report {
namespace {

struct Share {
  std::string stratum;
  std::size_t have = 0;
  std::size_t take = 0;
  std::uint64_t remainder = 0;
};

/// How many to draw from each stratum.
std::vector<Share> shares_of(const std::map<std::string, std::vector<Candidate>>& strata, std::size_t size, std::size_t all) {
  std::vector<Share> shares;
  std::size_t given = 0;
  for (const auto& [name, members] : strata) {
    const std::uint64_t exact = std::uint64_t{members.size()} * size;
    Share share{name, members.size(), exact / all, exact % all};
    if (share.take == 0 && strata.size() <= size) {
      share.take = 1;
      share.remainder = 0;
    }
    given += share.take;
    shares.push_back(std::move(share));
  }
  std::vector<Share*> by_remainder;
  for (Share& share : shares) by_remainder.push_back(&share);
  std::ranges::sort(by_remainder, [](const Share* a, const Share* b) { return std::tuple(b->remainder, a->stratum) < std::tuple(a->remainder, b->stratum); });
  for (std::size_t i = 0; given < size; i = (i + 1) % by_remainder.size()) {
    if (by_remainder[i]->take >= by_remainder[i]->have) continue;
    ++by_remainder[i]->take;
    ++given;
  }
  // The one that small strata are sure of is taken from the largest.
  while (given > size) {
    Share& largest = **std::ranges::max_element(by_remainder, {}, [](const Share* share) { return share->take; });
    --largest.take;
    --given;
  }
  return shares;
}

}  // namespace

std::vector<Candidate> draw(std::vector<Candidate> candidates, std::size_t size, const std::string& seed) {
  const auto by_stratum = [](const Candidate& a, const Candidate& b) { return std::tie(a.stratum, a.id) < std::tie(b.stratum, b.id); };
  std::ranges::sort(candidates, by_stratum);
  if (candidates.size() <= size) return candidates;
  std::map<std::string, std::vector<Candidate>> strata;
  for (Candidate& candidate : candidates) strata[candidate.stratum].push_back(candidate);
  std::vector<Candidate> drawn;
  for (const Share& share : shares_of(strata, size, candidates.size())) {
    std::vector<Candidate>& members = strata[share.stratum];
    std::ranges::sort(members, {}, [&](const Candidate& one) { return std::pair(hash_of(one.id, hash_of(seed)), one.id); });
    drawn.insert(drawn.end(), members.begin(), members.begin() + static_cast<std::ptrdiff_t>(share.take));
  }
  std::ranges::sort(drawn, by_stratum);
  return drawn;
}

}  // namespace bq::report
