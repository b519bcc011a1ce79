#include "index/history_rows.hpp"

#include <initializer_list>
#include <string>

#include "base/utf8.hpp"

namespace bq::index {
namespace {

/// How much of a text is kept: enough to be recognised.
constexpr std::size_t most_characters = 200;

void bind_texts(SQLite::Statement& statement, int first, std::initializer_list<std::string> texts) {
  for (const std::string& text : texts) statement.bind(first++, text);
}

void run(SQLite::Statement& statement) {
  statement.exec();
  statement.reset();
}

}  // namespace

HistoryRows::HistoryRows(Index& index)
    : pack_(index.pack()),
      transaction_(index.db()),
      put_commit_(index.db(),
                  "INSERT INTO temp.history_commit (position, id, author, email, written, committed, subject, merge) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"),
      put_change_(index.db(),
                  "INSERT INTO temp.history_change (change, position, what, kind, kind_title, record, field, title, item, was, now) VALUES (?, ?, ?, ?, ?, ?, "
                  "?, ?, ?, ?, ?)"),
      put_value_(index.db(), "INSERT OR IGNORE INTO temp.history_value (change, name, value) VALUES (?, ?, ?)") {}

void HistoryRows::add(std::size_t position, const store::Commit& commit) {
  put_commit_.bind(1, static_cast<std::int64_t>(position));
  bind_texts(put_commit_, 2,
             {commit.id, commit.author, commit.email, to_string(commit.written), to_string(commit.committed), shortened(commit.subject, most_characters)});
  put_commit_.bind(8, commit.parents.size() > 1 ? 1 : 0);
  run(put_commit_);
}

void HistoryRows::add(std::size_t position, const history::Change& change) {
  put_change_.bind(1, ++changes_);
  put_change_.bind(2, static_cast<std::int64_t>(position));
  bind_texts(put_change_, 3,
             {name_of(change.what), change.kind, pack_.kinds.find(change.kind)->second->root.title, change.record, change.field, change.title, change.item,
              shortened(change.was, most_characters), shortened(change.now, most_characters)});
  run(put_change_);
  for (const auto& [name, value] : change.values) {
    put_value_.bind(1, changes_);
    bind_texts(put_value_, 2, {name, shortened(value, most_characters)});
    run(put_value_);
  }
}

}  // namespace bq::index
