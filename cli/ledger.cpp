#include "ledger.hpp"

#include <chrono>
#include <cstdlib>

#include <fmt/format.h>

#include "base/hash.hpp"
#include "change_state.hpp"
#include "store/git.hpp"
#include "version.hpp"

namespace bq::cli {
namespace {

namespace fs = std::filesystem;

store::WorkTree find_tree(const Options& options) {
  std::error_code none;
  if (!fs::is_directory(options.directory, none)) {
    throw UserError(Exit::usage,
                    {fmt::format("没有文件夹 {}", options.directory.string()), fmt::format("there is no directory {}", options.directory.string())});
  }
  const auto root = store::find_ledger(options.directory);
  if (!root) {
    throw UserError(Exit::usage, {"这里和上级文件夹里都没有 bqtool.yaml，不是台账", "there is no bqtool.yaml here or above: this is no ledger"},
                    {"用 -C 指明台账所在的文件夹，或用 bqtool init 新建一个", "name the ledger's directory with -C, or start one with bqtool init"});
  }
  return store::WorkTree(*root);
}

std::unique_ptr<pack::Pack> load_pack_of(const store::Tree& tree) {
  std::vector<pack::PackFile> files;
  for (const store::FileEntry& entry : tree.list(pack::pack_folders(), {})) files.push_back({entry.path, tree.read(entry.path)});
  return std::make_unique<pack::Pack>(pack::load(files));
}

}  // namespace

fs::path cache_directory() {
  if (const char* cache = std::getenv("XDG_CACHE_HOME"); cache != nullptr && *cache == '/') return fs::path(cache) / "bqtool";
  if (const char* home = std::getenv("HOME"); home != nullptr && *home == '/') return fs::path(home) / ".cache" / "bqtool";
  return {};
}

fs::path index_file_of(const fs::path& root) {
  std::error_code none;
  // A repository may hold several ledgers.
  const fs::path real = fs::canonical(root, none);
  const std::string name = hex(hash_of(real.string())) + ".db";
  if (const auto git = store::git_directory(root)) return *git / "bqtool" / name;
  const fs::path cache = cache_directory();
  return cache.empty() ? fs::path() : cache / name;
}

Ledger::Ledger(const Context& context)
    : tree_(std::make_unique<store::WorkTree>(find_tree(context.options))), pack_(load_pack_of(*tree_)), index_file_(index_file_of(tree_->root())) {
  mention_interrupted(context.options, index_file_);
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  index_ = std::make_unique<index::Index>(
      *tree_, *pack_,
      index::Request{.file = index_file_, .seed = {}, .version = version, .now = std::chrono::duration_cast<std::chrono::nanoseconds>(now).count()});
}

std::string Ledger::prefix() const {
  std::error_code error;
  const std::string relative = fs::relative(tree_->root(), fs::current_path(), error).generic_string();
  if (error || relative.empty()) return tree_->root().generic_string() + "/";
  return relative == "." ? "" : relative + "/";
}

index::Question question_on(Date as_of) {
  const std::chrono::year_month_day day(as_of);
  return {Date(day.year() / std::chrono::January / 1), as_of, as_of};
}

std::unique_ptr<pack::Pack> load_pack(const Options& options) {
  const auto root = store::find_ledger(options.directory);
  return root ? load_pack_of(store::WorkTree(*root)) : std::make_unique<pack::Pack>(pack::load({}));
}

}  // namespace bq::cli
