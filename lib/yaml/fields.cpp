#include "yaml/fields.hpp"

#include <charconv>

#include <fmt/format.h>

#include "base/nearest.hpp"

namespace bq::yaml {

Fault mistake(Span span, const Text& what) { return {"pack-mistake", span, {{"what_zh", what.zh}, {"what_en", what.en}}}; }

bool is_identifier(std::string_view name) {
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz";
  return !name.empty() && letters.find(name.front()) != std::string_view::npos &&
         name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos;
}

Fault bad_name(Span span, std::string_view name) {
  return mistake(span, {fmt::format("“{}”不能作名字：只能用小写字母、数字和下划线，以字母开头", name),
                        fmt::format("\"{}\" is no name: lower-case letters, digits and underscores, beginning with a letter", name)});
}

Fields::Fields(NodeRef node, std::vector<Fault>& faults) : node_(node), faults_(&faults) {
  if (!node.is_mapping()) faults.push_back(mistake(node.span(), {"这里应当是一个映射（键: 值）", "a mapping (key: value) belongs here"}));
  taken_.resize(node.entries().size());
}

std::optional<NodeRef> Fields::take(std::string_view name) {
  asked_.emplace_back(name);
  std::size_t position = 0;
  for (auto [key, value] : node_.entries()) {
    if (key.text() == name) {
      taken_[position] = true;
      if (value.is_missing()) return std::nullopt;
      return value;
    }
    ++position;
  }
  return std::nullopt;
}

std::optional<NodeRef> Fields::need(std::string_view name) {
  auto value = take(name);
  if (!value) {
    faults_->push_back(mistake(node_.span(), {fmt::format("缺少“{}”", name), fmt::format("\"{}\" is missing", name)}));
  }
  return value;
}

std::string Fields::text(std::string_view name) {
  auto value = take(name);
  if (!value) return {};
  if (!value->is_scalar()) {
    faults_->push_back(mistake(value->span(), {fmt::format("“{}”应当是一段文字", name), fmt::format("\"{}\" must be a text", name)}));
    return {};
  }
  return std::string(value->text());
}

bool Fields::flag(std::string_view name) {
  auto value = take(name);
  if (!value) return false;
  if (value->text() != "true" && value->text() != "false") {
    faults_->push_back(mistake(value->span(), {fmt::format("“{}”应当是 true 或 false", name), fmt::format("\"{}\" must be true or false", name)}));
  }
  return value->text() == "true";
}

std::optional<std::int64_t> Fields::number(std::string_view name) {
  auto value = take(name);
  if (!value) return std::nullopt;
  std::int64_t number = 0;
  const std::string_view text = value->text();
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || text.empty()) {
    faults_->push_back(mistake(value->span(), {fmt::format("“{}”应当是整数", name), fmt::format("\"{}\" must be a whole number", name)}));
    return std::nullopt;
  }
  return number;
}

std::vector<std::string> Fields::texts(std::string_view name) {
  auto value = take(name);
  return value ? texts_of(*value, *faults_) : std::vector<std::string>{};
}

Text Fields::bilingual(std::string_view name) {
  auto value = take(name);
  return value ? bilingual_of(*value, *faults_) : Text{};
}

void Fields::finish() {
  std::size_t position = 0;
  for (auto [key, value] : node_.entries()) {
    if (!taken_[position++]) {
      const auto near = nearest(key.text(), asked_);
      faults_->push_back(mistake(key.span(), {fmt::format("不认识的键“{}”{}", key.text(), near ? fmt::format("，是不是“{}”？", *near) : ""),
                                              fmt::format("unknown key \"{}\"{}", key.text(), near ? fmt::format("; did you mean \"{}\"?", *near) : "")}));
    }
  }
}

std::vector<std::string> texts_of(NodeRef node, std::vector<Fault>& faults) {
  std::vector<std::string> result;
  if (node.is_scalar()) {
    result.emplace_back(node.text());
    return result;
  }
  if (node.is_mapping()) faults.push_back(mistake(node.span(), {"这里应当是一个列表", "a list belongs here"}));
  for (NodeRef item : node.items()) {
    if (item.is_scalar()) {
      result.emplace_back(item.text());
    } else {
      faults.push_back(mistake(item.span(), {"列表里只能是文字", "the list may hold texts only"}));
    }
  }
  return result;
}

Text bilingual_of(NodeRef node, std::vector<Fault>& faults) {
  if (node.is_scalar()) return {std::string(node.text()), std::string(node.text())};
  Fields fields(node, faults);
  Text text{fields.text("zh"), fields.text("en")};
  fields.finish();
  return text;
}

}  // namespace bq::yaml
