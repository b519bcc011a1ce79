#include "a_report.hpp"
#include "an_archive.hpp"
#include "render/sheet_names.hpp"

namespace {

using bq::tests::a_report;
using bq::tests::a_section;
using bq::tests::part_of;
using bq::tests::rendered;
using bq::tests::unzipped;

/// A workbook as a spreadsheet would read it.
struct Workbook {
  std::map<std::string, std::string> files;

  explicit Workbook(const bq::report::Report& report, bq::Language language = bq::Language::zh) : files(unzipped(rendered("xlsx", report, language))) {}

  [[nodiscard]] std::vector<std::string> sheets() const {
    std::vector<std::string> names;
    const auto book = part_of(files, "xl/workbook.xml");
    for (const auto& sheet : book.select_nodes("//sheet")) names.emplace_back(sheet.node().attribute("name").value());
    return names;
  }

  [[nodiscard]] pugi::xml_document sheet(int number) const { return part_of(files, "xl/worksheets/sheet" + std::to_string(number) + ".xml"); }

  /// A cell with its kind: `text x`, `number 0.75 0.00%`, `formula B2+B3 5`; empty when there is none.
  [[nodiscard]] std::string cell(int number, const std::string& place) const {
    const auto document = sheet(number);
    const pugi::xml_node node = document.select_node(("//c[@r='" + place + "']").c_str()).node();
    if (!node.child("v")) return "";
    const std::string value = node.child("v").text().get();
    if (std::string(node.attribute("t").value()) == "s") {
      const auto strings = part_of(files, "xl/sharedStrings.xml");
      return "text " + std::string(strings.select_nodes("//si")[static_cast<std::size_t>(std::stoi(value))].node().child("t").text().get());
    }
    if (node.child("f")) return "formula " + std::string(node.child("f").text().get()) + " " + value;
    return "number " + value + " " + number_format(node.attribute("s").as_int());
  }

  [[nodiscard]] std::string number_format(int style) const {
    const auto styles = part_of(files, "xl/styles.xml");
    const int id = styles.select_nodes("//cellXfs/xf")[static_cast<std::size_t>(style)].node().attribute("numFmtId").as_int();
    if (id == 1) return "0";
    if (id == 10) return "0.00%";
    return styles.select_node(("//numFmt[@numFmtId='" + std::to_string(id) + "']").c_str()).node().attribute("formatCode").value();
  }
};

/// A report of one section that has one table.
bq::report::Report one_table(std::vector<bq::report::Column> columns, std::vector<std::vector<bq::report::Cell>> rows) {
  auto report = a_report();
  report.programme = report.title;
  report.sections = {a_section("s", "表", std::move(columns), std::move(rows))};
  return report;
}

std::string merged(const pugi::xml_document& sheet) {
  std::string ranges;
  for (const auto& node : sheet.select_nodes("//mergeCell")) ranges += std::string(ranges.empty() ? "" : " ") + node.node().attribute("ref").value();
  return ranges;
}

}  // namespace

using bq::report::Format;

TEST_CASE("a workbook begins with the paper and has a sheet for each further table with rows") {
  const Workbook book(a_report());
  CHECK(book.sheets() == std::vector<std::string>{"正文", "按单位"});
  CHECK(book.cell(1, "A1") == "text 2024年第一季度包联工作报告");
  CHECK(book.cell(1, "A2") == "text 某县干部包联企业");
  CHECK(book.cell(1, "A3") == "text 统计期 2024-01-01 至 2024-03-31，截至 2024-03-31");
  CHECK(book.cell(1, "A4") == "text 一、总体情况");
  CHECK(book.cell(1, "A5") == "text 　　本季度收到诉求14件。");
  CHECK(book.cell(1, "A6") == "text 指标");
  CHECK(book.cell(1, "B7") == "number 14 0");
  CHECK(book.cell(1, "C8") == "text 12/14");
  CHECK(book.cell(1, "B10") == "number 5.5 0.0");
  CHECK(book.cell(1, "C10") == "text 中位天数，九成 12 天（n=40）");
  CHECK(book.cell(1, "A12") == "text 表：按单位");
  CHECK(book.cell(1, "A14") == "text （无）");
  CHECK(book.cell(1, "A16") == "text 台账 a1b2c3d，规则包 0123456789abcdef，日历 fedcba9876543210");
  CHECK(merged(book.sheet(1)) == "A1:C1 A2:C2 A3:C3 A4:C4 A5:C5 A11:C11 A12:C12 A13:C13 A14:C14 A16:C16");
}

TEST_CASE("a rate in a workbook is a percentage, and the dash of the papers where it has no base") {
  const Workbook book(a_report());
  CHECK(book.cell(2, "A2") == "text 单位");
  CHECK(book.cell(2, "B3") == "number 3 0");
  CHECK(book.cell(2, "C3") == "number 0.75 0.00%");
  CHECK(book.cell(2, "C4") == "text —");
}

TEST_CASE("what is no quantity stays a text in a workbook") {
  const Workbook book(
      one_table({{"code", "代码"}, {"phone", "电话"}, {"formula", "备注"}, {"none", "无"}},
                {{"370000000000000018", "013800000000", "=HYPERLINK(\"x\")", std::monostate{}}, {"1", "2", "+1", "@a"}, {"-1", "_x0041_", "a\x01 b", ""}}));
  CHECK(book.cell(1, "A4") == "text 370000000000000018");
  CHECK(book.cell(1, "B4") == "text 013800000000");
  CHECK(book.cell(1, "C4") == "text =HYPERLINK(\"x\")");
  CHECK(book.cell(1, "D4") == "text —");
  CHECK(book.cell(1, "A5") == "text 1");
  CHECK(book.cell(1, "C5") == "text +1");
  CHECK(book.cell(1, "D5") == "text @a");
  CHECK(book.cell(1, "A6") == "text -1");
  CHECK(book.cell(1, "B6") == "text _x005F_x0041_");
  CHECK(book.cell(1, "C6") == "text a  b");
  CHECK_FALSE(book.sheet(1).select_node("//f"));
}

TEST_CASE("days, decimals and counts in a workbook are numbers in their form") {
  const Workbook book(
      one_table({{"day", "日期", Format::date}, {"money", "金额", Format::decimal}, {"many", "件数", Format::count}, {"days", "时长", Format::days}},
                {{"2024-03-31", bq::Decimal{1'250'000}, std::int64_t{7}, bq::report::Days{4, 11, 9}},
                 {"暂定", bq::Decimal{2'000'000}, std::int64_t{9'007'199'254'740'993}, bq::report::Days{}}}));
  CHECK(book.cell(1, "A4") == "number 45382 yyyy-mm-dd");
  CHECK(book.cell(1, "B4") == "number 1.25 0.00");
  CHECK(book.cell(1, "C4") == "number 7 0");
  CHECK(book.cell(1, "D3") == "text 时长（中位）");
  CHECK(book.cell(1, "D4") == "number 5.5 0.0");
  CHECK(book.cell(1, "E4") == "number 9 0");
  CHECK(book.cell(1, "A5") == "text 暂定");
  CHECK(book.cell(1, "B5") == "number 2 0");
  CHECK(book.cell(1, "C5") == "text 9007199254740993");
  CHECK(book.cell(1, "D5") == "text —");
  CHECK(book.cell(1, "E5") == "text —");
}

TEST_CASE("a line of a form that adds up others goes on adding in a workbook") {
  auto report = one_table({{"line", "序号"}, {"value", "数", Format::decimal}, {"unit", "单位", Format::decimal}},
                          {{"14", std::int64_t{5}, "未报"}, {"15", std::int64_t{2}, "未报"}, {"16", std::int64_t{3}, "未报"}});
  report.sections.front().sums = {{0, {1, 2}}};
  const Workbook book(report);
  CHECK(book.cell(1, "B4") == "formula B5+B6 5");
  CHECK(book.cell(1, "C4") == "text 未报");
  CHECK(book.cell(1, "A4") == "text 14");
}

TEST_CASE("a sheet is an A4 page as wide as its table, with its headings on every page and in sight") {
  const Workbook book(a_report());
  const auto sheet = book.sheet(2);
  const pugi::xml_node setup = sheet.select_node("//pageSetup").node();
  CHECK(setup.attribute("paperSize").as_int() == 9);
  CHECK(setup.attribute("fitToHeight").as_int(1) == 0);
  CHECK(std::string(sheet.select_node("//pane").node().attribute("topLeftCell").value()) == "A3");
  CHECK(std::string(sheet.select_node("//oddFooter").node().text().get()) == "&C第 &P 页，共 &N 页");
  const auto names = part_of(book.files, "xl/workbook.xml");
  CHECK(std::string(names.select_node("//definedName").node().text().get()) == "'按单位'!$2:$2");
  CHECK(std::string(setup.attribute("orientation").value()) == "portrait");

  std::vector<bq::report::Column> many;
  for (int i = 0; i < 20; ++i) many.push_back({"c", "一列", Format::count});
  const auto wide = Workbook(one_table(std::move(many), {})).sheet(1);
  CHECK(std::string(wide.select_node("//pageSetup").node().attribute("orientation").value()) == "landscape");
}

TEST_CASE("a column is as wide as its text, a Chinese character counting two") {
  const auto sheet = Workbook(one_table({{"a", "甲"}, {"b", "乙"}}, {{"一二三四五六七八九十", "1234567890"}})).sheet(1);
  const auto columns = sheet.select_nodes("//col");
  REQUIRE(columns.size() == 2);
  const double first = columns[0].node().attribute("width").as_double();
  const double second = columns[1].node().attribute("width").as_double();
  CHECK(first > 1.7 * second);
}

TEST_CASE("the same report gives the same workbook, byte for byte, whatever the day") {
  CHECK(rendered("xlsx", a_report()) == rendered("xlsx", a_report()));
  auto report = a_report();
  report.as_of = *bq::parse_date("1970-01-01");
  const auto core = part_of(unzipped(rendered("xlsx", report)), "docProps/core.xml");
  CHECK(std::string(core.select_node("//dcterms:created").node().text().get()) == "1970-01-01T12:00:00Z");
}

TEST_CASE("a workbook of a ledger with faults says so first, and one without a section is a page") {
  auto report = a_report();
  report.errors = 2;
  CHECK(Workbook(report).cell(1, "A1") == "text 台账有 2 处错误，本表只含有效记录；请用 bqtool validate 查明并改正。");
  report = a_report();
  report.sections.clear();
  CHECK(Workbook(report, bq::Language::en).sheets() == std::vector<std::string>{"Paper"});
}

TEST_CASE("a text longer than a cell can hold ends with an ellipsis") {
  std::string text;
  for (int i = 0; i < 40'000; ++i) text += "长";
  const std::string cell = Workbook(one_table({{"a", "甲"}}, {{text}})).cell(1, "A4");
  CHECK(cell.size() == 5 + 32'767 * 3);
  CHECK(cell.ends_with("长…"));
}

TEST_CASE("names of sheets are made legal and kept apart") {
  bq::render::SheetNames names;
  CHECK(names.add("转办承办情况") == "转办承办情况");
  CHECK(names.add("转办承办情况") == "转办承办情况 (2)");
  CHECK(names.add("Open/closed: [a]*?\\") == "Open-closed- -a----");
  CHECK(names.add("'quoted'") == "quoted");
  CHECK(names.add("QUOTED") == "QUOTED (2)");
  CHECK(names.add("") == "_");
  CHECK(names.add("History") == "History_");
  CHECK(names.add("一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二") == "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一");
  CHECK(names.add("一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二") == "一二三四五六七八九十一二三四五六七八九十一二三四五六七 (2)");
  // Characters beyond the basic plane take two units each.
  CHECK(names.add("𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷") == "𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷");
}

TEST_CASE("titles that sheets can't have still give a workbook that links to them") {
  auto report = a_report();
  report.sections = {a_section("a", "甲", {{"x", "列"}}, {{"1"}}), a_section("b", "it's 1/2", {{"x", "列"}}, {{"1"}}),
                     a_section("c", "it's 1/2", {{"x", "列"}}, {{"1"}})};
  const Workbook book(report);
  CHECK(book.sheets() == std::vector<std::string>{"正文", "it's 1-2", "it's 1-2 (2)"});
  const auto sheet = book.sheet(1);
  const auto links = sheet.select_nodes("//hyperlink");
  REQUIRE(links.size() == 2);
  CHECK(std::string(links[1].node().attribute("location").value()) == "'it''s 1-2 (2)'!A1");
}
