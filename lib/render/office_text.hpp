#pragma once

#include <string>
#include <string_view>

namespace bq::render {

/// `text` as the XML of office files may hold it: line breaks and tabs stay, CRLF becomes LF, every other control character a space, and what is broken,
/// no character or changes the direction of reading U+FFFD.
[[nodiscard]] std::string office_text(std::string_view text);

/// `text` as a cell of a sheet holds it: office_text, at most 32,767 UTF-16 units (`…` stands for the rest), and what a spreadsheet would take for
/// the code of a character, such as `_x0041_`, written so that it reads as it stands.
[[nodiscard]] std::string sheet_text(std::string_view text);

/// How many UTF-16 units the first character of valid UTF-8 takes.
[[nodiscard]] std::size_t utf16_units(std::string_view character);

}  // namespace bq::render
