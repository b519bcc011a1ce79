#pragma once

#include <cstdint>
#include <string_view>

#include "base/fault.hpp"
#include "base/span.hpp"

namespace bq::yaml {

/// What a `not-yaml` fault says, where libyaml has no words of its own for it.
namespace reason {
inline constexpr std::string_view control_character = "control character";
inline constexpr std::string_view directive = "directive";
inline constexpr std::string_view dash_without_space = "dash without space";
inline constexpr std::string_view indented_too_far = "indented too far";
inline constexpr std::string_view no_key = "no key";
inline constexpr std::string_view text_after_end = "text after end";
inline constexpr std::string_view unclosed_bracket = "unclosed bracket";
}  // namespace reason

/// A `not-yaml` fault at `span`, with `problem` (one of the above or of libyaml's) in a clerk's words.
[[nodiscard]] Fault not_yaml(Span span, std::string_view problem);

/// The same at the one character that begins at byte `at`; empty at the end of a line.
[[nodiscard]] Fault not_yaml_at(std::string_view text, std::uint32_t at, std::string_view problem);

}  // namespace bq::yaml
