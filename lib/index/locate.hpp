#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/source.hpp"
#include "schema/walk.hpp"

namespace bq::index {

/// A record of a file: the number of its first and last row, and its bytes.
struct RecordPlace {
  schema::Ordinal first = 0;
  schema::Ordinal last = 0;
  Span span;
};

/// Where rows and fields of one file stand, found by reading again only the records that are asked for.
class Places {
 public:
  /// Notes that a place is wanted; `field` empty means the row itself.
  void want(schema::Ordinal row, const std::string& field);

  /// Finds all that is wanted; `records` are those of the file that hold a wanted row.
  void find(const Source& source, const schema::Kind& kind, const schema::Vocabulary& vocabulary, const std::vector<RecordPlace>& records);

  /// The rows that are wanted, in order.
  [[nodiscard]] std::vector<schema::Ordinal> rows() const;

  /// The bytes of the field; of the row's identity (or its first line) where the field is absent. An empty span when there is no such row.
  [[nodiscard]] Span at(schema::Ordinal row, const std::string& field) const;

 private:
  struct Wanted {
    Span row;
    std::map<std::string, Span> fields;
  };
  std::map<schema::Ordinal, Wanted> wanted_;

  friend class PlaceSink;
};

}  // namespace bq::index
