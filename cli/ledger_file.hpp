#pragma once

#include <memory>
#include <string>

#include "options.hpp"
#include "pack/pack.hpp"

namespace bq::cli {

/// What is known of one file by its path alone.
struct LedgerFile {
  std::unique_ptr<pack::Pack> pack;    ///< Owns the kind.
  const schema::Kind* kind = nullptr;  ///< Null when the file is none of a ledger.
};

/// Looks a file up by its path from the directory of the options; it need not be there. The pack is that of the ledger around it as far as that can be
/// read, else the built-in one; without a ledger, as in a bare clone, the folders of the path decide.
[[nodiscard]] LedgerFile find_ledger_file(const Options& options, const std::string& path);

}  // namespace bq::cli
