#pragma once

#include <string>

#include "ledger.hpp"

namespace bq::cli {

/// The record that `text` names, as `--for` takes it: an id, or `kind:id` where several kinds have a record of that id.
/// Throws UserError(usage) when there is none, naming the nearest id, and when there are several.
[[nodiscard]] index::Subject read_subject(Ledger& ledger, const std::string& flag, const std::string& text);

}  // namespace bq::cli
