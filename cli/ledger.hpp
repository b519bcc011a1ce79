#pragma once

#include <memory>

#include "command.hpp"
#include "index/index.hpp"
#include "pack/pack.hpp"
#include "store/work_tree.hpp"

namespace bq::cli {

/// A ledger opened for a command: its files, its pack and its index. Stays where it was made, since its parts point at each other.
class Ledger {
 public:
  /// Finds the ledger from the directory of the options upwards, loads its pack and refreshes its index.
  /// Throws UserError(usage) when there is none.
  explicit Ledger(const Context& context);

  [[nodiscard]] const store::Tree& tree() const { return *tree_; }
  [[nodiscard]] const pack::Pack& pack() const { return *pack_; }
  [[nodiscard]] index::Index& index() { return *index_; }
  /// What to put before a path of the ledger so that it is relative to the current directory; empty or ending in `/`.
  [[nodiscard]] std::string prefix() const;
  /// Where the index lives, or would; empty when only memory is left.
  [[nodiscard]] const std::filesystem::path& index_file() const { return index_file_; }

 private:
  std::unique_ptr<store::WorkTree> tree_;
  std::unique_ptr<pack::Pack> pack_;
  std::filesystem::path index_file_;
  std::unique_ptr<index::Index> index_;
};

/// Where disposable files go outside git; empty when the environment names no place.
[[nodiscard]] std::filesystem::path cache_directory();

/// Where the index of the ledger at `root` lives: in its git directory, which git never checks out, or in the cache; empty when there is neither.
[[nodiscard]] std::filesystem::path index_file_of(const std::filesystem::path& root);

/// The question of commands that ask about one day: the year so far.
[[nodiscard]] index::Question question_on(Date as_of);

/// The built-in pack with the additions of the ledger around the current directory, if there is one.
[[nodiscard]] std::unique_ptr<pack::Pack> load_pack(const Options& options);

}  // namespace bq::cli
