#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/source.hpp"
#include "schema/walk.hpp"

namespace bq::index {

/// Where rows and fields of one file stand, found by walking its text again.
class Places {
 public:
  /// Notes that a place is wanted; `field` empty means the row itself.
  void want(schema::Ordinal row, const std::string& field);

  /// Walks the text once and finds all that is wanted.
  void find(const Source& source, const schema::Kind& kind, const schema::Vocabulary& vocabulary);

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
