#include "locale.hpp"

#include <cstdlib>

namespace bq::cli {
namespace {

Language language_of_environment() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0') return std::string_view(value).starts_with("zh") ? Language::zh : Language::en;
  }
  return Language::en;
}

}  // namespace

std::optional<Language> parse_language(std::string_view text) {
  if (text == "zh") return Language::zh;
  if (text == "en") return Language::en;
  return std::nullopt;
}

Language language_of(const std::vector<std::string>& words) {
  static constexpr std::string_view flag = "--lang";
  for (std::size_t i = 0; i < words.size() && words[i] != "--"; ++i) {
    std::optional<Language> language;
    if (words[i] == flag && i + 1 < words.size()) language = parse_language(words[i + 1]);
    if (words[i].starts_with("--lang=")) language = parse_language(std::string_view(words[i]).substr(flag.size() + 1));
    if (language) return *language;
  }
  return language_of_environment();
}

}  // namespace bq::cli
