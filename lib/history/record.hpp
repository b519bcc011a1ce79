#pragma once

#include <string>
#include <vector>

#include "base/source.hpp"
#include "schema/kind.hpp"
#include "yaml/content.hpp"

namespace bq::history {

/// A record as a text had it. Two are equal when they say the same, in whatever language, order or notation it is written: keys by name in the order of
/// the schema, labelled values and numbers as the index stores them, absent values left out.
struct Record {
  const schema::Kind* kind = nullptr;
  std::string id;  ///< Of a kind without ids the kind's name; a further record of one id in a text has its number behind it.
  yaml::Content content;
};

/// The records of one text.
struct Records {
  std::vector<Record> records;
  bool whole = true;  ///< False when some of the text could not be read.
};

/// Reads the records of a text. `kind` must outlive them.
[[nodiscard]] Records read_records(const Source& source, const schema::Kind& kind, const schema::Vocabulary& vocabulary);

/// Whether two values say the same.
[[nodiscard]] bool same(const yaml::Content& one, const yaml::Content& other);

}  // namespace bq::history
