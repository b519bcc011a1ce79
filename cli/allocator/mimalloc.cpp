#include <mimalloc.h>

#include "allocator.hpp"

namespace bq::cli {

/// Memory in pages of two megabytes where the system has them, taken at once and kept: a run touches a few hundred megabytes once and ends, and each
/// small page would cost a fault.
void prepare_allocator() {
  mi_option_enable(mi_option_large_os_pages);
  mi_option_set(mi_option_eager_commit_delay, 0);
  mi_option_disable(mi_option_allow_decommit);
}

}  // namespace bq::cli
