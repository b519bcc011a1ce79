#include <algorithm>
#include <numeric>

#include "base/width.hpp"
#include "render/formats.hpp"
#include "render/office_text.hpp"
#include "render/paper.hpp"
#include "render/sheet_names.hpp"
#include "render/sheet_table.hpp"
#include "render/workbook.hpp"
#include "render/wrap.hpp"

namespace bq::render {
namespace {

using Widths = std::vector<std::size_t>;

constexpr std::size_t narrowest = 6;
constexpr std::size_t widest = 44;
constexpr std::size_t page_width = 84;       // what an upright A4 page holds at the size of the text
constexpr std::size_t widest_upright = 110;  // what can still be read when it is made to fit one
constexpr double characters_to_width = 1.1;  // Chinese fonts are wider than the one that spreadsheets count in
constexpr double line_height = 15;           // points
constexpr std::size_t most_frozen = 8;       // lines; more would leave no room to scroll

const Look heading{.bold = true, .framed = true, .filled = true, .side = Side::center};

std::size_t total(const Widths& widths) { return std::accumulate(widths.begin(), widths.end(), std::size_t{0}); }

/// The width of the longest line of `text`.
std::size_t line_width(const std::string& text) {
  std::size_t width = 0;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    width = std::max(width, display_width(std::string_view(text).substr(begin, end - begin)));
    begin = end + 1;
  }
  return width;
}

/// How wide each column wants to be; a long heading takes two lines.
Widths widths_of(const SheetTable& table) {
  Widths widths;
  for (std::size_t i = 0; i < table.headings.size(); ++i) {
    std::size_t width = heading_width(table.headings[i]);
    for (const auto& row : table.rows) width = std::max(width, line_width(row[i].text));
    widths.push_back(std::clamp(width + 2, narrowest, widest));
  }
  return widths;
}

/// `widths` in proportion, so that together they are no less than `least`.
Widths stretched(Widths widths, std::size_t least) {
  const std::size_t sum = total(widths);
  if (sum < least)
    for (std::size_t& width : widths) width = width * least / sum;
  return widths;
}

/// A sheet that is written from above.
class Page {
 public:
  Page(Sheet sheet, Widths widths, Language language) : sheet_(sheet), widths_(std::move(widths)), language_(language) {
    for (std::size_t i = 0; i < widths_.size(); ++i) sheet_.set_width(i, static_cast<double>(widths_[i]) * characters_to_width);
  }

  void line(const std::string& text, Look look = {}) {
    if (text.empty()) return;
    sheet_.line(row_, widths_.size(), text, height_of(text, look.size), look);
    ++row_;
  }

  void link(const std::string& text, const std::string& target) {
    sheet_.link(row_, widths_.size(), text, height_of(text, Look().size), target);
    ++row_;
  }

  void gap() { ++row_; }

  /// `repeats`: its headings stand at the top of every printed page, which is only right where no other text follows.
  void table(const SheetTable& table, bool repeats) {
    if (table.headings.empty()) return;
    for (std::size_t i = 0; i < table.headings.size(); ++i) sheet_.text(row_, i, table.headings[i], heading);
    if (lines_ + row_ <= most_frozen) sheet_.freeze_below(row_);
    if (repeats) sheet_.repeat(row_);
    const std::size_t first = ++row_;
    for (const auto& row : table.rows) {
      for (std::size_t i = 0; i < row.size(); ++i) cell(i, row[i], table.right[i], first);
      ++row_;
    }
    if (table.rows.empty()) line(no_rows(language_), {.framed = true});
    line(silent_line(table.silent, language_));
  }

  /// To be called once all is written.
  void finish() {
    sheet_.set_page(total(widths_) > widest_upright, language_ == Language::zh ? "&C第 &P 页，共 &N 页" : "&CPage &P of &N");
    sheet_.allow_digits_in_text(row_, widths_.size() - 1);
  }

 private:
  void cell(std::size_t column, const SheetCell& cell, bool right, std::size_t first) {
    const Look text{.framed = true, .side = right ? Side::right : Side::left};
    if (!cell.is_number()) {
      sheet_.text(row_, column, cell.text, text);
      return;
    }
    const Look look{.framed = true, .side = right ? Side::right : Side::center, .number_format = cell.number_format};
    if (cell.parts.empty()) {
      sheet_.number(row_, column, cell.number, look);
      return;
    }
    std::vector<std::size_t> rows;
    for (const std::size_t part : cell.parts) rows.push_back(first + part);
    sheet_.sum(row_, column, rows, cell.number, look);
  }

  /// Spreadsheets fit a row to its text only where no cells are merged.
  double height_of(const std::string& text, double size) {
    const auto columns = static_cast<std::size_t>(static_cast<double>(total(widths_)) * Look().size / size);
    std::size_t lines = 0;
    const std::string clean = office_text(text);
    for (std::size_t begin = 0; begin <= clean.size();) {
      const std::size_t end = std::min(clean.find('\n', begin), clean.size());
      lines += static_cast<std::size_t>(std::max<std::ptrdiff_t>(1, std::ranges::count(wrap(clean.substr(begin, end - begin), "", columns), '\n')));
      begin = end + 1;
    }
    lines_ += lines - 1;
    return static_cast<double>(lines) * line_height * size / Look().size + 3;
  }

  Sheet sheet_;
  Widths widths_;
  Language language_;
  std::size_t row_ = 0;
  std::size_t lines_ = 0;  ///< How many lines there are beyond one in each row.
};

/// A section with what becomes of it.
struct Part {
  std::string heading;  ///< Empty for the only section of a paper.
  const report::Section* section = nullptr;
  SheetTable table;
  std::string sheet;  ///< Where its table stands; empty: on the first sheet, or it has no rows.
};

std::vector<Part> parts_of(const std::vector<report::Section>& sections, SheetNames& names, Language language) {
  std::vector<Part> parts;
  for (const report::Section& section : sections) {
    Part part{.heading = sections.size() == 1 ? "" : section_heading(parts.size() + 1, section.title, language),
              .section = &section,
              .table = sheet_table(section, language),
              .sheet = {}};
    // The first table belongs to the paper's own page: mostly it is its summary, or all it has.
    if (!parts.empty() && !part.table.rows.empty()) part.sheet = names.add(section.title);
    parts.push_back(std::move(part));
  }
  return parts;
}

void write_first_sheet(Page& page, const report::Report& report, const std::vector<Part>& parts, Language language) {
  page.line(banner(report, language), {.bold = true, .red = true});
  page.line(report.title, {.size = 18, .bold = true, .side = Side::center});
  if (report.title.find(report.programme) == std::string::npos) page.line(report.programme, {.side = Side::center});
  page.line(period_line(report, language), {.side = Side::center});
  for (const std::string& text : report.head) page.line(text);
  for (const Part& part : parts) {
    page.line(part.heading, {.size = 12, .bold = true});
    for (const std::string& paragraph : part.section->narrative) page.line(language == Language::zh ? "　　" + paragraph : paragraph);
    if (!part.sheet.empty()) {
      page.link((language == Language::zh ? "表：" : "Table: ") + part.sheet, part.sheet);
    } else if (&part == &parts.front()) {
      page.table(part.table, parts.size() == 1);
    } else if (!part.table.headings.empty()) {
      page.line(no_rows(language));
      page.line(silent_line(part.table.silent, language));
    }
  }
  page.gap();
  for (const std::string& text : report.foot) page.line(text);
  page.line(foot_line(report, language), {.size = 9});
  page.finish();
}

}  // namespace

std::string report_xlsx(const report::Report& report, const Style& style) {
  const Language language = style.language;
  const bool zh = language == Language::zh;
  SheetNames names;
  const std::string first = names.add(zh ? "正文" : "Paper");
  const std::vector<report::Section> sections = paper_sections(report);
  const std::vector<Part> parts = parts_of(sections, names, language);

  Workbook book(report.title, zh ? "宋体" : "Times New Roman", report.as_of);
  const bool begins_with_table = !parts.empty() && !parts.front().table.headings.empty();
  Page paper(book.add_sheet(first), begins_with_table ? stretched(widths_of(parts.front().table), page_width) : Widths{page_width}, language);
  write_first_sheet(paper, report, parts, language);
  for (const Part& part : parts) {
    if (part.sheet.empty()) continue;
    Page page(book.add_sheet(part.sheet), widths_of(part.table), language);
    page.line(part.heading, {.size = 14, .bold = true, .side = Side::center});
    page.table(part.table, true);
    page.finish();
  }
  return book.bytes();
}

}  // namespace bq::render
