#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace bq::change {

/// One row of a table that somebody saved as CSV.
struct CsvRow {
  std::size_t line = 0;  ///< Of its first character, from 1.
  std::vector<std::string> cells;
};

/// Reads CSV (RFC 4180; commas, semicolons or tabs, whichever the first line has most of). Rows without any text are left out.
/// An unclosed quote takes the rest of the text into its cell.
[[nodiscard]] std::vector<CsvRow> read_csv(std::string_view text);

}  // namespace bq::change
