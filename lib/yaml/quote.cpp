#include "yaml/quote.hpp"

#include <algorithm>

#include "yaml/lines.hpp"

namespace bq::yaml {

bool is_overrun(std::string_view text, Span quoted, std::optional<std::uint32_t> column) {
  if (!column) return false;
  const std::string_view reach = text.substr(0, quoted.end);
  for (std::size_t at = next_line(reach, quoted.begin); at < reach.size(); at = next_line(reach, at)) {
    const std::string_view line = reach.substr(at, line_end(reach, at) - at);
    const std::size_t indent = indent_of(line);
    const std::string_view content = line.substr(indent);
    // A closing quote alone on its line is untidy but clear, and other blanks than spaces say nothing sure.
    const bool says_nothing = content.empty() || content == "\"" || content == "'" || content.starts_with('\t') || content.starts_with("\u3000");
    if (!says_nothing && indent <= *column) return true;
  }
  return false;
}

Fault unterminated_quote(std::uint32_t at) { return {.rule = "unterminated-quote", .span = {at, at + 1}}; }

}  // namespace bq::yaml
