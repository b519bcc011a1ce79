#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "base/language.hpp"
#include "history/record.hpp"

namespace bq::history {

/// What became of something that a record says; `unreadable` is a text that could not be read.
enum class What : std::uint8_t { added, changed, removed, unreadable };

/// `added`, `changed`, `removed` or `unreadable`.
[[nodiscard]] std::string name_of(What what);

/// The same for people.
[[nodiscard]] Text words_of(What what);

/// One thing that is otherwise in a record than it was.
struct Change {
  What what = What::changed;
  std::string kind;
  std::string record;  ///< Its id; of a text that could not be read the path.
  std::string field;   ///< By names, with dots between a field and the ones inside it; empty: the whole record.
  std::string title;   ///< The same by titles.
  std::string item;    ///< Which item of a list, as people tell them apart; empty outside lists.
  std::string was;     ///< In words; empty when it was not there.
  std::string now;     ///< In words; empty when it is not there any more.
  /// What a record or item that came or went says: its scalar fields by name, those of mappings inside it joined by `_`, as stored.
  std::vector<std::pair<std::string, std::string>> values;

  friend auto operator<=>(const Change&, const Change&) = default;
};

/// How `after` differs from `before`, in the order of the schema; null: there is no such record. Of a record that came the items of its lists are
/// told too. Items of lists are matched by what they say and not by their place: equal ones, then those that are mostly the same.
[[nodiscard]] std::vector<Change> compare(const Record* before, const Record* after, const schema::Vocabulary& vocabulary);

/// Every scalar that a record has.
[[nodiscard]] std::vector<std::string> scalars_of(const Record& record);

}  // namespace bq::history
