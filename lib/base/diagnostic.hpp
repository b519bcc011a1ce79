#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/span.hpp"

namespace bq {

/// A place in a text, ready to be shown.
struct Place {
  std::string path;  ///< Relative to the ledger.
  Position begin;
  Position end;
  std::string line;  ///< The text of the line of `begin`.
};

/// One thing found, in words: what people, CI and editors are shown.
struct Diagnostic {
  std::string rule;
  bool is_error = true;
  Place place;
  std::string message;
  std::string hint;           ///< Empty when there is none.
  std::optional<Place> also;  ///< The other place that the message speaks of.
  std::string identity = {};  ///< Equal for the same fault of the same record in two states of a ledger, wherever it stands in each.
};

}  // namespace bq
