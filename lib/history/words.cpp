#include "history/words.hpp"
#include "schema/value.hpp"

#include <algorithm>

namespace bq::history {
namespace {

using schema::Field;
using yaml::Content;
using yaml::NodeKind;

std::string label_of(const std::string& value, const Field* field, const schema::Vocabulary& vocabulary) {
  if (field == nullptr) return value;
  if (field->type == schema::Type::boolean && (value == "true" || value == "false")) return value == "true" ? "是" : "否";
  const std::vector<schema::Choice>& choices = schema::choices_of(*field, vocabulary);
  const auto choice = std::ranges::find(choices, value, &schema::Choice::value);
  return choice == choices.end() ? value : choice->title;
}

const Field* inner(const Field* object, const std::string& key) { return object == nullptr ? nullptr : schema::find_field(*object, key); }

void append(std::string& words, const std::string& more, std::string_view separator) {
  if (!words.empty() && !more.empty()) words += separator;
  words += more;
}

}  // namespace

std::string words_of(const Content& value, const Field* field, const schema::Vocabulary& vocabulary) {
  std::string words;
  switch (value.kind) {
    case NodeKind::scalar:
      return label_of(value.text, field, vocabulary);
    case NodeKind::sequence:
      for (const Content& item : value.items)
        append(words, words_of(item, field == nullptr || field->item.empty() ? nullptr : &field->item.front(), vocabulary), "、");
      return words;
    case NodeKind::mapping:
      for (const yaml::ContentEntry& entry : value.entries) {
        if (std::ranges::any_of(entry.value.items, [](const Content& item) { return item.kind != NodeKind::scalar; })) continue;
        const Field* known = inner(field, entry.key);
        const std::string inside = words_of(entry.value, known, vocabulary);
        append(words, entry.value.kind == NodeKind::mapping ? inside : (known == nullptr ? entry.key : known->title) + "：" + inside, "；");
      }
      return words;
  }
  return words;
}

std::string name_of_item(const Content& item, const Field* field, const schema::Vocabulary& vocabulary) {
  if (item.kind == NodeKind::scalar) return label_of(item.text, field, vocabulary);
  std::string name;
  int scalars = 0;
  for (const yaml::ContentEntry& entry : item.entries) {
    if (entry.value.kind != NodeKind::scalar || scalars == 2) continue;
    append(name, label_of(entry.value.text, inner(field, entry.key), vocabulary), " ");
    ++scalars;
  }
  if (name.empty() && !item.entries.empty()) return words_of(item.entries.front().value, inner(field, item.entries.front().key), vocabulary);
  return name;
}

}  // namespace bq::history
