#pragma once

#include <string>
#include <vector>

#include "change/record.hpp"
#include "ledger.hpp"

namespace bq::cli {

/// `field=value` as typed after `--set`. Throws UserError(usage) for a text without `=`.
[[nodiscard]] std::vector<change::Input> read_inputs(const std::vector<std::string>& texts);

/// The kind of this name, title or folder. Throws UserError(usage) that names the nearest.
[[nodiscard]] const schema::Kind& find_kind(const pack::Pack& pack, const std::string& name);

/// A fault in words: what is wrong, and what to do.
[[nodiscard]] Text message_of(const pack::Pack& pack, const Fault& fault);
[[nodiscard]] Text hint_of(const pack::Pack& pack, const Fault& fault);
/// The same as the error that ends a run.
[[nodiscard]] UserError error_of(const pack::Pack& pack, const Fault& fault);

}  // namespace bq::cli
