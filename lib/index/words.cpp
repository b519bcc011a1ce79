#include "index/words.hpp"

#include <algorithm>

namespace bq::index {

std::string value_of_place(std::string_view name, const Args& args, Language language) {
  const std::string local = std::string(name) + (language == Language::zh ? "_zh" : "_en");
  for (const std::string_view wanted : {std::string_view(local), name}) {
    const auto found = std::ranges::find_if(args, [&](const auto& arg) { return arg.first == wanted; });
    if (found != args.end()) return found->second;
  }
  return {};
}

std::string fill_places(std::string_view text, const Args& args, Language language, bool* complete) {
  std::string result;
  if (complete != nullptr) *complete = true;
  while (!text.empty()) {
    const std::size_t open = text.find('{');
    const std::size_t close = text.find('}', open == std::string_view::npos ? 0 : open);
    if (open == std::string_view::npos || close == std::string_view::npos) break;
    result += text.substr(0, open);
    const std::string value = value_of_place(text.substr(open + 1, close - open - 1), args, language);
    if (value.empty() && complete != nullptr) *complete = false;
    result += value.empty() ? "—" : value;
    text.remove_prefix(close + 1);
  }
  return result.append(text);
}

std::string message_of(const pack::Rule& rule, const Args& args, Language language) { return fill_places(rule.message.in(language), args, language); }

std::string hint_of(const pack::Rule& rule, const Args& args, Language language) {
  for (const Text& hint : rule.hints) {
    bool complete = false;
    std::string text = fill_places(hint.in(language), args, language, &complete);
    if (complete) return text;
  }
  return {};
}

}  // namespace bq::index
