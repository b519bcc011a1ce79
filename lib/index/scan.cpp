#include "index/scan.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/hash.hpp"
#include "index/tables.hpp"

namespace bq::index {
namespace {

/// A file as the index knows it.
struct Known {
  std::int64_t number = 0;
  std::string kind;
  store::FileEntry entry;
  std::string hash;
  bool seen = false;
};

/// One pass over the files of a ledger.
class Scan {
 public:
  Scan(SQLite::Database& db, const store::WorkTree& tree, const pack::Pack& pack, const schema::Vocabulary& vocabulary, FoldMistakes& mistakes)
      : db_(db),
        tree_(tree),
        pack_(pack),
        writer_(db, pack, vocabulary, mistakes),
        put_(db, "INSERT OR REPLACE INTO file (file, path, kind, size, mtime, inode, hash, whole) VALUES (?, ?, ?, ?, ?, ?, ?, ?)") {
    SQLite::Statement known(db, "SELECT file, path, kind, size, mtime, inode, hash FROM file");
    while (known.executeStep()) {
      Known file{known.getColumn(0).getInt64(), known.getColumn(2), {known.getColumn(1), static_cast<std::uint64_t>(known.getColumn(3).getInt64()), known.getColumn(4).getInt64(), static_cast<std::uint64_t>(known.getColumn(5).getInt64())}, known.getColumn(6)};
      last_number_ = std::max(last_number_, file.number);
      known_.emplace(file.entry.path, std::move(file));
    }
    SQLite::Statement built(db, "SELECT value FROM setting WHERE name = 'scanned'");
    if (built.executeStep()) scanned_ = std::stoll(built.getColumn(0).getString());
  }

  Changes run(std::int64_t now, Refreshed& refreshed) {
    for (const store::FileEntry& entry : tree_.list(folders(), files())) {
      ++refreshed.files;
      const schema::Kind* kind = pack::kind_of_path(pack_, entry.path);
      if (kind != nullptr && update(entry, *kind)) ++refreshed.read;
    }
    for (auto& [path, file] : known_) {
      if (file.seen) continue;
      forget(file);
      ++refreshed.removed;
    }
    SQLite::Statement put(db_, "INSERT OR REPLACE INTO setting (name, value) VALUES ('scanned', ?)");
    put.bind(1, std::to_string(now));
    put.exec();
    return changes_;
  }

 private:
  SQLite::Database& db_;
  const store::WorkTree& tree_;
  const pack::Pack& pack_;
  Writer writer_;
  SQLite::Statement put_;
  std::map<std::string, Known, std::less<>> known_;
  std::int64_t last_number_ = 0;
  std::int64_t scanned_ = 0;
  Changes changes_;

  [[nodiscard]] std::vector<std::string> folders() const {
    std::vector<std::string> result;
    for (const auto& [name, kind] : pack_.kinds) {
      if (!kind->folder.empty()) result.push_back(kind->folder);
    }
    return result;
  }

  [[nodiscard]] std::vector<std::string> files() const {
    std::vector<std::string> result;
    for (const auto& [name, kind] : pack_.kinds) {
      if (!kind->file.empty()) result.push_back(kind->file);
    }
    return result;
  }

  /// Same size, time and inode, and the time is clearly before the last scan: a write within the clock's grain would not show otherwise.
  [[nodiscard]] bool looks_unchanged(const Known& known, const store::FileEntry& entry) const {
    return known.entry.size == entry.size && known.entry.mtime == entry.mtime && known.entry.inode == entry.inode && entry.mtime < scanned_;
  }

  /// Returns whether the file was read into the tables again.
  bool update(const store::FileEntry& entry, const schema::Kind& kind) {
    const auto found = known_.find(entry.path);
    if (found != known_.end()) {
      found->second.seen = true;
      if (looks_unchanged(found->second, entry)) return false;
    }
    Source source(entry.path, tree_.read(entry.path));
    std::string hash = hex(hash_of(source.text()));
    const bool same = found != known_.end() && found->second.hash == hash && found->second.kind == kind.name;
    std::int64_t number = found != known_.end() ? found->second.number : ++last_number_;
    bool whole = true;
    if (!same) {
      if (found != known_.end()) forget(found->second);
      whole = writer_.add(number, kind, source);
      touch(kind, number);
      put(number, entry, kind, hash, whole);
    } else {
      SQLite::Statement stamp(db_, "UPDATE file SET size = ?, mtime = ?, inode = ? WHERE file = ?");
      stamp.bind(1, static_cast<std::int64_t>(entry.size));
      stamp.bind(2, entry.mtime);
      stamp.bind(3, static_cast<std::int64_t>(entry.inode));
      stamp.bind(4, number);
      stamp.exec();
    }
    return !same;
  }

  void put(std::int64_t number, const store::FileEntry& entry, const schema::Kind& kind, const std::string& hash, bool whole) {
    put_.bind(1, number);
    put_.bind(2, entry.path);
    put_.bind(3, kind.name);
    put_.bind(4, static_cast<std::int64_t>(entry.size));
    put_.bind(5, entry.mtime);
    put_.bind(6, static_cast<std::int64_t>(entry.inode));
    put_.bind(7, hash);
    put_.bind(8, whole ? 1 : 0);
    put_.exec();
    put_.reset();
  }

  void forget(const Known& file) {
    const auto kind = pack_.kinds.find(file.kind);
    if (kind == pack_.kinds.end()) return;
    writer_.remove(file.number, *kind->second);
    touch(*kind->second, file.number);
    SQLite::Statement drop(db_, "DELETE FROM file WHERE file = ?");
    drop.bind(1, file.number);
    drop.exec();
  }

  void touch(const schema::Kind& kind, std::int64_t number) {
    changes_.files.push_back(number);
    for (std::string& name : table_names(pack_, kind)) changes_.tables.insert(std::move(name));
    changes_.tables.insert("record");
    changes_.tables.insert("file");
  }
};

}  // namespace

Changes scan(SQLite::Database& db, const store::WorkTree& tree, const pack::Pack& pack, const schema::Vocabulary& vocabulary,
             std::int64_t now, FoldMistakes& mistakes, Refreshed& refreshed) {
  return Scan(db, tree, pack, vocabulary, mistakes).run(now, refreshed);
}

}  // namespace bq::index
