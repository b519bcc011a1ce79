#pragma once

#include <vector>

#include "change/record.hpp"
#include "ledger.hpp"
#include "options.hpp"

namespace bq::cli {

/// Completes inputs for a record of `kind`: a required field with only one possible value gets it; the others that are missing are asked for
/// on a terminal, unless --no-input, with the choices there are. Ids and days that the planning fills in are not asked for. Throws UserError(usage) for what
/// stays missing.
void ask_missing(Ledger& ledger, const schema::Kind& kind, const Options& options, std::vector<change::Input>& inputs);

}  // namespace bq::cli
