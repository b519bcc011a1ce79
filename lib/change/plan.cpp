#include "change/plan.hpp"

#include <utility>

namespace bq::change {

Plan inverse(Plan plan) {
  for (FileChange& file : plan.files) std::swap(file.before, file.after);
  return plan;
}

}  // namespace bq::change
