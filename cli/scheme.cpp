#include "scheme.hpp"

#include <algorithm>

#include "suggest.hpp"

namespace bq::cli {

void check_scheme(const std::string& flag, const std::string& scheme, index::Index& index) {
  std::vector<std::string> known;
  for (const auto& row : index.rows("SELECT scheme FROM programme_scoring WHERE scheme IS NOT NULL GROUP BY scheme ORDER BY MIN(rid)")) {
    known.push_back(std::get<std::string>(row[0]));
  }
  if (std::ranges::find(known, scheme) == known.end()) throw unknown_value(flag, scheme, known);
}

}  // namespace bq::cli
