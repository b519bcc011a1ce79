#include "render/paper.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/width.hpp"
#include "render/render.hpp"
#include "report/tally.hpp"

namespace bq::render {
namespace {

using report::Cell;
using report::Column;
using report::Format;
using report::Section;

/// 1 to 99 as headings count: 一, 十, 十一, 二十.
std::string chinese_number(std::size_t number) {
  static constexpr std::array<const char*, 10> digits{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
  if (number > 99) return fmt::to_string(number);
  const std::size_t tens = number / 10;
  return fmt::format("{}{}{}", tens > 1 ? digits[tens] : "", tens > 0 ? "十" : "", digits[number % 10]);
}

bool is_number(Format format) { return format != Format::text && format != Format::date; }

std::string rate_in_words(const report::Rate& rate, Language language) {
  return rate.d == 0 ? to_text(rate)
                     : fmt::format(fmt::runtime(language == Language::zh ? "{}（{}/{}）" : "{} ({}/{})"), percent(rate.n, rate.d), rate.n, rate.d);
}

std::string ratio_in_words(const report::Ratio& ratio, Language language) {
  const std::string text = to_text(ratio);
  if (ratio.d.millionths <= 0) return text;
  return fmt::format(fmt::runtime(language == Language::zh ? "{}（{}/{}）" : "{} ({}/{})"), text, to_string(ratio.n), to_string(ratio.d));
}

std::string days_in_words(const report::Days& days, Language language) {
  if (days.n == 0) return to_text(days);
  const char* words = language == Language::zh ? "中位 {} 天，九成 {} 天（n={}）" : "median {} days, 90% within {} (n={})";
  return fmt::format(fmt::runtime(words), to_text(days), days.p90, days.n);
}

/// A figure of a summary, which has room for what it was computed from.
std::string figure(const Cell& cell, Language language) {
  if (const auto* rate = std::get_if<report::Rate>(&cell)) return rate_in_words(*rate, language);
  if (const auto* ratio = std::get_if<report::Ratio>(&cell)) return ratio_in_words(*ratio, language);
  if (const auto* days = std::get_if<report::Days>(&cell)) return days_in_words(*days, language);
  return to_text(cell);
}

/// A cell of a table with many columns: `5 / 12` for a spread, explained by its heading. Where each row has a figure of its own a rate says what it was
/// computed from.
std::string in_table(const Cell& cell, Format format, Language language) {
  if (format == Format::figure && !std::holds_alternative<report::Days>(cell)) return figure(cell, language);
  const auto* days = std::get_if<report::Days>(&cell);
  return days == nullptr || days->n == 0 ? to_text(cell) : fmt::format("{} / {}", to_text(cell), days->p90);
}

std::string heading_of(const Column& column, Language language) {
  if (column.format != Format::days) return column.title;
  return column.title + (language == Language::zh ? "（中位/九成）" : " (median/90%)");
}

/// True for a row of a `by-` section in which every printed figure is empty.
bool says_nothing(const std::vector<report::Cell>& cells, const std::vector<std::size_t>& shown) {
  return std::ranges::all_of(shown, [&](std::size_t i) { return i < 2 || report::is_zero(cells.at(i)); });
}

PaperTable list_of_figures(const Section& section, Language language) {
  PaperTable table;
  table.headings = language == Language::zh ? std::vector<std::string>{"指标", "数值"} : std::vector<std::string>{"Figure", "Value"};
  table.right = {false, false};
  for (const std::size_t i : paper_part(section).columns) table.rows.push_back({section.columns[i].title, figure(section.rows.front().at(i), language)});
  return table;
}

}  // namespace

PaperPart paper_part(const Section& section) {
  PaperPart part;
  for (std::size_t i = 0; i < section.columns.size(); ++i)
    if (section.columns[i].on_paper && !(section.keyed && i == 0)) part.columns.push_back(i);
  for (std::size_t i = 0; i < section.rows.size(); ++i)
    if (!section.keyed || !says_nothing(section.rows[i], part.columns)) part.rows.push_back(i);
  part.silent = section.rows.size() - part.rows.size();
  return part;
}

bool is_list_of_figures(const Section& section) { return section.is_summary && section.rows.size() == 1; }

PaperTable paper_table(const Section& section, Language language) {
  if (is_list_of_figures(section)) return list_of_figures(section, language);
  const PaperPart part = paper_part(section);
  PaperTable table;
  table.silent = part.silent;
  for (const std::size_t i : part.columns) {
    table.headings.push_back(heading_of(section.columns[i], language));
    table.right.push_back(is_number(section.columns[i].format));
  }
  for (const std::size_t place : part.rows) {
    std::vector<std::string> row;
    for (const std::size_t i : part.columns) row.push_back(in_table(section.rows[place].at(i), section.columns[i].format, language));
    table.rows.push_back(std::move(row));
  }
  return table;
}

std::string silent_line(std::size_t silent, Language language) {
  if (silent == 0) return {};
  return language == Language::zh ? fmt::format("另有{}行没有数字，未列。", silent) : fmt::format("Not listed, having no figures: {}.", silent);
}

std::vector<Section> paper_sections(const report::Report& report) {
  std::vector<Section> sections;
  std::ranges::copy_if(report.sections, std::back_inserter(sections), &Section::on_paper);
  return sections;
}

std::string section_heading(std::size_t number, const std::string& title, Language language) {
  return language == Language::zh ? fmt::format("{}、{}", chinese_number(number), title) : fmt::format("{}. {}", number, title);
}

std::string period_line(const report::Report& report, Language language) {
  const bool zh = language == Language::zh;
  if (report.period.length == PeriodLength::day) return fmt::format(fmt::runtime(zh ? "截至 {}" : "as of {}"), to_string(report.as_of));
  std::string line = fmt::format(fmt::runtime(zh ? "统计期 {} 至 {}，截至 {}" : "{} to {}, as of {}"), to_string(report.period.start),
                                 to_string(report.period.finish), to_string(report.as_of));
  if (report.cut_off) line += fmt::format(fmt::runtime(zh ? "，统计截止日 {}" : ", cut off on {}"), to_string(*report.cut_off));
  return line;
}

std::string banner(const report::Report& report, Language language) {
  if (report.errors == 0) return {};
  const bool zh = language == Language::zh;
  std::string text = fmt::format(fmt::runtime(zh ? "台账有 {} 处错误，本表只含有效记录" : "The ledger has {} errors; this report holds the valid records only"),
                                 report.errors);
  if (report.left_out > 0) text += fmt::format(fmt::runtime(zh ? "，{} 条未计入" : ", {} are left out"), report.left_out);
  return text + (zh ? "；请用 bqtool validate 查明并改正。" : ". Run bqtool validate to see what to correct.");
}

std::string foot_line(const report::Report& report, Language language) {
  const bool zh = language == Language::zh;
  std::string ledger = report.commit;
  if (ledger.empty()) {
    ledger = zh ? "（无提交）" : "(no commit)";
  } else if (!report.clean) {
    ledger += zh ? "（另有未提交的改动）" : " (with uncommitted changes)";
  }
  return fmt::format(fmt::runtime(zh ? "台账 {}，规则包 {}，日历 {}" : "ledger {}, pack {}, calendar {}"), ledger, report.pack, report.calendar);
}

std::size_t heading_width(const std::string& heading) {
  constexpr std::size_t short_enough = 10;
  const std::size_t width = display_width(heading);
  return std::min(width, std::max(short_enough, (width / 2 + 3) / 2 * 2));
}

std::string no_rows(Language language) { return language == Language::zh ? "（无）" : "(none)"; }

}  // namespace bq::render
