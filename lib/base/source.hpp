#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/span.hpp"

namespace bq {

/// One text with the path it came from; answers where a byte stands. Lines end at LF, CR or CRLF, as in editors.
class Source {
 public:
  /// `path` is relative to the ledger and only names the text; a leading byte order mark stays in `text`.
  Source(std::string path, std::string text);

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] bool has_bom() const;

  /// The bytes of `span`; a span past the end is cut to the text.
  [[nodiscard]] std::string_view slice(Span span) const;

  /// Where byte `offset` stands; a byte order mark has no width. An offset past the end is the end.
  [[nodiscard]] Position position(std::uint32_t offset) const;

  /// The line that byte `offset` stands on, as `position` counts; much cheaper than that where lines are long.
  [[nodiscard]] std::uint32_t line_number(std::uint32_t offset) const;

  /// Line `number` (from 1) without its line ending and without a byte order mark; empty when there is none.
  [[nodiscard]] std::string_view line(std::uint32_t number) const;

 private:
  std::string path_;
  std::string text_;
  mutable std::vector<std::uint32_t> starts_;  // first byte of each line; filled on first use

  const std::vector<std::uint32_t>& starts() const;
};

}  // namespace bq
