#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/language.hpp"
#include "report/report.hpp"

namespace bq::render {

/// What papers print of a section, by places in it.
struct PaperPart {
  std::vector<std::size_t> columns;
  std::vector<std::size_t> rows;
  std::size_t silent = 0;  ///< How many rows of a `by-` section are left to json and csv because they hold no figure.
};

/// The key of a `by-` section is left out, and its rows without a figure.
[[nodiscard]] PaperPart paper_part(const report::Section& section);

/// Whether papers print `section` as a list of figures, one below the other.
[[nodiscard]] bool is_list_of_figures(const report::Section& section);

/// A section as papers print it: only what belongs on paper, every cell in words.
struct PaperTable {
  std::vector<std::string> headings;
  std::vector<std::vector<std::string>> rows;
  std::vector<bool> right;  ///< Which columns are numbers.
  std::size_t silent = 0;   ///< How many rows are left out.
};

/// The table of `section`: a summary turned into a list of figures, the key of a `by-` section left out. No headings: no table.
[[nodiscard]] PaperTable paper_table(const report::Section& section, Language language);

/// The sections of `report` that papers print, in order.
[[nodiscard]] std::vector<report::Section> paper_sections(const report::Report& report);

/// `一、期末情况`, `2. Stock`.
[[nodiscard]] std::string section_heading(std::size_t number, const std::string& title, Language language);

/// The days the figures are of: the period, the as-of day and the cut-off day where there is one.
[[nodiscard]] std::string period_line(const report::Report& report, Language language);

/// What to say loudly of a ledger with faults; empty for one without.
[[nodiscard]] std::string banner(const report::Report& report, Language language);

/// What the figures can be computed again from: commit, pack and calendar.
[[nodiscard]] std::string foot_line(const report::Report& report, Language language);

/// What to say below a table that leaves out `silent` rows; empty when none.
[[nodiscard]] std::string silent_line(std::size_t silent, Language language);

/// How wide the column of a page below `heading` is at least: a long one may take two lines.
[[nodiscard]] std::size_t heading_width(const std::string& heading);

/// What stands in place of a table without rows.
[[nodiscard]] std::string no_rows(Language language);

}  // namespace bq::render
