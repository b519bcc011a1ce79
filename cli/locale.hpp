#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/language.hpp"

namespace bq::cli {

/// The values of `--lang`, as help and completion show them.
inline constexpr const char* language_choices = "zh|en";

/// `zh` or `en`; anything else is absent.
[[nodiscard]] std::optional<Language> parse_language(std::string_view text);

/// The language to speak while the command line itself is read: that of `--lang` among `words`, or else of LC_ALL, LC_MESSAGES, LANG.
[[nodiscard]] Language language_of(const std::vector<std::string>& words);

}  // namespace bq::cli
