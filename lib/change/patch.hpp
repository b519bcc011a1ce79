#pragma once

#include <string>
#include <string_view>

#include "change/plan.hpp"

namespace bq::change {

/// The plan as a unified diff that `git apply` takes anywhere in the repository. `prefix` is put before each path so that it is relative to the
/// top of the repository; empty or ending in `/`.
[[nodiscard]] std::string patch_of(const Plan& plan, std::string_view prefix);

}  // namespace bq::change
