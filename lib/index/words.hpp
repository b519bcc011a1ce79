#pragma once

#include <string>

#include "base/fault.hpp"
#include "base/language.hpp"
#include "pack/rule.hpp"

namespace bq::index {

/// The value of a `{name}` place: `name_zh` or `name_en` by language goes before `name`; empty when there is none.
[[nodiscard]] std::string value_of_place(std::string_view name, const Args& args, Language language);

/// `text` with its `{name}` places filled; an empty value prints as `—`. With `complete` set, tells whether every place had a value.
[[nodiscard]] std::string fill_places(std::string_view text, const Args& args, Language language, bool* complete = nullptr);

/// The rule's message for these arguments.
[[nodiscard]] std::string message_of(const pack::Rule& rule, const Args& args, Language language);

/// The first of the rule's hints all of whose places have a value; empty when there is none.
[[nodiscard]] std::string hint_of(const pack::Rule& rule, const Args& args, Language language);

}  // namespace bq::index
