#include "index/scan.hpp"

#include <algorithm>
#include <map>
#include <memory>

#include <fmt/format.h>

#include "base/hash.hpp"
#include "base/parallel.hpp"
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

/// A file on its way into the index.
struct Task {
  store::FileEntry entry;
  const schema::Kind* kind = nullptr;
  std::string hash;
  RecordFile file;  // without a source when the text is the one that the index has
};

/// How much text is read at a time, and how many such batches may wait to be written.
constexpr std::uint64_t batch_bytes = 1U << 20U;
constexpr std::size_t batches_ahead = 4;
/// What a file counts at least: not every tree knows sizes.
constexpr std::uint64_t least_file = 4096;

/// One pass over the files of a ledger.
class Scan {
 public:
  Scan(SQLite::Database& db, const store::Tree& tree, const pack::Pack& pack, const schema::Vocabulary& vocabulary, FoldMistakes& mistakes)
      : db_(db),
        tree_(tree),
        pack_(pack),
        reader_(pack, vocabulary, mistakes),
        writer_(db, pack, reader_),
        put_(db, "INSERT INTO file (size, mtime, inode, file, path, part, kind, hash, whole) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"),
        stamp_(db, "UPDATE file SET size = ?, mtime = ?, inode = ? WHERE file = ?") {
    SQLite::Statement known(db, "SELECT file, path, kind, size, mtime, inode, hash FROM file");
    while (known.executeStep()) {
      Known file{known.getColumn(0).getInt64(),
                 known.getColumn(2),
                 {known.getColumn(1), static_cast<std::uint64_t>(known.getColumn(3).getInt64()), known.getColumn(4).getInt64(),
                  static_cast<std::uint64_t>(known.getColumn(5).getInt64())},
                 known.getColumn(6)};
      last_number_ = std::max(last_number_, file.number);
      known_.emplace(file.entry.path, std::move(file));
    }
    SQLite::Statement built(db, "SELECT value FROM setting WHERE name = 'scanned'");
    if (built.executeStep()) scanned_ = std::stoll(built.getColumn(0).getString());
  }

  Changes run(std::int64_t now, Refreshed& refreshed) {
    for (const store::FileEntry& entry : pack::record_files(pack_, tree_)) {
      ++refreshed.files;
      const schema::Kind* kind = pack::kind_of_path(pack_, std::string_view(entry.path).substr(entry.inside));
      if (kind != nullptr && !is_known(entry, *kind)) gather({entry, kind, "", {}});
    }
    prepare_and_consume(
        batches_.size(), batches_ahead, [&](std::size_t i) { std::ranges::for_each(batches_[i], [&](Task& task) { read(task); }); },
        [&](std::size_t i) {
          std::ranges::for_each(batches_[i], [&](Task& task) { store(task); });
          batches_[i] = std::vector<Task>();
        });
    refreshed.read = read_;
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
  const store::Tree& tree_;
  const pack::Pack& pack_;
  RecordReader reader_;
  Writer writer_;
  SQLite::Statement put_, stamp_;
  std::map<std::string, Known, std::less<>> known_;
  std::int64_t last_number_ = 0;
  std::int64_t scanned_ = 0;
  Changes changes_;
  std::size_t read_ = 0;
  std::vector<std::vector<Task>> batches_;
  std::uint64_t gathered_ = 0;  // bytes in the last batch

  /// Same size, time and inode, and the time is clearly before the last scan: a write within the clock's grain would not show otherwise.
  [[nodiscard]] bool looks_unchanged(const Known& known, const store::FileEntry& entry) const {
    return known.entry.size == entry.size && known.entry.mtime == entry.mtime && known.entry.inode == entry.inode && entry.mtime < scanned_;
  }

  /// Marks the file as still there; true when it need not be read.
  bool is_known(const store::FileEntry& entry, const schema::Kind& kind) {
    const auto found = known_.find(entry.path);
    if (found == known_.end()) return false;
    found->second.seen = true;
    return found->second.kind == kind.name && looks_unchanged(found->second, entry);
  }

  /// Reads one file; runs beside the thread that writes, or on it.
  void read(Task& task) const {
    auto source = std::make_unique<Source>(task.entry.path, tree_.read(task.entry.path));
    task.hash = hex(hash_of(source->text()));
    const auto found = known_.find(task.entry.path);
    if (found != known_.end() && found->second.hash == task.hash && found->second.kind == task.kind->name) return;
    task.file = reader_.read(*task.kind, std::move(source));
  }

  /// Puts the file into the last batch, or into a new one when that is large enough.
  void gather(Task task) {
    if (batches_.empty() || gathered_ >= batch_bytes) {
      batches_.emplace_back();
      gathered_ = 0;
    }
    gathered_ += std::max(task.entry.size, least_file);
    batches_.back().push_back(std::move(task));
  }

  void store(Task& task) {
    const auto found = known_.find(task.entry.path);
    const std::int64_t number = found != known_.end() ? found->second.number : ++last_number_;
    if (!task.file.source) {  // the same text as before under a new time
      put(number, task, true);
      return;
    }
    ++read_;
    if (found != known_.end()) forget(found->second);
    writer_.add(number, *task.kind, task.file);
    touch(*task.kind, number);
    put(number, task, false);
  }

  void put(std::int64_t number, const Task& task, bool is_stamp) {
    SQLite::Statement& statement = is_stamp ? stamp_ : put_;
    int position = 0;
    statement.bind(++position, static_cast<std::int64_t>(task.entry.size));
    statement.bind(++position, task.entry.mtime);
    statement.bind(++position, static_cast<std::int64_t>(task.entry.inode));
    statement.bind(++position, number);
    if (!is_stamp) {
      statement.bind(++position, task.entry.path);
      statement.bind(++position, task.entry.part);
      statement.bind(++position, task.kind->name);
      statement.bind(++position, task.hash);
      statement.bind(++position, task.file.whole ? 1 : 0);
    }
    statement.exec();
    statement.reset();
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

Changes scan(SQLite::Database& db, const store::Tree& tree, const pack::Pack& pack, const schema::Vocabulary& vocabulary, std::int64_t now,
             FoldMistakes& mistakes, Refreshed& refreshed) {
  return Scan(db, tree, pack, vocabulary, mistakes).run(now, refreshed);
}

}  // namespace bq::index
