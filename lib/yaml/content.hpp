#pragma once

#include <string>
#include <vector>

#include "yaml/document.hpp"

namespace bq::yaml {

/// How a scalar is meant: `text` must be read as that text by every reader of YAML; `typed` is a number, a date or a truth value, which are
/// written bare.
enum class Form { text, typed };

struct ContentEntry;

/// What is to be written: a scalar, a list or a mapping. Owns all of it.
struct Content {
  NodeKind kind = NodeKind::scalar;
  std::string text;                   ///< Of a scalar, valid UTF-8.
  Form form = Form::text;             ///< Of a scalar.
  std::vector<Content> items;         ///< Of a sequence.
  std::vector<ContentEntry> entries;  ///< Of a mapping, in the order of writing.
};

/// One entry of a mapping.
struct ContentEntry {
  std::string key;
  Content value;
};

/// A scalar.
[[nodiscard]] Content scalar(std::string text, Form form = Form::text);

/// A sequence.
[[nodiscard]] Content sequence(std::vector<Content> items);

/// A mapping.
[[nodiscard]] Content mapping(std::vector<ContentEntry> entries);

/// A copy of what stands in a document, to be written anew: scalars that stand in quotes are texts, bare ones stay bare.
[[nodiscard]] Content content_of(NodeRef node);

}  // namespace bq::yaml
