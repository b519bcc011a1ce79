#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/fault.hpp"
#include "schema/kind.hpp"
#include "schema/walk.hpp"
#include "yaml/document.hpp"

namespace bq::schema {

/// A scalar as its field types it, or the fault that it is.
struct Typed {
  Value value;
  std::optional<Fault> fault;
};

/// Types one present scalar: labels become their stored values, numbers and dates are checked, nothing is guessed.
[[nodiscard]] Typed type_value(const Field& field, yaml::NodeRef node, const Vocabulary& vocabulary);

/// The labelled values of a field: its own, or those of the list that it names; empty when it has none.
[[nodiscard]] const std::vector<Choice>& choices_of(const Field& field, const Vocabulary& vocabulary);

/// `default` of a field as a value; nothing when it has none.
[[nodiscard]] Value default_value(const Field& field);

}  // namespace bq::schema
