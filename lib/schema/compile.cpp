#include "schema/compile.hpp"

#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

#include "schema/layout.hpp"
#include "yaml/fields.hpp"

namespace bq::schema {
namespace {

using yaml::Fields;
using yaml::NodeRef;

/// What compiling one kind needs at every depth.
struct Compiler {
  std::vector<Fault>& faults;
  std::optional<NodeRef> definitions;  // `$defs` of the file
  int references = 0;                  // how deep in `$ref`s, to stop at a circle

  void complain(NodeRef at, std::string zh, std::string en) const { faults.push_back(yaml::mistake(at.span(), {std::move(zh), std::move(en)})); }

  Field field(std::string name, NodeRef node);
  void structure(Field& field, Fields& keys);
  void properties(Field& object, NodeRef node);
  void constraints(Field& field, Fields& keys);
  void annotations(Field& field, Fields& keys);
  std::vector<Choice> choices(NodeRef node);
  Alternatives alternatives(NodeRef node);
  std::vector<Condition> conditions(NodeRef node);
  void type(Field& field, Fields& keys);
  std::optional<Decimal> bound(Fields& keys, std::string_view name);
};

constexpr std::array<std::pair<std::string_view, Type>, 5> types{
    {{"object", Type::object}, {"array", Type::list}, {"string", Type::text}, {"integer", Type::integer}, {"boolean", Type::boolean}}};
constexpr std::array<std::pair<std::string_view, Type>, 4> formats{
    {{"date", Type::date}, {"month", Type::month}, {"uscc", Type::uscc}, {"decimal", Type::decimal}}};

void Compiler::type(Field& field, Fields& keys) {
  if (const auto node = keys.need("type")) {
    const auto found = std::ranges::find(types, node->text(), &std::pair<std::string_view, Type>::first);
    if (found != types.end()) {
      field.type = found->second;
    } else {
      complain(*node, "type 只能是 object、array、string、integer、boolean", "type must be object, array, string, integer or boolean");
    }
  }
  if (const auto node = keys.take("format")) {
    const auto found = std::ranges::find(formats, node->text(), &std::pair<std::string_view, Type>::first);
    if (found != formats.end() && field.type == Type::text) {
      field.type = found->second;
    } else {
      complain(*node, "format 只能是 date、month、uscc、decimal，且 type 为 string", "format must be date, month, uscc or decimal, of type string");
    }
  }
}

std::vector<Choice> Compiler::choices(NodeRef node) {
  std::vector<Choice> result;
  for (NodeRef item : node.items()) {
    Fields keys(item, faults);
    Choice choice{keys.text("const"), keys.text("title")};
    keys.finish();
    if (choice.value.empty() || choice.title.empty()) complain(item, "每个取值要有 const 和 title", "each value needs const and title");
    result.push_back(std::move(choice));
  }
  return result;
}

std::vector<Condition> Compiler::conditions(NodeRef node) {
  std::vector<Condition> result;
  for (auto [key, value] : node.entries()) result.push_back({std::string(key.text()), yaml::texts_of(value, faults), {}});
  if (result.empty()) complain(node, "这里应当写 {字段: [取值]}", "{field: [values]} belongs here");
  return result;
}

Alternatives Compiler::alternatives(NodeRef node) {
  Alternatives result;
  if (node.is_mapping()) result.push_back(conditions(node));
  for (NodeRef item : node.items()) result.push_back(conditions(item));
  return result;
}

std::optional<Decimal> Compiler::bound(Fields& keys, std::string_view name) {
  const auto node = keys.take(name);
  if (!node) return std::nullopt;
  auto value = parse_decimal(node->text());
  if (!value) complain(*node, "这里应当是一个数", "a number belongs here");
  return value;
}

void Compiler::constraints(Field& field, Fields& keys) {
  if (const auto node = keys.take("oneOf")) field.choices = choices(*node);
  field.pattern = keys.text("pattern");
  if (!field.pattern.empty()) {
    auto matcher = std::make_shared<const re2::RE2>(field.pattern, re2::RE2::Quiet);
    if (matcher->ok()) {
      field.matcher = std::move(matcher);
    } else {
      faults.push_back(yaml::mistake(keys.span(), {fmt::format("pattern 写错了：{}", matcher->error()), fmt::format("bad pattern: {}", matcher->error())}));
    }
  }
  field.min_length = keys.number("minLength");
  field.max_length = keys.number("maxLength");
  field.min_items = keys.number("minItems");
  field.minimum = bound(keys, "minimum");
  field.maximum = bound(keys, "maximum");
  if (const auto node = keys.take("default")) field.default_value = std::string(node->text());
  if (const auto node = keys.take("examples")) {
    for (NodeRef item : node->items()) {
      if (item.is_scalar()) field.examples.emplace_back(item.text());
    }
  }
}

/// Sets what stands beside a `$ref` too, so an absent annotation leaves the definition's own.
void Compiler::annotations(Field& field, Fields& keys) {
  const auto set = [](auto& target, auto value) {
    if (!value.empty()) target = std::move(value);
  };
  set(field.list, keys.text("x-list"));
  set(field.refs, keys.texts("x-ref"));
  set(field.formerly, keys.texts("x-formerly"));
  set(field.ascending, keys.text("x-ascending"));
  set(field.one_of, keys.texts("x-one-of"));
  field.unique = keys.flag("x-unique") || field.unique;
  field.is_private = keys.flag("x-private") || field.is_private;
  if (const auto node = keys.take("x-only")) field.only = alternatives(*node);
  if (const auto node = keys.take("x-needs")) field.needs = alternatives(*node);
}

void Compiler::properties(Field& object, NodeRef node) {
  for (auto [key, value] : node.entries()) {
    std::string name(key.text());
    if (!yaml::is_identifier(name)) {
      faults.push_back(yaml::bad_name(key.span(), name));
      continue;
    }
    Field made = field(name, value);
    const auto known = std::ranges::find(object.fields, name, &Field::name);
    if (known == object.fields.end()) {
      object.fields.push_back(std::move(made));
    } else {
      if (made.type != known->type) complain(value, fmt::format("不能改变“{}”的类型", name), fmt::format("the type of \"{}\" can't be changed", name));
      for (Choice& choice : made.choices) known->choices.push_back(std::move(choice));  // an extension adds labelled values
    }
  }
}

void Compiler::structure(Field& field, Fields& keys) {
  if (const auto node = keys.take("properties")) properties(field, *node);
  for (const std::string& name : keys.texts("required")) {
    const auto found = std::ranges::find(field.fields, name, &Field::name);
    if (found != field.fields.end()) {
      found->required = true;
    } else {
      faults.push_back(yaml::mistake(keys.span(), {fmt::format("required 里的“{}”不在 properties 里", name),
                                                   fmt::format("required names \"{}\", which is not among the properties", name)}));
    }
  }
  if (const auto node = keys.take("additionalProperties"); node && node->text() != "false") {
    complain(*node, "additionalProperties 只能是 false", "additionalProperties must be false");
  }
  if (const auto node = keys.take("items")) field.item.push_back(this->field("", *node));
}

Field Compiler::field(std::string name, NodeRef node) {
  Fields keys(node, faults);
  Field made;
  if (const auto reference = keys.take("$ref")) {
    constexpr std::string_view prefix = "#/$defs/";
    const std::string_view path = reference->text();
    const auto target = definitions && path.starts_with(prefix) ? definitions->find(path.substr(prefix.size())) : std::nullopt;
    if (target && references < 8) {
      ++references;
      made = field(name, *target);
      --references;
    } else {
      complain(*reference, fmt::format("$ref“{}”找不到定义", path), fmt::format("$ref \"{}\" leads to no definition", path));
    }
    if (std::string title = keys.text("title"); !title.empty()) made.title = std::move(title);
    if (Text description = keys.bilingual("description"); !description.empty()) made.description = std::move(description);
    annotations(made, keys);
    keys.finish();
    return made;
  }
  made.name = std::move(name);
  made.title = keys.text("title");
  made.description = keys.bilingual("description");
  type(made, keys);
  constraints(made, keys);
  annotations(made, keys);
  structure(made, keys);
  keys.finish();
  if (made.type == Type::list && made.item.empty()) complain(node, "列表要写 items", "a list needs items");
  if (made.type == Type::list && made.item.empty()) made.item.emplace_back();
  if (!made.name.empty() && made.title.empty()) made.title = made.name;
  return made;
}

void read_header(Kind& kind, Fields& keys) {
  kind.folder = keys.text("x-folder");
  kind.file = keys.text("x-file");
  kind.id_namespace = keys.text("x-namespace");
  kind.key = keys.texts("x-key");
  kind.label = keys.text("x-label");
  kind.confidential = keys.text("x-confidential");
  if (kind.id_namespace.empty()) kind.id_namespace = kind.name;
  if (kind.key.empty() && kind.file.empty()) kind.key = {"id"};
}

void copy_header(Kind& kind, const Kind& base) {
  kind.folder = base.folder;
  kind.file = base.file;
  kind.id_namespace = base.id_namespace;
  kind.key = base.key;
  kind.label = base.label;
  kind.confidential = base.confidential;
  kind.root = base.root;
}

/// Works out once what the walk would look up for every mapping, at every depth.
void resolve(Field& field) {
  for (Field& item : field.item) resolve(item);
  field.positions.clear();
  field.whole.clear();
  for (std::size_t i = 0; i < field.fields.size(); ++i) field.positions.try_emplace(field.fields[i].name, i);
  for (std::size_t i = 0; i < field.fields.size(); ++i) field.positions.try_emplace(field.fields[i].title, i);
  for (std::size_t i = 0; i < field.fields.size(); ++i) {
    Field& inner = field.fields[i];
    resolve(inner);
    for (Alternatives* alternatives : {&inner.only, &inner.needs}) {
      for (std::vector<Condition>& all : *alternatives) {
        for (Condition& condition : all) {
          const auto sibling = std::ranges::find(field.fields, condition.field, &Field::name);
          if (sibling != field.fields.end()) condition.position = static_cast<std::size_t>(sibling - field.fields.begin());
        }
      }
    }
    if (inner.required || !inner.only.empty() || !inner.needs.empty() || inner.default_value) field.whole.push_back(i);
  }
}

}  // namespace

std::unique_ptr<Kind> compile(std::string name, NodeRef node, const Kind* base, std::vector<Fault>& faults) {
  auto kind = std::make_unique<Kind>();
  kind->name = std::move(name);
  Compiler compiler{faults, node.find("$defs")};
  Fields keys(node, faults);
  (void)keys.take("$defs");
  if (base != nullptr) {
    copy_header(*kind, *base);
    (void)keys.take("extends");
    (void)keys.take("title");
    (void)keys.take("description");
  } else {
    read_header(*kind, keys);
    kind->root.title = keys.text("title");
    kind->root.description = keys.bilingual("description");
    compiler.type(kind->root, keys);
    kind->root.one_of = keys.texts("x-one-of");
  }
  compiler.structure(kind->root, keys);
  keys.finish();
  resolve(kind->root);
  lay_out(*kind);
  return kind;
}

}  // namespace bq::schema
