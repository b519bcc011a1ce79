#pragma once

#include <future>
#include <memory>

#include "command.hpp"
#include "index/index.hpp"
#include "pack/pack.hpp"
#include "store/git.hpp"
#include "store/revision.hpp"

namespace bq::cli {

/// Which text of a ledger is read, and whose pack judges it.
struct Reading {
  std::string revision = {};   ///< Empty: the files as they are.
  bool staged = false;         ///< What is staged in git's index instead.
  std::string pack_from = {};  ///< The revision whose pack and severities hold; empty: the text's own.
  bool members = false;        ///< Together with the ledgers of the members that the settings name, in a fresh index in memory.
};

/// A ledger opened for a command: its files, its pack and its index. Stays where it was made, since its parts point at each other.
class Ledger {
 public:
  /// Finds the ledger from the directory of the options upwards, loads its pack and refreshes its index.
  /// Throws UserError(usage) when there is none.
  explicit Ledger(const Context& context);
  /// The same for another text than the one that the options name.
  Ledger(const Context& context, const Reading& reading);
  /// The same for a revision that is open already.
  Ledger(const Context& context, store::RevisionTree revision, const Reading& reading);

  [[nodiscard]] const store::Tree& tree() const { return *tree_; }
  [[nodiscard]] const pack::Pack& pack() const { return *pack_; }
  [[nodiscard]] index::Index& index() { return *index_; }
  /// What to put before a path of the ledger so that it is relative to the current directory; empty or ending in `/`.
  [[nodiscard]] std::string prefix() const;
  /// Where the index lives, or would; empty when only memory is left.
  [[nodiscard]] const std::filesystem::path& index_file() const { return index_file_; }
  /// Begins to ask git which commit the text is, beside whatever comes next; for commands that will want to know.
  void ask_revision();
  /// Which commit the text is, asked for once.
  [[nodiscard]] store::Revision revision();

 private:
  std::string commit_;  // of a revision; empty: ask git
  std::unique_ptr<store::Tree> tree_;
  std::unique_ptr<pack::Pack> pack_;
  std::unique_ptr<store::Tree> joined_;  // with members only
  std::filesystem::path index_file_;
  std::unique_ptr<index::Index> index_;
  std::shared_future<store::Revision> revision_;

  void open(const Context& context, const Reading& reading);
};

/// The folder of the ledger around the directory of the options. Throws UserError(usage) when there is none.
[[nodiscard]] std::filesystem::path ledger_root(const Options& options);

/// The question of commands that ask about one day: the year so far.
[[nodiscard]] index::Question question_on(Date as_of);

/// The built-in pack with the additions of the ledger around the current directory, if there is one, or of the revision that the options name.
[[nodiscard]] std::unique_ptr<pack::Pack> load_pack(const Options& options);

}  // namespace bq::cli
