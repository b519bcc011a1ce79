#include "ledger.hpp"

#include <fmt/format.h>

#include "base/hash.hpp"
#include "change_state.hpp"
#include "index/members.hpp"
#include "index_file.hpp"
#include "output.hpp"
#include "store/work_tree.hpp"
#include "today.hpp"
#include "version.hpp"

namespace bq::cli {
namespace {

namespace fs = std::filesystem;

void check_directory(const Options& options) {
  std::error_code none;
  if (!fs::is_directory(options.directory, none)) {
    throw UserError(Exit::usage,
                    {fmt::format("没有文件夹 {}", options.directory.string()), fmt::format("there is no directory {}", options.directory.string())});
  }
}

fs::path find_root(const Options& options) {
  check_directory(options);
  const auto root = store::find_ledger(options.directory);
  if (!root) {
    throw UserError(Exit::usage, {"这里和上级文件夹里都没有 bqtool.yaml，不是台账", "there is no bqtool.yaml here or above: this is no ledger"},
                    {"用 -C 指明台账所在的文件夹，或用 bqtool init 新建一个", "name the ledger's directory with -C, or start one with bqtool init"});
  }
  return *root;
}

std::unique_ptr<pack::Pack> load_pack_of(const store::Tree& tree) {
  std::vector<pack::PackFile> files;
  for (const store::FileEntry& entry : tree.list(pack::pack_folders(), {})) files.push_back({entry.path, tree.read(entry.path)});
  return std::make_unique<pack::Pack>(pack::load(files));
}

/// The revision says what was written, the as-of day what had happened and was due: two questions, and the default of the second is still today.
void say_day(const Context& context, const store::RevisionTree& revision) {
  const std::string day = to_string(revision.day);
  note(context.options, {fmt::format("版本 {0} 是 {1} 的，按今天 {2} 来看；要看当天的样子，加 --as-of {1}", revision.commit, day, to_string(context.today)),
                         fmt::format("the revision {0} is of {1}, seen as of today, {2}; to see what was seen then add --as-of {1}", revision.commit, day,
                                     to_string(context.today))});
}

}  // namespace

Ledger::Ledger(const Context& context) : Ledger(context, Reading{.revision = context.options.at}) {}

Ledger::Ledger(const Context& context, const Reading& reading) {
  if (reading.revision.empty()) {
    const fs::path root = find_root(context.options);
    if (reading.staged) {
      tree_ = store::open_staged(root);
    } else {
      tree_ = std::make_unique<store::WorkTree>(root);
    }
  } else {
    check_directory(context.options);
    store::RevisionTree revision = store::open_revision(context.options.directory, reading.revision);
    commit_ = revision.commit;
    tree_ = std::move(revision.tree);
    if (!context.options.as_of && revision.day != context.today) say_day(context, revision);
  }
  open(context, reading);
}

Ledger::Ledger(const Context& context, store::RevisionTree revision, const Reading& reading)
    : commit_(std::move(revision.commit)), tree_(std::move(revision.tree)) {
  open(context, reading);
}

void Ledger::open(const Context& context, const Reading& reading) {
  index::Request request{.file = {}, .seed = {}, .version = version, .now = nanoseconds_now()};
  if (reading.pack_from.empty()) {
    auto file =
        std::async(std::launch::async, [&] { return index_file_of(context.options.directory, *tree_, ""); });  // it asks git, which takes as long as the pack
    pack_ = load_pack_of(*tree_);
    index_file_ = file.get();
  } else {
    const store::RevisionTree judge = store::open_revision(context.options.directory, reading.pack_from);
    pack_ = load_pack_of(*judge.tree);
    request.severity = index::settings_of(*judge.tree, *pack_).severity;
    index_file_ = index_file_of(context.options.directory, *tree_, hex(pack_->hash));
  }
  request.file = index_file_;
  if (reading.revision.empty() && !reading.staged) mention_interrupted(context.options, index_file_);
  if (reading.members) {
    joined_ = index::join_members(*tree_, index::settings_of(*tree_, *pack_), context.options.as_of.value_or(context.today));
    request.file.clear();
  }
  index_ = std::make_unique<index::Index>(joined_ ? *joined_ : *tree_, *pack_, request);
  keep_few(index_file_);
}

void Ledger::ask_revision() {
  if (commit_.empty() && !revision_.valid()) revision_ = std::async(std::launch::async, store::revision_of, tree_->root());
}

store::Revision Ledger::revision() {
  if (!commit_.empty()) return {.commit = commit_, .clean = true};
  ask_revision();
  return revision_.get();
}

fs::path ledger_root(const Options& options) { return find_root(options); }

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
  if (!options.at.empty()) {
    check_directory(options);
    return load_pack_of(*store::open_revision(options.directory, options.at).tree);
  }
  const auto root = store::find_ledger(options.directory);
  return root ? load_pack_of(store::WorkTree(*root)) : std::make_unique<pack::Pack>(pack::load({}));
}

}  // namespace bq::cli
