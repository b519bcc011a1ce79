#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/fault.hpp"
#include "schema/kind.hpp"
#include "yaml/document.hpp"

namespace bq::schema {

/// Compiles the JSON Schema of a record kind. With `base`, the node says `extends: KIND` and adds properties, labelled values and
/// requirements to a copy of it; it never loosens. Mistakes land in `faults`; what could be read is returned all the same.
[[nodiscard]] std::unique_ptr<Kind> compile(std::string name, yaml::NodeRef node, const Kind* base, std::vector<Fault>& faults);

}  // namespace bq::schema
