#include "render/workbook.hpp"

#include <cerrno>
#include <cstdio>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <xlsxwriter.h>

#include "base/error.hpp"
#include "render/office_text.hpp"

namespace bq::render {
namespace {

constexpr lxw_color_t heading_ground = 0xD9E2F3;
constexpr lxw_color_t loud_red = 0xC00000;
constexpr lxw_color_t link_blue = 0x0563C1;
constexpr std::uint8_t a4 = 9;

UserError cannot_write(const std::string& why) {
  return {Exit::environment, {fmt::format("写不出电子表格：{}", why), fmt::format("cannot write the workbook: {}", why)}};
}

void must(lxw_error error) {
  if (error != LXW_NO_ERROR) throw cannot_write(lxw_strerror(error));
}

lxw_row_t row_of(std::size_t row) {
  if (row >= LXW_ROW_MAX) throw cannot_write(lxw_strerror(LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE));
  return static_cast<lxw_row_t>(row);
}

lxw_col_t column_of(std::size_t column) {
  if (column >= LXW_COL_MAX) throw cannot_write(lxw_strerror(LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE));
  return static_cast<lxw_col_t>(column);
}

/// `E16`.
std::string cell_name(std::size_t row, std::size_t column) {
  char name[LXW_MAX_CELL_NAME_LENGTH];
  lxw_rowcol_to_cell(name, row_of(row), column_of(column));
  return name;
}

std::uint8_t alignment_of(Side side) {
  if (side == Side::center) return LXW_ALIGN_CENTER;
  return side == Side::right ? LXW_ALIGN_RIGHT : LXW_ALIGN_LEFT;
}

}  // namespace

/// A file without a name, gone when it is closed; the library can only write to a path.
struct Workbook::File {
  std::FILE* handle = std::tmpfile();

  File() {
    if (handle == nullptr) throw cannot_write(std::generic_category().message(errno));
  }
  ~File() { std::fclose(handle); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  [[nodiscard]] std::string path() const { return fmt::format("/dev/fd/{}", fileno(handle)); }
  [[nodiscard]] std::string content() const {
    std::string bytes;
    char buffer[16'384];
    std::rewind(handle);
    for (std::size_t n = 0; (n = std::fread(buffer, 1, sizeof buffer, handle)) > 0;) bytes.append(buffer, n);
    return bytes;
  }
};

Workbook::Workbook(const std::string& title, const std::string& font, Date created) : file_(std::make_unique<File>()), font_(font) {
  book_ = workbook_new(file_->path().c_str());
  if (book_ == nullptr) throw cannot_write(lxw_strerror(LXW_ERROR_MEMORY_MALLOC_FAILED));
  std::string text = sheet_text(title);
  lxw_doc_properties properties{};
  properties.title = text.data();
  // Noon, since a time of 0 would make the library ask the clock.
  properties.created = std::chrono::duration_cast<std::chrono::seconds>((created + std::chrono::hours{12}).time_since_epoch()).count();
  must(workbook_set_properties(book_, &properties));
}

Workbook::~Workbook() {
  if (book_ != nullptr) lxw_workbook_free(book_);
}

Sheet Workbook::add_sheet(const std::string& name) {
  must(workbook_validate_sheet_name(book_, name.c_str()));
  lxw_worksheet* sheet = workbook_add_worksheet(book_, name.c_str());
  if (sheet == nullptr) throw cannot_write(lxw_strerror(LXW_ERROR_MEMORY_MALLOC_FAILED));
  return {*this, sheet};
}

std::string Workbook::bytes() {
  must(workbook_close(std::exchange(book_, nullptr)));
  return file_->content();
}

lxw_format* Workbook::format(const Look& look) {
  lxw_format*& format = formats_[look];
  if (format != nullptr) return format;
  format = workbook_add_format(book_);
  format_set_font_name(format, font_.c_str());
  format_set_font_size(format, look.size);
  format_set_align(format, alignment_of(look.side));
  format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
  format_set_text_wrap(format);
  format_set_num_format(format, look.number_format.c_str());
  if (look.bold) format_set_bold(format);
  if (look.framed) format_set_border(format, LXW_BORDER_THIN);
  if (look.filled) format_set_bg_color(format, heading_ground);
  if (look.red) format_set_font_color(format, loud_red);
  if (look.link) {
    format_set_font_color(format, link_blue);
    format_set_underline(format, LXW_UNDERLINE_SINGLE);
  }
  return format;
}

void Sheet::text(std::size_t row, std::size_t column, const std::string& text, const Look& look) {
  must(worksheet_write_string(sheet_, row_of(row), column_of(column), sheet_text(text).c_str(), book_.format(look)));
}

void Sheet::number(std::size_t row, std::size_t column, double number, const Look& look) {
  must(worksheet_write_number(sheet_, row_of(row), column_of(column), number, book_.format(look)));
}

void Sheet::sum(std::size_t row, std::size_t column, const std::vector<std::size_t>& rows, double number, const Look& look) {
  std::string formula;
  for (const std::size_t part : rows) formula += (formula.empty() ? "=" : "+") + cell_name(part, column);
  must(worksheet_write_formula_num(sheet_, row_of(row), column_of(column), formula.c_str(), book_.format(look), number));
}

void Sheet::line(std::size_t row, std::size_t columns, const std::string& text, double height, const Look& look) {
  must(worksheet_set_row(sheet_, row_of(row), height, nullptr));
  if (columns > 1) must(worksheet_merge_range(sheet_, row_of(row), 0, row_of(row), column_of(columns - 1), "", book_.format(look)));
  this->text(row, 0, text, look);
}

void Sheet::link(std::size_t row, std::size_t columns, const std::string& text, double height, const std::string& sheet) {
  const Look look{.link = true};
  line(row, columns, text, height, look);
  std::string quoted;
  for (const char c : sheet) quoted.append(c == '\'' ? 2 : 1, c);
  const std::string target = fmt::format("internal:'{}'!A1", quoted);
  must(worksheet_write_url_opt(sheet_, row_of(row), 0, target.c_str(), book_.format(look), sheet_text(text).c_str(), nullptr));
}

void Sheet::set_width(std::size_t column, double width) { must(worksheet_set_column(sheet_, column_of(column), column_of(column), width, nullptr)); }

void Sheet::freeze_below(std::size_t row) { worksheet_freeze_panes(sheet_, row_of(row + 1), 0); }

void Sheet::repeat(std::size_t row) { must(worksheet_repeat_rows(sheet_, row_of(row), row_of(row))); }

void Sheet::set_page(bool landscape, const std::string& footer) {
  worksheet_set_paper(sheet_, a4);
  if (landscape) worksheet_set_landscape(sheet_);
  worksheet_fit_to_pages(sheet_, 1, 0);
  must(worksheet_set_footer(sheet_, footer.c_str()));
}

void Sheet::allow_digits_in_text(std::size_t last_row, std::size_t last_column) {
  const std::string range = "A1:" + cell_name(last_row, last_column);
  must(worksheet_ignore_errors(sheet_, LXW_IGNORE_NUMBER_STORED_AS_TEXT, range.c_str()));
}

}  // namespace bq::render
