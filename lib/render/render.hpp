#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "base/language.hpp"
#include "report/report.hpp"

namespace bq::render {

/// How a text is dressed; what a terminal can show is the caller's to know.
struct Style {
  Language language = Language::zh;
  bool color = false;
};

/// A format that reports can be printed in.
struct ReportFormat {
  std::string name;
  Text about;
  std::string (*render)(const report::Report& report, const Style& style);
  std::string extension;      ///< Of a file in this format.
  bool is_for_excel = false;  ///< A text that, written to a file, gets a byte order mark and CRLF.
  bool is_binary = false;     ///< No text: nothing for a terminal.
};

/// All of them, the default first.
[[nodiscard]] const std::vector<ReportFormat>& report_formats();

/// What a run of validate has to say.
struct Verdict {
  std::vector<Diagnostic> diagnostics;  ///< Sorted.
  std::string root;                     ///< What to put before paths so that they are relative to the current directory; empty or ending in `/`.
};

/// A format that findings can be printed in.
struct VerdictFormat {
  std::string name;
  Text about;
  std::string (*render)(const Verdict& verdict, const Style& style);
};

[[nodiscard]] const std::vector<VerdictFormat>& verdict_formats();

/// A table for terminals: columns aligned by display width, numbers to the right, two spaces between columns.
[[nodiscard]] std::string render_table(const std::vector<std::string>& headings, const std::vector<std::vector<std::string>>& rows,
                                       const std::vector<bool>& right);

/// One value as CSV (RFC 4180): quoted where needed, and a leading `= + - @`, tab or CR made harmless for spreadsheets, except in plain numbers.
[[nodiscard]] std::string csv_cell(std::string_view value);

/// A cell as people read it: `85.71%`, `—` for no value, `3` or `12.5`.
[[nodiscard]] std::string to_text(const report::Cell& cell);

}  // namespace bq::render
