#include "change/record.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>

#include "base/date.hpp"
#include "base/nearest.hpp"
#include "base/source.hpp"
#include "schema/value.hpp"
#include "yaml/emit.hpp"
#include "yaml/read.hpp"

namespace bq::change {
namespace {

using schema::Field;
using schema::Type;
using yaml::Content;

std::vector<std::string> split(std::string_view text, const std::vector<std::string_view>& separators) {
  std::vector<std::string> parts{""};
  while (!text.empty()) {
    const auto separator = std::ranges::find_if(separators, [&](std::string_view candidate) { return text.starts_with(candidate); });
    if (separator == separators.end()) {
      parts.back() += text.front();
      text.remove_prefix(1);
    } else {
      parts.emplace_back();
      text.remove_prefix(separator->size());
    }
  }
  return parts;
}

std::string trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  return first == std::string_view::npos ? std::string() : std::string(text.substr(first, text.find_last_not_of(" \t\r\n") + 1 - first));
}

/// The number of a list's item; absent for anything else.
std::optional<std::size_t> item_number(std::string_view text) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  constexpr std::size_t most_items = 1000;
  if (error != std::errc() || end != text.data() + text.size() || number == 0 || number > most_items) return std::nullopt;
  return number;
}

bool is_bare_type(Type type) { return type == Type::integer || type == Type::decimal || type == Type::boolean || type == Type::date || type == Type::month; }

/// Writes inputs into a mapping one after another.
class Builder {
 public:
  Builder(const schema::Kind& kind, Keys keys, const schema::Vocabulary& vocabulary, std::vector<InputFault>& faults)
      : kind_(kind), keys_(keys), vocabulary_(vocabulary), faults_(faults) {}

  void put(Content& mapping, const Field& object, std::size_t number, const Input& input) {
    input_ = number;
    if (trimmed(input.value).empty()) return;
    const std::vector<std::string> path = split(input.path, {"."});
    put(mapping, object, path, 0, input.value);
  }

 private:
  const schema::Kind& kind_;
  Keys keys_;
  const schema::Vocabulary& vocabulary_;
  std::vector<InputFault>& faults_;
  std::size_t input_ = 0;

  void fail(Fault fault) { faults_.push_back({input_, std::move(fault)}); }

  /// The place for `field` in a mapping, in the order of the schema; made when it is not there.
  Content& place_of(Content& mapping, const Field& object, const Field& field) const {
    const auto rank = [&](const std::string& key) {
      return std::ranges::find_if(object.fields, [&](const Field& one) { return key_of(one, keys_) == key; }) - object.fields.begin();
    };
    const std::string& key = key_of(field, keys_);
    const auto known = std::ranges::find(mapping.entries, key, &yaml::ContentEntry::key);
    if (known != mapping.entries.end()) return known->value;
    const auto behind = std::ranges::find_if(mapping.entries, [&](const yaml::ContentEntry& entry) { return rank(entry.key) > rank(key); });
    return mapping.entries.insert(behind, {key, Content{}})->value;
  }

  [[nodiscard]] bool holds(const Content& mapping, const Field& field) const {
    return std::ranges::find(mapping.entries, key_of(field, keys_), &yaml::ContentEntry::key) != mapping.entries.end();
  }

  void put(Content& mapping, const Field& object, const std::vector<std::string>& path, std::size_t at, const std::string& value) {
    const Field* field = find_by_key(object, trimmed(path[at]));
    if (field == nullptr) return fail(unknown_field(object, path[at]));
    const bool is_last = at + 1 == path.size();
    if (field->type == Type::object) {
      if (is_last) return fail(wrong_type(*field, value));
      Content& inner = place_of(mapping, object, *field);
      inner.kind = yaml::NodeKind::mapping;
      return put(inner, *field, path, at + 1, value);
    }
    if (field->type == Type::list) return put_in_list(mapping, object, *field, path, at + 1, value);
    if (!is_last) return fail(unknown_field(*field, path[at + 1]));
    if (auto scalar = scalar_of(*field, value)) place_of(mapping, object, *field) = std::move(*scalar);
  }

  void put_in_list(Content& mapping, const Field& object, const Field& list, const std::vector<std::string>& path, std::size_t at, const std::string& value) {
    const Field& description = list.item.front();
    if (description.type != Type::object) {
      if (at < path.size()) return fail(unknown_field(list, path[at]));
      for (const std::string& part : split(value, {",", "，", "、", ";", "；"})) {
        if (trimmed(part).empty()) continue;
        auto scalar = scalar_of(description, part);
        if (!scalar) continue;
        Content& items = place_of(mapping, object, list);
        items.kind = yaml::NodeKind::sequence;
        items.items.push_back(std::move(*scalar));
      }
      return;
    }
    const auto number = at < path.size() ? item_number(trimmed(path[at])) : std::nullopt;
    if (number) ++at;
    if (at >= path.size()) return fail(wrong_type(list, value));
    Content& items = place_of(mapping, object, list);
    items.kind = yaml::NodeKind::sequence;
    const Field* inner = find_by_key(description, trimmed(path[at]));
    const bool begins_next = items.items.empty() || (inner != nullptr && at + 1 == path.size() && holds(items.items.back(), *inner));
    std::size_t wanted = items.items.size() + (begins_next ? 1 : 0);
    if (number) wanted = std::max(*number, items.items.size());
    while (items.items.size() < wanted) items.items.push_back(yaml::mapping({}));
    put(items.items[number ? *number - 1 : wanted - 1], description, path, at, value);
  }

  /// The value as the field has it; absent when it doesn't fit, which is then a fault.
  std::optional<Content> scalar_of(const Field& field, const std::string& value) {
    const bool is_prose = field.type == Type::text && field.choices.empty() && field.list.empty() && field.refs.empty();
    std::string text = is_prose && value.find('\n') != std::string::npos ? value : trimmed(value);
    if (const auto day = field.type == Type::date ? parse_written_date(text) : std::nullopt) text = to_string(*day);
    // The check reads a node of a document, so the text becomes one.
    const Source source("", yaml::quoted(text, '"'));
    const yaml::Reading reading = yaml::read(source);
    const auto node = reading.document.root();
    if (!node) {
      fail(reading.faults.empty() ? wrong_type(field, text) : reading.faults.front());
      return std::nullopt;
    }
    schema::Typed typed = schema::type_value(field, *node, vocabulary_);
    if (typed.fault) {
      fail(std::move(*typed.fault));
      return std::nullopt;
    }
    if (field.type == Type::boolean) {
      const bool yes = std::get<std::int64_t>(typed.value) != 0;
      return yaml::scalar(keys_ == Keys::titles ? (yes ? "是" : "否") : (yes ? "true" : "false"), yaml::Form::typed);
    }
    if (const auto* stored = std::get_if<std::string_view>(&typed.value)) return yaml::scalar(written(field, *stored), form_of(field));
    return yaml::scalar(text, form_of(field));
  }

  static yaml::Form form_of(const Field& field) { return is_bare_type(field.type) ? yaml::Form::typed : yaml::Form::text; }

  /// A labelled value in the language of the file.
  [[nodiscard]] std::string written(const Field& field, std::string_view stored) const {
    const auto list = vocabulary_.find(field.list);
    const std::vector<schema::Choice>& choices = field.choices.empty() && list != vocabulary_.end() ? list->second : field.choices;
    const auto choice = std::ranges::find(choices, stored, &schema::Choice::value);
    if (keys_ == Keys::names || choice == choices.end() || choice->title.empty()) return std::string(stored);
    return choice->title;
  }

  [[nodiscard]] Fault unknown_field(const Field& object, const std::string& found) const {
    std::vector<std::string> known;
    for (const Field& field : object.fields) known.push_back(key_of(field, keys_));
    for (const Field& field : object.fields) known.push_back(key_of(field, keys_ == Keys::names ? Keys::titles : Keys::names));
    return {"unknown-field",
            {},
            {{"found", found},
             {"nearest", nearest(found, known).value_or("")},
             {"where_zh", object.title.empty() ? kind_.root.title : object.title},
             {"where_en", object.name.empty() ? kind_.name : object.name}}};
  }

  static Fault wrong_type(const Field& field, const std::string& value) {
    const Text expected = schema::describe(field.type);
    return {
        "wrong-type", {}, {{"field_zh", field.title}, {"field_en", field.name}, {"value", value}, {"expected_zh", expected.zh}, {"expected_en", expected.en}}};
  }
};

}  // namespace

const std::string& key_of(const Field& field, Keys keys) { return keys == Keys::titles && !field.title.empty() ? field.title : field.name; }

const Field* find_by_key(const Field& object, std::string_view key) {
  const auto position = object.positions.find(key);
  return position == object.positions.end() ? nullptr : &object.fields[position->second];
}

std::optional<yaml::NodeRef> find_value(yaml::NodeRef mapping, const Field& field) {
  auto value = mapping.find(field.name);
  return value ? value : mapping.find(field.title);
}

std::optional<Keys> keys_of(const yaml::Document& document, const schema::Kind& kind) {
  auto record = document.root();
  if (record && record->is_sequence()) {
    const auto items = record->items();
    record = items.begin() == items.end() ? std::nullopt : std::optional(*items.begin());
  }
  if (!record) return std::nullopt;
  for (const auto& [key, value] : record->entries()) {
    if (schema::find_field(kind.root, key.text()) != nullptr) return Keys::names;
    if (find_by_key(kind.root, key.text()) != nullptr) return Keys::titles;
  }
  return std::nullopt;
}

Content build_mapping(const schema::Kind& kind, const Field& description, const std::vector<Input>& inputs, Keys keys, const schema::Vocabulary& vocabulary,
                      std::vector<InputFault>& faults) {
  Content mapping = yaml::mapping({});
  Builder builder(kind, keys, vocabulary, faults);
  for (std::size_t i = 0; i < inputs.size(); ++i) builder.put(mapping, description, i, inputs[i]);
  return mapping;
}

}  // namespace bq::change
