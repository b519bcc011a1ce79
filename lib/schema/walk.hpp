#pragma once

#include <cstdint>
#include <string_view>
#include <variant>

#include "base/fault.hpp"
#include "schema/kind.hpp"
#include "yaml/document.hpp"

namespace bq::schema {

/// A typed value as the index stores it: nothing, a whole number (decimals in millionths, booleans 0 and 1), or a text.
/// A text points into the document, the kind or the vocabulary.
using Value = std::variant<std::monostate, std::int64_t, std::string_view>;

/// A row's number in its file: records and their list items are numbered together in document order, from 1.
using Ordinal = std::uint32_t;

/// What a walk tells: rows as they open and close, their cells, and the faults of shape. Every method may be left out.
class Sink {
 public:
  virtual ~Sink() = default;
  /// A row begins; `node` is its mapping, or the scalar of a list of scalars.
  virtual void open_row(std::uint32_t /*table*/, Ordinal /*ordinal*/, yaml::NodeRef /*node*/) {}
  /// A value of the innermost open row; nothing where the value failed its check.
  virtual void cell(std::uint32_t /*column*/, const Value& /*value*/, yaml::NodeRef /*node*/) {}
  /// A field that is absent and has a default.
  virtual void absent(std::uint32_t /*column*/, const Value& /*value*/) {}
  /// The innermost open row ends; all rows up to `last` are inside it.
  virtual void close_row(Ordinal /*last*/) {}
  virtual void fault(Fault /*fault*/) {}
};

/// Walks all records of one file: checks them against `kind`, types their values and tells `sink`.
/// The root is one record (a mapping) or a list of records; nothing at all is no records.
void walk(yaml::NodeRef root, const Kind& kind, const Vocabulary& vocabulary, Sink& sink);

}  // namespace bq::schema
