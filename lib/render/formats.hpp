#pragma once

#include <string>

#include "render/render.hpp"

namespace bq::render {

/// A report as a paper that an office hands in.
[[nodiscard]] std::string report_text(const report::Report& report, const Style& style);
/// The same paper as Markdown with pipe tables.
[[nodiscard]] std::string report_markdown(const report::Report& report, const Style& style);
/// Every section as a block of CSV: its title, its headings, its rows; lines end at LF.
[[nodiscard]] std::string report_csv(const report::Report& report, const Style& style);
/// The paper as a workbook for spreadsheets: a sheet that reads like the paper and one for each further table. The same report gives the same bytes.
[[nodiscard]] std::string report_xlsx(const report::Report& report, const Style& style);
/// The paper in the form of official documents (GB/T 9704) for word processors. The same report gives the same bytes.
[[nodiscard]] std::string report_docx(const report::Report& report, const Style& style);
/// The report for programs; the contract is versioned by `bqtool.format`.
[[nodiscard]] std::string report_json(const report::Report& report, const Style& style);

/// Findings for people: place, message, the source line with a caret, a hint.
[[nodiscard]] std::string verdict_text(const Verdict& verdict, const Style& style);
/// Findings for programs.
[[nodiscard]] std::string verdict_json(const Verdict& verdict, const Style& style);
/// Findings as annotations of GitHub Actions, the ten worst.
[[nodiscard]] std::string verdict_github(const Verdict& verdict, const Style& style);

}  // namespace bq::render
