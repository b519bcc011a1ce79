#pragma once

#include <string>

#include "base/language.hpp"
#include "base/period.hpp"

namespace bq::report {

/// The period as a title says it: `2024年第1季度`, in English its label.
[[nodiscard]] std::string period_words(const Period& period, Language language);

}  // namespace bq::report
