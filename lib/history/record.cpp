#include "history/record.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <variant>

#include <fmt/format.h>

#include "base/decimal.hpp"
#include "schema/value.hpp"
#include "yaml/read.hpp"

namespace bq::history {
namespace {

using schema::Field;
using schema::Type;
using yaml::Content;
using yaml::NodeRef;

/// A scalar as the index stores it; one that its field does not take stays what was written.
std::string stored(NodeRef node, const Field* field, const schema::Vocabulary& vocabulary) {
  const bool is_typed = field != nullptr && field->type != Type::object && field->type != Type::list;
  const schema::Typed typed = is_typed ? schema::type_value(*field, node, vocabulary) : schema::Typed{};
  if (const auto* text = std::get_if<std::string_view>(&typed.value)) return std::string(*text);
  const auto* number = std::get_if<std::int64_t>(&typed.value);
  if (number == nullptr) return std::string(node.text());
  if (field->type == Type::boolean) return *number == 0 ? "false" : "true";
  return field->type == Type::decimal ? to_string(Decimal{*number}) : std::to_string(*number);
}

/// Puts values in their common form.
class Reader {
 public:
  explicit Reader(const schema::Vocabulary& vocabulary) : vocabulary_(vocabulary) {}

  [[nodiscard]] Content read(NodeRef node, const Field* field) const {
    if (node.is_scalar()) return yaml::scalar(stored(node, field, vocabulary_));
    if (node.is_mapping()) return read_mapping(node, field);
    const Field* item = field != nullptr && !field->item.empty() ? &field->item.front() : nullptr;
    std::vector<Content> items;
    for (const NodeRef one : node.items()) items.push_back(read(one, item));
    return yaml::sequence(std::move(items));
  }

 private:
  const schema::Vocabulary& vocabulary_;

  [[nodiscard]] Content read_mapping(NodeRef node, const Field* object) const {
    std::map<std::pair<std::size_t, std::string>, Content> entries;  // by place in the schema; what it does not know comes last
    for (const auto& [key, value] : node.entries()) {
      if (value.is_scalar() && value.is_missing()) continue;
      const auto place = object == nullptr ? schema::KeyPositions::const_iterator() : object->positions.find(key.text());
      const bool is_known = object != nullptr && place != object->positions.end();
      const Field* field = is_known ? &object->fields[place->second] : nullptr;
      entries.try_emplace({is_known ? place->second : SIZE_MAX, is_known ? field->name : std::string(key.text())}, read(value, field));
    }
    std::vector<yaml::ContentEntry> result;
    for (auto& [place, value] : entries) result.push_back({place.second, std::move(value)});
    return yaml::mapping(std::move(result));
  }
};

std::string id_in(const Content& record, const schema::Kind& kind) {
  if (kind.key.empty()) return kind.name;
  std::string id;
  for (const std::string& name : kind.key) {
    const auto entry = std::ranges::find(record.entries, name, &yaml::ContentEntry::key);
    if (entry != record.entries.end()) id += (id.empty() ? "" : " ") + entry->value.text;
  }
  return id;
}

}  // namespace

Records read_records(const Source& source, const schema::Kind& kind, const schema::Vocabulary& vocabulary) {
  const yaml::Reading reading = yaml::read(source);
  Records result{{}, reading.whole};
  const std::optional<NodeRef> root = reading.document.root();
  if (!root) return result;
  const Reader reader(vocabulary);
  std::map<std::string, std::size_t> times;
  const auto add = [&](NodeRef node) {
    if (!node.is_mapping()) return;
    Content content = reader.read(node, &kind.root);
    std::string id = id_in(content, kind);
    if (const std::size_t time = ++times[id]; time > 1) id += fmt::format(" ({})", time);
    result.records.push_back({&kind, std::move(id), std::move(content)});
  };
  if (root->is_mapping()) add(*root);
  for (const NodeRef item : root->items()) add(item);
  return result;
}

bool same(const Content& one, const Content& other) {
  const auto same_entry = [](const yaml::ContentEntry& a, const yaml::ContentEntry& b) { return a.key == b.key && same(a.value, b.value); };
  return one.kind == other.kind && one.text == other.text && std::ranges::equal(one.items, other.items, same) &&
         std::ranges::equal(one.entries, other.entries, same_entry);
}

}  // namespace bq::history
