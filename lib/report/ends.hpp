#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "report/sample.hpp"

namespace bq::report {

/// Somebody with a place among peers, and the records that the place rests on.
struct Ranked {
  std::string key;
  std::string group;
  std::size_t place = 0;  ///< From 1, the best; equal ones share it.
  std::vector<Candidate> records;
};

/// One end of a ranking: who belongs to it, and what was drawn from their records.
struct End {
  struct Drawn {
    Candidate record;
    std::string key;  ///< Whose record it is; of several the one that stands farther out.
  };
  std::vector<std::string> keys;  ///< From the outermost inwards, group by group.
  std::size_t records = 0;        ///< How many different records there were to draw from.
  std::vector<Drawn> drawn;       ///< Ordered by stratum and id.
};

/// Both ends of a ranking.
struct Ends {
  End lowest, highest;
};

/// Draws `size` records from both ends of a ranking, half from each and the odd one from the lowest. An end is the outer quarter of each group, one at
/// least, and reaches on inwards while it has too few records, never past the middle: who stands there alone belongs to neither. Where equal places
/// are parted, and which records are drawn, follows from `seed` and the ids alone. A record at both ends is drawn from the lowest only.
[[nodiscard]] Ends draw_from_ends(const std::vector<Ranked>& ranking, std::size_t size, const std::string& seed);

}  // namespace bq::report
