#pragma once

namespace bq::cli {

/// Sets up the allocator that the program is linked with; to be called before anything allocates much. Which one it is says `cli/allocator/`.
void prepare_allocator();

}  // namespace bq::cli
