#include "allocator.hpp"

namespace bq::cli {

/// The sanitizers' own allocator needs nothing.
void prepare_allocator() {}

}  // namespace bq::cli
