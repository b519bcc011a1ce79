#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/span.hpp"

namespace bq {

/// The values that fill the `{name}` places of a rule's message, in no order that matters.
using Args = std::vector<std::pair<std::string, std::string>>;

/// One fault found in one text: which rule it breaks, where, and what the message must name.
/// The words and the severity belong to the rule's file in the pack.
struct Fault {
  std::string rule;
  Span span{};
  Args args{};
};

}  // namespace bq
