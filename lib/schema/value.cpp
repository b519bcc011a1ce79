#include "schema/value.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "base/date.hpp"
#include "base/nearest.hpp"
#include "base/utf8.hpp"
#include "schema/uscc.hpp"

namespace bq::schema {
namespace {

using yaml::NodeRef;

Typed wrong(std::string rule, NodeRef node, const Field& field, Args args) {
  args.emplace_back("field_zh", field.title);
  args.emplace_back("field_en", field.name);
  args.emplace_back("value", std::string(node.text()));
  return {{}, Fault{std::move(rule), node.span(), std::move(args)}};
}

Typed wrong_type(NodeRef node, const Field& field) {
  const Text expected = describe(field.type);
  return wrong("wrong-type", node, field, {{"expected_zh", expected.zh}, {"expected_en", expected.en}});
}

/// The allowed values as people write them: `主办、协办`, or `lead, co`; at most twelve.
Text listed(const std::vector<Choice>& choices) {
  Text text;
  std::size_t shown = 0;
  for (const Choice& choice : choices) {
    if (shown == 12) return {text.zh + "…", text.en + ", …"};
    text.zh += (shown == 0 ? "" : "、") + choice.title;
    text.en += (shown++ == 0 ? "" : ", ") + choice.value;
  }
  return text;
}

Typed type_choice(const Field& field, NodeRef node, const std::vector<Choice>& choices) {
  const std::string_view text = node.text();
  for (const Choice& choice : choices) {
    if (choice.value == text || choice.title == text) return {std::string_view(choice.value), {}};
  }
  std::vector<std::string> known;
  for (const Choice& choice : choices) known.push_back(choice.title);
  for (const Choice& choice : choices) known.push_back(choice.value);
  const Text allowed = listed(choices);
  return wrong("not-in-vocabulary", node, field,
               {{"nearest", nearest(text, known).value_or("")}, {"allowed_zh", allowed.zh}, {"allowed_en", allowed.en}, {"list", field.list}});
}

Typed out_of_range(NodeRef node, const Field& field, const std::optional<Decimal>& minimum, const std::optional<Decimal>& maximum) {
  const std::string low = minimum ? to_string(*minimum) : "";
  const std::string high = maximum ? to_string(*maximum) : "";
  std::string zh = !low.empty() && !high.empty() ? fmt::format("在 {} 到 {} 之间", low, high)
                   : low.empty()                 ? fmt::format("不大于 {}", high)
                                                 : fmt::format("不小于 {}", low);
  std::string en = !low.empty() && !high.empty() ? fmt::format("from {} to {}", low, high)
                   : low.empty()                 ? fmt::format("at most {}", high)
                                                 : fmt::format("at least {}", low);
  return wrong("out-of-range", node, field, {{"range_zh", std::move(zh)}, {"range_en", std::move(en)}});
}

Typed type_number(const Field& field, NodeRef node) {
  const auto decimal = parse_decimal(node.text());
  if (!decimal) return wrong_type(node, field);
  if (field.type == Type::integer && decimal->millionths % Decimal::scale != 0) return wrong_type(node, field);
  if ((field.minimum && *decimal < *field.minimum) || (field.maximum && *decimal > *field.maximum)) {
    return out_of_range(node, field, field.minimum, field.maximum);
  }
  return {field.type == Type::integer ? decimal->millionths / Decimal::scale : decimal->millionths, {}};
}

Typed type_boolean(const Field& field, NodeRef node) {
  if (node.text() == "true" || node.text() == "是") return {std::int64_t{1}, {}};
  if (node.text() == "false" || node.text() == "否") return {std::int64_t{0}, {}};
  return wrong_type(node, field);
}

Typed type_date(const Field& field, NodeRef node) {
  const bool good = field.type == Type::date ? parse_date(node.text()).has_value() : parse_month(node.text()).has_value();
  if (good) return {node.text(), {}};
  const Text expected = describe(field.type);
  return wrong("bad-date", node, field, {{"expected_zh", expected.zh}, {"expected_en", expected.en}});
}

Typed type_uscc(const Field& field, NodeRef node) {
  const std::string_view code = node.text();
  switch (check_uscc(code)) {
    case UsccFault::none:
      return {code, {}};
    case UsccFault::length:
      return wrong("bad-uscc", node, field,
                   {{"reason_zh", fmt::format("应为 18 位，实为 {} 位", code_points(code))},
                    {"reason_en", fmt::format("it has {} characters, not 18", code_points(code))}});
    case UsccFault::character:
      return wrong(
          "bad-uscc", node, field,
          {{"reason_zh", "只能用数字和大写字母（不含 I、O、S、V、Z）"}, {"reason_en", "only digits and capital letters other than I, O, S, V, Z are allowed"}});
    case UsccFault::check_digit:
      return wrong("bad-uscc", node, field,
                   {{"reason_zh", fmt::format("校验位不符：按前 17 位应为 {}", uscc_check_digit(code))},
                    {"reason_en", fmt::format("the check digit is wrong: the first 17 characters call for {}", uscc_check_digit(code))}});
  }
  return {};
}

Typed type_text(const Field& field, NodeRef node) {
  const std::string_view text = node.text();
  if (field.matcher && !re2::RE2::FullMatch(re2::StringPiece(text.data(), text.size()), *field.matcher)) {
    return wrong("bad-pattern", node, field, {{"pattern", field.pattern}, {"example", field.examples.empty() ? "" : field.examples.front()}});
  }
  if (field.min_length || field.max_length) {
    const auto length = static_cast<std::int64_t>(code_points(text));
    if ((field.min_length && length < *field.min_length) || (field.max_length && length > *field.max_length)) {
      const auto bound = [](const std::optional<std::int64_t>& n) { return n ? std::optional(Decimal{*n * Decimal::scale}) : std::nullopt; };
      return out_of_range(node, field, bound(field.min_length), bound(field.max_length));
    }
  }
  return {text, {}};
}

}  // namespace

const std::vector<Choice>& choices_of(const Field& field, const Vocabulary& vocabulary) {
  const auto list = vocabulary.find(field.list);
  return field.choices.empty() && list != vocabulary.end() ? list->second : field.choices;
}

Typed type_value(const Field& field, NodeRef node, const Vocabulary& vocabulary) {
  if (!node.is_scalar()) return wrong_type(node, field);
  if (const std::vector<Choice>& choices = choices_of(field, vocabulary); !choices.empty()) return type_choice(field, node, choices);
  switch (field.type) {
    case Type::integer:
    case Type::decimal:
      return type_number(field, node);
    case Type::boolean:
      return type_boolean(field, node);
    case Type::date:
    case Type::month:
      return type_date(field, node);
    case Type::uscc:
      return type_uscc(field, node);
    default:
      return type_text(field, node);
  }
}

Value default_value(const Field& field) {
  if (!field.default_value) return {};
  if (field.type == Type::boolean) return std::int64_t{*field.default_value == "true"};
  if (field.type == Type::integer || field.type == Type::decimal) {
    const Decimal value = parse_decimal(*field.default_value).value_or(Decimal{});
    return field.type == Type::integer ? value.millionths / Decimal::scale : value.millionths;
  }
  return std::string_view(*field.default_value);
}

}  // namespace bq::schema
