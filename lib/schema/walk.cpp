#include "schema/walk.hpp"

#include <algorithm>

#include "base/date.hpp"
#include "base/nearest.hpp"
#include "schema/value.hpp"

namespace bq::schema {
namespace {

using yaml::NodeRef;

bool is_present(const Value& value) { return !std::holds_alternative<std::monostate>(value); }

/// One mapping while it is walked: what stands in it, by the position of the field in its object.
struct Standing {
  std::vector<Value> values;
  std::vector<std::optional<NodeRef>> nodes;  // set for each field that stands, even where its value is faulty
};

class Walker {
 public:
  Walker(const Kind& kind, const Vocabulary& vocabulary, Sink& sink) : kind_(kind), vocabulary_(vocabulary), sink_(sink) {}

  void file(NodeRef root) {
    if (root.is_sequence()) {
      for (NodeRef item : root.items()) row(kind_.root, item);
    } else if (!root.is_missing()) {
      row(kind_.root, root);
    }
  }

 private:
  const Kind& kind_;
  const Vocabulary& vocabulary_;
  Sink& sink_;
  Ordinal last_ = 0;
  std::optional<bool> titles_;  // whether the keys of this file are titles; the first key decides

  void row(const Field& description, NodeRef node) {
    sink_.open_row(description.table, ++last_, node);
    if (description.type == Type::object) {
      object(description, node, node.span());
    } else {
      scalar(description, node);
    }
    sink_.close_row(last_);
  }

  void object(const Field& description, NodeRef node, Span place) {
    if (!node.is_mapping()) {
      const Text expected = describe(Type::object);
      sink_.fault({"wrong-type",
                   node.span(),
                   {{"field_zh", description.title},
                    {"field_en", description.name},
                    {"value", std::string(node.text())},
                    {"expected_zh", expected.zh},
                    {"expected_en", expected.en}}});
      return;
    }
    Standing standing{std::vector<Value>(description.fields.size()), std::vector<std::optional<NodeRef>>(description.fields.size())};
    for (auto [key, value] : node.entries()) entry(description, standing, key, value);
    complete(description, standing, place);
  }

  void entry(const Field& description, Standing& standing, NodeRef key, NodeRef value) {
    const auto position = find(description, key);
    if (!position || standing.nodes[*position]) return;
    const Field& field = description.fields[*position];
    if (value.is_missing()) return;
    standing.nodes[*position] = value;
    if (field.type == Type::object) {
      object(field, value, key.span());
    } else if (field.type == Type::list) {
      list(field, value);
    } else {
      standing.values[*position] = scalar(field, value);
    }
  }

  /// The position of the field that `key` names; says so when it names none.
  std::optional<std::size_t> find(const Field& description, NodeRef key) {
    const auto known = description.positions.find(key.text());
    if (known != description.positions.end()) {
      const Field& field = description.fields[known->second];
      if (field.name != field.title) language(field, key, field.name != key.text());
      return known->second;
    }
    return find_retired(description, key);
  }

  void language(const Field& field, NodeRef key, bool is_title) {
    if (!titles_) titles_ = is_title;
    if (*titles_ != is_title) {
      sink_.fault({"mixed-key-language", key.span(), {{"found", std::string(key.text())}, {"expected", *titles_ ? field.title : field.name}}});
    }
  }

  std::optional<std::size_t> find_retired(const Field& description, NodeRef key) {
    const std::string_view text = key.text();
    for (std::size_t i = 0; i < description.fields.size(); ++i) {
      const Field& field = description.fields[i];
      if (std::ranges::find(field.formerly, text) == field.formerly.end()) continue;
      sink_.fault({"renamed-field", key.span(), {{"found", std::string(text)}, {"expected", titles_.value_or(false) ? field.title : field.name}}});
      return i;
    }
    std::vector<std::string> known;
    for (const Field& field : description.fields) known.push_back(titles_.value_or(false) ? field.title : field.name);
    for (const Field& field : description.fields) known.push_back(titles_.value_or(false) ? field.name : field.title);
    sink_.fault({"unknown-field",
                 key.span(),
                 {{"found", std::string(text)},
                  {"nearest", nearest(text, known).value_or("")},
                  {"where_zh", place_title(description)},
                  {"where_en", place_name(description)}}});
    return std::nullopt;
  }

  Value scalar(const Field& field, NodeRef node) {
    Typed typed = type_value(field, node, vocabulary_);
    if (typed.fault) sink_.fault(std::move(*typed.fault));
    sink_.cell(field.column, typed.value, node);
    return typed.value;
  }

  void list(const Field& field, NodeRef node) {
    if (!node.is_sequence()) {
      const Text expected = describe(Type::list);
      sink_.fault({"wrong-type",
                   node.span(),
                   {{"field_zh", field.title},
                    {"field_en", field.name},
                    {"value", std::string(node.text())},
                    {"expected_zh", expected.zh},
                    {"expected_en", expected.en}}});
      return;
    }
    std::string_view before;
    for (NodeRef item : node.items()) {
      row(field.item.front(), item);
      if (!field.ascending.empty()) before = in_order(field, item, before);
    }
    if (field.min_items && static_cast<std::int64_t>(node.items().size()) < *field.min_items) {
      sink_.fault({"missing-field", node.span(), {{"field_zh", field.title}, {"field_en", field.name}, {"where", kind_.root.title}}});
    }
  }

  /// Complains when the item's day lies before the one of the item above; returns the later of the two.
  std::string_view in_order(const Field& list, NodeRef item, std::string_view before) {
    const Field* field = find_field(list.item.front(), list.ascending);
    auto node = item.find(list.ascending);
    if (!node && field != nullptr) node = item.find(field->title);
    if (!node || !node->is_scalar() || !parse_date(node->text())) return before;
    if (node->text() >= before) return node->text();
    sink_.fault({"not-ascending",
                 node->span(),
                 {{"field_zh", list.title}, {"field_en", list.name}, {"value", std::string(node->text())}, {"previous", std::string(before)}}});
    return before;
  }

  /// What only the whole mapping shows: defaults, what is missing, what must not stand here.
  void complete(const Field& description, Standing& standing, Span place) {
    for (const std::size_t i : description.whole) {
      const Field& field = description.fields[i];
      if (standing.nodes[i]) {
        if (!field.only.empty() && !holds(description, standing, field.only)) misplaced(description, standing, field, *standing.nodes[i]);
      } else if (field.required || holds(description, standing, field.needs)) {
        missing(description, standing, field, place);
      }
    }
    if (!description.one_of.empty()) exactly_one(description, standing, place);
    fill_defaults(description, standing);
  }

  void fill_defaults(const Field& description, const Standing& standing) {
    for (const std::size_t i : description.whole) {
      const Field& field = description.fields[i];
      if (standing.nodes[i] || !field.default_value) continue;
      if (!field.only.empty() && !holds(description, standing, field.only)) continue;
      sink_.absent(field.column, default_value(field));
    }
  }

  static bool holds(const Field& description, const Standing& standing, const Alternatives& alternatives) {
    return std::ranges::any_of(alternatives, [&](const std::vector<Condition>& all) {
      return std::ranges::all_of(all, [&](const Condition& condition) { return holds(description, standing, condition); });
    });
  }

  static bool holds(const Field& description, const Standing& standing, const Condition& condition) {
    if (!condition.position) return false;
    const std::size_t position = *condition.position;
    if (condition.values.empty()) return standing.nodes[position].has_value();
    Value value = standing.values[position];
    if (!standing.nodes[position]) value = default_value(description.fields[position]);
    if (!is_present(value)) return false;
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      return std::ranges::find(condition.values, *number != 0 ? "true" : "false") != condition.values.end();
    }
    return std::ranges::find(condition.values, std::get<std::string_view>(value)) != condition.values.end();
  }

  /// The value of a field as people read it, to say in what context another is missing or out of place.
  static Text value_of(const Field& description, const Standing& standing, std::string_view name) {
    const auto deciding = std::ranges::find(description.fields, name, &Field::name);
    if (deciding == description.fields.end()) return {};
    const auto& node = standing.nodes[static_cast<std::size_t>(deciding - description.fields.begin())];
    for (const Choice& choice : deciding->choices) {
      if (node && (choice.value == node->text() || choice.title == node->text())) return {choice.title, choice.value};
    }
    return node ? Text{std::string(node->text()), std::string(node->text())} : Text{deciding->title, deciding->name};
  }

  void misplaced(const Field& description, const Standing& standing, const Field& field, NodeRef node) {
    const Text where = value_of(description, standing, field.only.front().front().field);
    sink_.fault({"misplaced-field", node.span(), {{"field_zh", field.title}, {"field_en", field.name}, {"where_zh", where.zh}, {"where_en", where.en}}});
  }

  void missing(const Field& description, const Standing& standing, const Field& field, Span place) {
    Text where = field.needs.empty() ? Text{} : value_of(description, standing, field.needs.front().front().field);
    if (where.empty()) where = {place_title(description), place_name(description)};
    sink_.fault({"missing-field", place, {{"field_zh", field.title}, {"field_en", field.name}, {"where_zh", where.zh}, {"where_en", where.en}}});
  }

  /// What a mapping is called: the items of a list have no name of their own and go by their kind's.
  [[nodiscard]] const std::string& place_title(const Field& description) const { return description.title.empty() ? kind_.root.title : description.title; }
  [[nodiscard]] const std::string& place_name(const Field& description) const { return description.name.empty() ? kind_.name : description.name; }

  void exactly_one(const Field& description, const Standing& standing, Span place) {
    Text names;
    std::optional<NodeRef> second;
    int found = 0;
    for (std::size_t i = 0; i < description.fields.size(); ++i) {
      const Field& field = description.fields[i];
      if (std::ranges::find(description.one_of, field.name) == description.one_of.end()) continue;
      names = {names.zh + (names.zh.empty() ? "" : "、") + field.title, names.en + (names.en.empty() ? "" : ", ") + field.name};
      if (standing.nodes[i] && ++found == 2) second = standing.nodes[i];
    }
    if (found == 1) return;
    sink_.fault({"one-of-fields", second ? second->span() : place, {{"fields_zh", names.zh}, {"fields_en", names.en}, {"count", std::to_string(found)}}});
  }
};

}  // namespace

void walk(NodeRef root, const Kind& kind, const Vocabulary& vocabulary, Sink& sink) { Walker(kind, vocabulary, sink).file(root); }

}  // namespace bq::schema
