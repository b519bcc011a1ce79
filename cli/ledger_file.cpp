#include "ledger_file.hpp"

#include <filesystem>

#include "base/error.hpp"
#include "ledger.hpp"

namespace bq::cli {
namespace {

namespace fs = std::filesystem;

std::unique_ptr<pack::Pack> pack_around(const Options& options, const fs::path& root) {
  Options there = options;
  there.directory = root;
  there.at.clear();
  try {
    return load_pack(there);
  } catch (const UserError&) {  // in the midst of a merge a ledger may be unreadable
    return std::make_unique<pack::Pack>(pack::load({}));
  }
}

}  // namespace

LedgerFile find_ledger_file(const Options& options, const std::string& path) {
  const fs::path file = fs::path(path).lexically_normal();
  std::error_code none;
  fs::path rest = file.filename();
  for (fs::path folder = file.parent_path();; folder = folder.parent_path()) {
    const fs::path root = options.directory / folder;
    if (fs::exists(root / "bqtool.yaml", none)) {
      LedgerFile found{.pack = pack_around(options, root), .kind = nullptr};
      found.kind = pack::kind_of_path(*found.pack, rest.generic_string());
      return found;
    }
    if (folder.empty() || folder == folder.parent_path()) break;
    rest = folder.filename() / rest;
  }
  LedgerFile found{.pack = std::make_unique<pack::Pack>(pack::load({})), .kind = nullptr};
  for (fs::path below = file; found.kind == nullptr && !below.empty();) {
    found.kind = pack::kind_of_path(*found.pack, below.generic_string());
    fs::path shorter;
    for (auto part = std::next(below.begin()); part != below.end(); ++part) shorter /= *part;
    below = shorter;
  }
  return found;
}

}  // namespace bq::cli
