#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <re2/re2.h>

#include "base/decimal.hpp"
#include "base/language.hpp"

namespace bq::schema {

/// What a value of a field is. `object` and `list` have structure; the others are scalars.
enum class Type : std::uint8_t { object, list, text, integer, decimal, boolean, date, month, uscc };

/// A labelled value: what the index stores and what people read. Files may write either.
struct Choice {
  std::string value;
  std::string title;
};

/// The lists of values that the programme or the pack gives, by name (`x-list`).
using Vocabulary = std::map<std::string, std::vector<Choice>, std::less<>>;

/// True when a sibling field has one of `values`; with no values, when the sibling is present.
struct Condition {
  std::string field;
  std::vector<std::string> values;
  std::optional<std::size_t> position;  ///< Of the sibling among the fields of its object; absent when there is none.
};

/// All conditions of one entry must hold (and); one entry of the list is enough (or).
using Alternatives = std::vector<std::vector<Condition>>;

/// Where fields stand in their object, by name and by title.
struct KeyHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view key) const { return std::hash<std::string_view>{}(key); }
};
using KeyPositions = std::unordered_map<std::string, std::size_t, KeyHash, std::equal_to<>>;

/// One property of a record kind, or the kind's own mapping, or the items of a list.
struct Field {
  std::string name;   ///< The key in English files and the last part of the column's name.
  std::string title;  ///< The key in Chinese files and the heading everywhere.
  Text description;
  Type type = Type::text;
  bool required = false;

  std::vector<Choice> choices;                                    ///< `oneOf`; empty when any value will do.
  std::string list;                                               ///< `x-list`; empty when there is none.
  std::vector<std::string> refs;                                  ///< `x-ref`: the kinds one of which must have a record of this id.
  std::string pattern;                                            ///< Empty when there is none.
  std::shared_ptr<const re2::RE2> matcher;                        ///< Compiled `pattern`.
  std::optional<std::int64_t> min_length, max_length, min_items;  ///< Code points; items.
  std::optional<Decimal> minimum, maximum;
  std::optional<std::string> default_value;  ///< Stands for an absent value in the index.
  bool unique = false;                       ///< `x-unique`
  bool is_private = false;                   ///< `x-private`: never leaves the ledger by publication.
  std::vector<std::string> formerly;         ///< `x-formerly`: retired names still read, with a warning.
  std::vector<std::string> examples;
  Alternatives only;   ///< `x-only`: the field may stand only where one of these holds.
  Alternatives needs;  ///< `x-needs`: the field is required where one of these holds.

  std::vector<Field> fields;        ///< Of an object, in the order of the schema.
  KeyPositions positions;           ///< Of an object: its fields by what files may call them; a name goes before another's title.
  std::vector<std::size_t> whole;   ///< Of an object: the fields that only the whole mapping can judge (required, only, needs) or fill (default).
  std::vector<std::string> one_of;  ///< `x-one-of` of an object: exactly one of these fields must stand.
  std::vector<Field> item;          ///< Of a list: one entry, the description of its items.
  std::string ascending;            ///< `x-ascending` of a list: items stand in the order of this field.

  std::uint32_t table = 0;   ///< Of the root and of a list: the index of its table in Kind::tables.
  std::uint32_t column = 0;  ///< Of a scalar: the index of its column in the table around it.
};

/// A column of a table: the flattened path of a scalar field.
struct Column {
  std::string name;
  const Field* field = nullptr;  ///< Points into Kind::root, which owns it.
};

/// A table of the index: one row per record of the kind (the first table) or per item of one of its lists.
struct Table {
  std::string name;
  std::string title;
  std::vector<Column> columns;  ///< Without the columns that every table has: rid, upto, and parent, record for lists.
  bool is_root = false;
};

/// A record kind: the one description from which validation, tables, editor schema, headings and documentation follow.
struct Kind {
  std::string name;
  std::string folder;            ///< `x-folder`: the top folder of a ledger that holds its records; empty for the settings.
  std::string file;              ///< `x-file`: the one file that holds its one record; empty for all other kinds.
  std::string id_namespace;      ///< `x-namespace`: ids are unique among all kinds of the same namespace; else the kind's name.
  std::vector<std::string> key;  ///< The fields that identify a record: `id`, or `x-key`; none for the settings.
  std::string label;             ///< `x-label`: the field that names a record to people; empty when there is none.
  std::string confidential;      ///< `x-confidential`: the field that, when it is true, keeps the label of a record from lists; empty when there is none.
  Field root;
  std::vector<Table> tables;  ///< Parents before their lists; the first is the kind's own.

  Kind() = default;
  Kind(const Kind&) = delete;  // columns point into root
  Kind& operator=(const Kind&) = delete;
};

/// The field of `object` with this name; null when there is none.
[[nodiscard]] const Field* find_field(const Field& object, std::string_view name);

/// The column of `table` with this name; absent when there is none.
[[nodiscard]] std::optional<std::uint32_t> find_column(const Table& table, std::string_view name);

/// What people call a type, e.g. `日期（如 2024-03-31）`.
[[nodiscard]] Text describe(Type type);

}  // namespace bq::schema
