#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace bq::yaml {

/// The first byte of the line that byte `at` stands on.
[[nodiscard]] std::size_t line_start(std::string_view text, std::size_t at);

/// The byte after the last one of the line that byte `at` stands on, line ending not counted.
[[nodiscard]] std::size_t line_end(std::string_view text, std::size_t at);

/// The first byte of the line after the one that byte `at` stands on; the size of `text` when there is none.
[[nodiscard]] std::size_t next_line(std::string_view text, std::size_t at);

/// How many spaces `line` begins with.
[[nodiscard]] std::size_t indent_of(std::string_view line);

/// True when nothing but blanks and a comment stands in `line`.
[[nodiscard]] bool is_bare(std::string_view line);

/// True when `line` begins with `---` or `...` and a blank.
[[nodiscard]] bool is_document_mark(std::string_view line);

/// True when `line` is meant to begin an item of a list that stands `indent` spaces in, though the blank after its dash
/// may be missing.
[[nodiscard]] bool begins_item(std::string_view line, std::size_t indent);

/// The first line at or after byte `at`, itself the start of a line, that begins an item of that list or is a document
/// mark; the size of `text` when there is none.
[[nodiscard]] std::size_t find_item(std::string_view text, std::size_t at, std::size_t indent);

/// The first line at or after byte `at` that is not bare; the size of `text` when there is none.
[[nodiscard]] std::size_t find_content(std::string_view text, std::size_t at);

}  // namespace bq::yaml
