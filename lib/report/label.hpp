#pragma once

#include <string>

#include "index/index.hpp"

namespace bq::report {

/// What people call a record, by the field that its kind names as its label; empty when it has none or there is no such record.
[[nodiscard]] std::string label_of(index::Index& index, const std::string& kind, const std::string& id);

}  // namespace bq::report
