#include "schema/export.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace bq::schema {
namespace {

using Json = nlohmann::ordered_json;

/// Writes one kind in one language.
class Exporter {
 public:
  Exporter(const Vocabulary& lists, Language language) : lists_(lists), language_(language) {}

  [[nodiscard]] Json object(const Field& field) const {
    Json json;
    json["type"] = "object";
    json["properties"] = Json::object();
    Json required = Json::array();
    for (const Field& property : field.fields) {
      json["properties"][key(property)] = of(property);
      if (property.required) required.push_back(key(property));
    }
    if (!required.empty()) json["required"] = std::move(required);
    json["additionalProperties"] = false;
    Json all = Json::array();
    if (!field.one_of.empty()) all.push_back(exactly_one(field));
    for (const Field& property : field.fields) add_conditions(field, property, all);
    if (!all.empty()) json["allOf"] = std::move(all);
    return json;
  }

 private:
  const Vocabulary& lists_;
  Language language_;

  [[nodiscard]] const std::string& key(const Field& field) const { return language_ == Language::zh ? field.title : field.name; }

  [[nodiscard]] Json of(const Field& field) const {
    Json json = field.type == Type::object ? object(field) : field.type == Type::list ? list(field) : scalar(field);
    Json result;
    result["title"] = field.title;
    if (!field.description.empty()) result["description"] = field.description.in(language_);
    result.update(json);
    if (!field.examples.empty()) result["examples"] = field.examples;
    return result;
  }

  [[nodiscard]] Json list(const Field& field) const {
    Json json;
    json["type"] = "array";
    json["items"] = of_item(field.item.front());
    if (field.min_items) json["minItems"] = *field.min_items;
    return json;
  }

  [[nodiscard]] Json of_item(const Field& item) const { return item.type == Type::object ? object(item) : scalar(item); }

  [[nodiscard]] static Json labels(const std::vector<Choice>& choices) {
    Json values = Json::array();
    for (const Choice& choice : choices) values.push_back(choice.value);
    for (const Choice& choice : choices) {
      if (choice.title != choice.value) values.push_back(choice.title);
    }
    return values;
  }

  [[nodiscard]] Json scalar(const Field& field) const {
    if (!field.choices.empty()) return {{"type", "string"}, {"enum", labels(field.choices)}};
    Json json;
    switch (field.type) {
      case Type::integer:
        json = {{"type", {"integer", "string"}}, {"pattern", "^-?[0-9]+$"}};
        break;
      case Type::decimal:
        json = {{"type", {"number", "string"}}, {"pattern", "^-?[0-9]+(\\.[0-9]{1,6})?$"}};
        break;
      case Type::boolean:
        return {{"enum", {true, false, "是", "否"}}};
      case Type::date:
        json = {{"type", "string"}, {"pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}, {"format", "date"}};
        break;
      case Type::month:
        json = {{"type", "string"}, {"pattern", "^[0-9]{4}-(0[1-9]|1[0-2])$"}};
        break;
      case Type::uscc:
        json = {{"type", "string"}, {"pattern", "^[0-9A-HJ-NPQRTUWXY]{18}$"}};
        break;
      default:
        json["type"] = {"string", "number", "boolean"};
        break;  // other readers make a number of a code written without quotes
    }
    if (!field.pattern.empty()) json["pattern"] = field.pattern;
    if (field.min_length) json["minLength"] = *field.min_length;
    if (field.max_length) json["maxLength"] = *field.max_length;
    if (field.minimum) json["minimum"] = static_cast<double>(field.minimum->millionths) / static_cast<double>(Decimal::scale);
    if (field.maximum) json["maximum"] = static_cast<double>(field.maximum->millionths) / static_cast<double>(Decimal::scale);
    if (field.default_value) json["default"] = *field.default_value;
    if (const auto known = lists_.find(field.list); !field.list.empty() && known != lists_.end()) json["examples"] = labels(known->second);
    return json;
  }

  [[nodiscard]] Json exactly_one(const Field& field) const {
    Json options = Json::array();
    for (const std::string& name : field.one_of) {
      if (const Field* member = find_field(field, name)) options.push_back({{"required", {key(*member)}}});
    }
    return {{"oneOf", std::move(options)}};
  }

  [[nodiscard]] Json condition(const Field& object, const std::vector<Condition>& all) const {
    Json properties = Json::object();
    Json required = Json::array();
    for (const Condition& one : all) {
      const Field* field = find_field(object, one.field);
      if (field == nullptr) continue;
      required.push_back(key(*field));
      if (!one.values.empty()) properties[key(*field)] = {{"enum", accepted(*field, one.values)}};
    }
    Json json;
    if (!properties.empty()) json["properties"] = std::move(properties);
    json["required"] = std::move(required);
    return json;
  }

  /// The values in every form in which a file may write them.
  [[nodiscard]] static Json accepted(const Field& field, const std::vector<std::string>& values) {
    Json result = Json::array();
    for (const std::string& value : values) {
      if (field.type == Type::boolean) {
        result.push_back(value == "true");
        result.push_back(value == "true" ? "是" : "否");
        continue;
      }
      result.push_back(value);
      const auto choice = std::ranges::find(field.choices, value, &Choice::value);
      if (choice != field.choices.end() && choice->title != value) result.push_back(choice->title);
    }
    return result;
  }

  /// A condition on a field that has a default holds for its absence too, which JSON Schema cannot say briefly; such ones are left to bqtool.
  [[nodiscard]] static bool leans_on_default(const Field& object, const Alternatives& alternatives) {
    return std::ranges::any_of(alternatives, [&](const std::vector<Condition>& all) {
      return std::ranges::any_of(all, [&](const Condition& one) {
        const Field* field = find_field(object, one.field);
        return field != nullptr && field->default_value.has_value();
      });
    });
  }

  [[nodiscard]] Json any(const Field& object, const Alternatives& alternatives) const {
    Json options = Json::array();
    for (const std::vector<Condition>& all : alternatives) options.push_back(condition(object, all));
    return options.size() == 1 ? options[0] : Json{{"anyOf", std::move(options)}};
  }

  void add_conditions(const Field& object, const Field& property, Json& all) const {
    if (!property.needs.empty() && !leans_on_default(object, property.needs)) {
      all.push_back({{"if", any(object, property.needs)}, {"then", {{"required", {key(property)}}}}});
    }
    if (!property.only.empty() && !leans_on_default(object, property.only)) {
      all.push_back({{"if", {{"required", {key(property)}}}}, {"then", any(object, property.only)}});
    }
  }
};

}  // namespace

std::string export_json(const Kind& kind, const Vocabulary& lists, Language language) {
  const Exporter exporter(lists, language);
  Json record = exporter.object(kind.root);
  Json json;
  json["$schema"] = "https://json-schema.org/draft/2020-12/schema";
  json["title"] = kind.root.title;
  if (!kind.root.description.empty()) json["description"] = kind.root.description.in(language);
  if (kind.file.empty()) {
    json["$defs"] = {{"record", std::move(record)}};
    json["anyOf"] = {{{"$ref", "#/$defs/record"}}, {{"type", "array"}, {"items", {{"$ref", "#/$defs/record"}}}}, {{"type", "null"}}};
  } else {
    json.update(record);
  }
  return json.dump(2) + "\n";
}

}  // namespace bq::schema
