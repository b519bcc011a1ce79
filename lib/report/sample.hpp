#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace bq::report {

/// A record that can be drawn, and the stratum it belongs to.
struct Candidate {
  std::string id;
  std::string stratum;
};

/// Draws `size` of the candidates, from every stratum in proportion (largest remainders), at least one from each while there are enough draws. Which ones
/// follows from `seed` and the ids alone: the same seed draws the same again, in whatever order they come, and nobody can pick the easy cases.
/// Ordered by stratum and id; all of them when there are no more than `size`.
[[nodiscard]] std::vector<Candidate> draw(std::vector<Candidate> candidates, std::size_t size, const std::string& seed);

}  // namespace bq::report
