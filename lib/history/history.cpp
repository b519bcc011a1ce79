#include "history/history.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <utility>

#include "history/text_cache.hpp"
#include "store/git_diff.hpp"

namespace bq::history {
namespace {

namespace fs = std::filesystem;

/// The records of two states of some files, matched by kind and id wherever they stand.
class Pairs {
 public:
  void add_before(std::shared_ptr<const Records> records) {
    for (const Record& record : records->records) of(record).before = &record;
    kept_.push_back(std::move(records));
  }

  void add_after(std::shared_ptr<const Records> records) {
    for (const Record& record : records->records) of(record).after = &record;
    kept_.push_back(std::move(records));
  }

  [[nodiscard]] std::vector<Change> compare(const schema::Vocabulary& vocabulary) const {
    std::vector<Change> changes;
    for (const auto& [key, pair] : pairs_) std::ranges::move(history::compare(pair.before, pair.after, vocabulary), std::back_inserter(changes));
    return changes;
  }

 private:
  struct Pair {
    const Record* before = nullptr;
    const Record* after = nullptr;
  };
  std::map<std::pair<std::string, std::string>, Pair> pairs_;
  std::vector<std::shared_ptr<const Records>> kept_;  // what pairs_ points into

  Pair& of(const Record& record) { return pairs_[{record.kind->name, record.id}]; }
};

const schema::Kind* kind_of(const pack::Pack& pack, const std::string& path) {
  return store::is_record_file(path) && path.find("/.") == std::string::npos ? pack::kind_of_path(pack, path) : nullptr;
}

Change unreadable(const schema::Kind& kind, const std::string& path) {
  return {.what = What::unreadable, .kind = kind.name, .record = path, .field = {}, .title = {}, .item = {}, .was = {}, .now = {}, .values = {}};
}

/// Goes through commits.
class Walk {
 public:
  Walk(const fs::path& directory, const std::string& folder, Understanding by)
      : directory_(directory), folder_(folder), by_(by), objects_(directory), diff_(directory, folder), texts_(objects_, by.vocabulary) {}

  std::vector<Change> changes_of(const store::Commit& commit) {
    if (commit.parents.size() > 1) return changes_of_merge(commit);
    return between(commit.parents.empty() ? "" : commit.parents.front(), commit.id);
  }

 private:
  fs::path directory_;
  std::string folder_;
  Understanding by_;
  store::GitObjects objects_;
  store::GitDiff diff_;
  TextCache texts_;
  std::map<std::string, std::string> stand_ins_;  // of texts that could not be read, the last ones that could

  /// The text `id` of a file in `commit`, or when it can't be read the last one up to there that can.
  std::string readable(const std::string& id, const std::string& path, const schema::Kind& kind, const std::string& commit) {
    if (const auto found = stand_ins_.find(id); found != stand_ins_.end()) return found->second;
    if (texts_.records(id, path, kind)->whole) return id;
    constexpr int most_looked_at = 50;
    const auto earlier = store::earlier_texts(directory_, commit, folder_, path, most_looked_at);
    const auto found = std::ranges::find_if(earlier, [&](const std::string& one) { return texts_.records(one, path, kind)->whole; });
    return stand_ins_.emplace(id, found == earlier.end() ? id : *found).first->second;
  }

  std::vector<Change> between(const std::string& before, const std::string& after) {
    std::vector<Change> changes;
    Pairs pairs;
    for (const store::FileChange& file : diff_.between(before, after)) {
      const schema::Kind* kind = kind_of(by_.pack, file.path);
      if (kind == nullptr) continue;
      const std::string old = readable(file.before, file.path, *kind, before);
      if (!texts_.records(file.after, file.path, *kind)->whole) {
        stand_ins_.try_emplace(file.after, old);
        changes.push_back(unreadable(*kind, file.path));
      }
      pairs.add_before(texts_.records(old, file.path, *kind));
      pairs.add_after(texts_.records(readable(file.after, file.path, *kind, after), file.path, *kind));
    }
    std::ranges::move(pairs.compare(by_.vocabulary), std::back_inserter(changes));
    return changes;
  }

  /// What a side of a merge changed shows against the other sides too; what is left is the merge's own.
  std::vector<Change> changes_of_merge(const store::Commit& merge) {
    std::vector<std::set<Change>> sides;
    for (const std::string& parent : merge.parents) {
      const std::string base = store::merge_base(directory_, merge.parents.front(), parent == merge.parents.front() ? merge.parents[1] : parent);
      auto changes = between(base, parent);
      sides.emplace_back(std::move_iterator(changes.begin()), std::move_iterator(changes.end()));
    }
    std::set<Change> own;
    for (std::size_t i = 0; i < merge.parents.size(); ++i) {
      for (Change& change : between(merge.parents[i], merge.id)) {
        bool is_known = false;
        for (std::size_t j = 0; j < sides.size() && !is_known; ++j) is_known = j != i && sides[j].contains(change);
        if (!is_known) own.insert(std::move(change));
      }
    }
    return {own.begin(), own.end()};
  }
};

}  // namespace

void tell_changes(const fs::path& directory, const std::string& folder, const std::vector<store::Commit>& commits, Understanding by, const Take& take) {
  Walk walk(directory, folder, by);
  for (std::size_t i = 0; i < commits.size(); ++i) {
    for (Change& change : walk.changes_of(commits[i])) take(i, std::move(change));
  }
}

std::vector<Change> compare_trees(const store::Tree& before, const store::Tree& after, Understanding by) {
  std::map<std::string, std::pair<std::string, std::string>> texts;
  for (const store::FileEntry& entry : pack::record_files(by.pack, before)) texts[entry.path].first = before.read(entry.path);
  for (const store::FileEntry& entry : pack::record_files(by.pack, after)) texts[entry.path].second = after.read(entry.path);
  std::vector<Change> changes;
  Pairs pairs;
  for (auto& [path, pair] : texts) {
    const schema::Kind* kind = kind_of(by.pack, path);
    if (kind == nullptr || pair.first == pair.second) continue;
    auto old = std::make_shared<const Records>(read_records(Source(path, std::move(pair.first)), *kind, by.vocabulary));
    auto now = std::make_shared<const Records>(read_records(Source(path, std::move(pair.second)), *kind, by.vocabulary));
    if (!now->whole) {
      changes.push_back(unreadable(*kind, path));
      now = old;
    }
    pairs.add_before(std::move(old));
    pairs.add_after(std::move(now));
  }
  std::ranges::move(pairs.compare(by.vocabulary), std::back_inserter(changes));
  return changes;
}

}  // namespace bq::history
