#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/fault.hpp"
#include "schema/kind.hpp"
#include "yaml/content.hpp"
#include "yaml/document.hpp"

namespace bq::change {

/// A value that somebody gives to a field. The path goes by names or titles, with dots between a field and the ones inside it; a number after a
/// list says which item, counted from 1, and without one a field that is there already begins the next: `head.name`, `visitors.2.post`.
struct Input {
  std::string path;
  std::string value;
};

/// What is wrong with one of the inputs, in the rules' own terms; its span says nothing.
struct InputFault {
  std::size_t input = 0;
  Fault fault;
};

/// In which language a file's keys and labelled values are written.
enum class Keys { names, titles };

/// Puts inputs together as the mapping `description` (the root of `kind`, or the item of a list of it): fields in the order of the schema, values checked
/// and labelled as the field has them. Several values of a list of texts may stand in one input, with commas between. An empty value is none.
/// What does not fit is left out and added to `faults`.
[[nodiscard]] yaml::Content build_mapping(const schema::Kind& kind, const schema::Field& description, const std::vector<Input>& inputs, Keys keys,
                                          const schema::Vocabulary& vocabulary, std::vector<InputFault>& faults);

/// How `field` is called in such a file.
[[nodiscard]] const std::string& key_of(const schema::Field& field, Keys keys);

/// The field of an object by its name or title; null when there is none.
[[nodiscard]] const schema::Field* find_by_key(const schema::Field& object, std::string_view key);

/// The value of a field in a mapping, whatever its key is written as; absent when there is none.
[[nodiscard]] std::optional<yaml::NodeRef> find_value(yaml::NodeRef mapping, const schema::Field& field);

/// How the keys of a file are written, as its first key decides; absent when it has none that `kind` knows.
[[nodiscard]] std::optional<Keys> keys_of(const yaml::Document& document, const schema::Kind& kind);

}  // namespace bq::change
