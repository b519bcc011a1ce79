#pragma once

#include <string_view>

#include "base/error.hpp"
#include "base/language.hpp"
#include "options.hpp"
#include "render/render.hpp"

namespace bq::cli {

/// What a text is for, which decides its bytes in a file.
enum class Reader { anybody, excel };

/// The bytes that `text` has in a file: for Excel with a byte order mark and CRLF.
[[nodiscard]] std::string bytes_of(std::string_view text, Reader reader);

/// Prints a result: to standard output, or whole into the file of `-o`. A file for Excel has a byte order mark and CRLF.
/// A reader that went away is no error; throws UserError(environment) for anything else that fails.
void print(const Options& options, std::string_view text, Reader reader = Reader::anybody);

/// Throws UserError for what would keep a result from being printed where `-o` and `-O` say, before anything else is done: a folder that there is not,
/// or a format that a terminal can't show.
void check_output(const Options& options);

/// Throws UserError(usage) where a result in `format`, which is no text, would go to a terminal.
void refuse_terminal(const Options& options, const render::ReportFormat& format);

/// Says on standard error what is not a result, such as a summary; silent with `-q`.
void note(const Options& options, const Text& text);

/// Says on standard error why a run ends.
void complain(const UserError& error, Language language);

/// How results are dressed: in colour only where it was asked for, or on a terminal.
[[nodiscard]] render::Style style_of(const Options& options);

}  // namespace bq::cli
