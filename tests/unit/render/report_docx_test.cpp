#include "a_report.hpp"
#include "an_archive.hpp"

namespace {

using bq::tests::a_report;
using bq::tests::a_section;
using bq::tests::part_of;
using bq::tests::rendered;
using bq::tests::unzipped;

pugi::xml_document document_of(const bq::report::Report& report) { return part_of(unzipped(rendered("docx", report)), "word/document.xml"); }

std::string text_of(pugi::xml_node node) {
  std::string text;
  auto parts = node.select_nodes(".//w:t | .//w:br");
  parts.sort();
  for (const auto& part : parts) text += std::string(part.node().name()) == "w:br" ? "\n" : part.node().text().get();
  return text;
}

/// The paragraphs outside tables, each behind its style; empty ones left out.
std::vector<std::string> paragraphs_of(const pugi::xml_document& document) {
  std::vector<std::string> paragraphs;
  for (const auto& found : document.select_nodes("/w:document/w:body/w:p")) {
    const std::string text = text_of(found.node());
    if (!text.empty()) paragraphs.push_back(std::string(found.node().child("w:pPr").child("w:pStyle").attribute("w:val").value()) + ": " + text);
  }
  return paragraphs;
}

}  // namespace

TEST_CASE("a report as a document reads like the paper") {
  const auto document = document_of(a_report());
  CHECK(paragraphs_of(document) == std::vector<std::string>{"Title: 2024年第一季度包联工作报告", "Subtitle: 某县干部包联企业",
                                                            "Subtitle: 统计期 2024-01-01 至 2024-03-31，截至 2024-03-31", "Heading1: 一、总体情况",
                                                            "BodyText: 本季度收到诉求14件。", "Heading1: 二、按单位", "Heading1: 三、未办结",
                                                            "BodyText: （无）", "Note: 台账 a1b2c3d，规则包 0123456789abcdef，日历 fedcba9876543210"});
  const auto tables = document.select_nodes("//w:tbl");
  REQUIRE(tables.size() == 2);
  const auto rows = tables[1].node().select_nodes("w:tr");
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].node().select_node("w:trPr/w:tblHeader"));
  CHECK_FALSE(rows[1].node().select_node("w:trPr/w:tblHeader"));
  CHECK(text_of(rows[1].node()) == "税务局375.00%");
  CHECK(text_of(rows[2].node()) == "未转办11—");
  CHECK(std::string(tables[1].node().select_node("w:tblPr/w:tblBorders/w:insideV").node().attribute("w:val").value()) == "single");
}

TEST_CASE("a document looks as official documents do") {
  const auto styles = part_of(unzipped(rendered("docx", a_report())), "word/styles.xml");
  const auto of = [&](const char* id, const char* path) {
    return styles.select_node(("//w:style[@w:styleId='" + std::string(id) + "']/" + path).c_str()).node();
  };
  CHECK(std::string(of("Title", "w:pPr/w:jc").attribute("w:val").value()) == "center");
  CHECK(of("Title", "w:rPr/w:sz").attribute("w:val").as_int() == 44);
  CHECK(std::string(of("BodyText", "w:rPr/w:rFonts").attribute("w:eastAsia").value()) == "仿宋");
  CHECK(of("BodyText", "w:rPr/w:sz").attribute("w:val").as_int() == 32);
  CHECK(of("BodyText", "w:pPr/w:ind").attribute("w:firstLineChars").as_int() == 200);
  CHECK(std::string(of("Heading1", "w:rPr/w:rFonts").attribute("w:eastAsia").value()) == "黑体");
  const auto footer = part_of(unzipped(rendered("docx", a_report())), "word/footer1.xml");
  CHECK(std::string(footer.select_node("//w:fldSimple").node().attribute("w:instr").value()) == " PAGE ");
}

TEST_CASE("a wide table stands on pages on their side, what is before and after it does not") {
  std::vector<bq::report::Column> many;
  std::vector<bq::report::Cell> row;
  for (int i = 0; i < 12; ++i) {
    many.push_back({"c", "本期收到", bq::report::Format::count});
    row.emplace_back(std::int64_t{i});
  }
  auto report = a_report();
  report.sections = {report.sections[0], a_section("wide", "宽表", many, {row}), report.sections[1]};
  const auto document = document_of(report);
  std::vector<std::string> pages;
  for (const auto& size : document.select_nodes("//w:sectPr/w:pgSz")) pages.emplace_back(size.node().attribute("w:orient").as_string("upright"));
  CHECK(pages == std::vector<std::string>{"upright", "landscape", "upright"});
  CHECK(document.select_nodes("//w:sectPr/w:footerReference").size() == 3);
  report.sections = {report.sections[1]};
  CHECK(document_of(report).select_nodes("//w:sectPr").size() == 1);
}

TEST_CASE("what XML forbids is left out of a document, its marks are kept as text") {
  auto report = a_report();
  report.sections = {a_section("s", "节", {{"a", "列"}}, {{"<b>&\"\x01\x0B\xFF\uFFFF一\n二"}})};
  const auto document = document_of(report);
  const auto cells = document.select_nodes("//w:tc");
  REQUIRE(cells.size() == 2);
  CHECK(text_of(cells[1].node()) == "<b>&\"  \uFFFD\uFFFD一\n二");
}

TEST_CASE("line breaks of sentences stay in a document") {
  auto report = a_report();
  report.sections = {a_section("s", "节", {})};
  report.sections[0].narrative = {"一\r\n二"};
  CHECK(paragraphs_of(document_of(report))[3] == "BodyText: 一\n二");
}

TEST_CASE("the same report gives the same document, byte for byte") {
  CHECK(rendered("docx", a_report()) == rendered("docx", a_report()));
  const auto core = part_of(unzipped(rendered("docx", a_report())), "docProps/core.xml");
  CHECK(std::string(core.select_node("//dcterms:created").node().text().get()) == "2024-03-31T12:00:00Z");
}

TEST_CASE("a document of a ledger with faults says so first, and one without a section has its head and foot") {
  auto report = a_report();
  report.errors = 1;
  CHECK(paragraphs_of(document_of(report))[0] == "Warning: 台账有 1 处错误，本表只含有效记录；请用 bqtool validate 查明并改正。");
  report = a_report();
  report.sections.clear();
  report.foot = {"填表人："};
  CHECK(paragraphs_of(document_of(report)) == std::vector<std::string>{"Title: 2024年第一季度包联工作报告", "Subtitle: 某县干部包联企业",
                                                                       "Subtitle: 统计期 2024-01-01 至 2024-03-31，截至 2024-03-31", "PlainLine: 填表人：",
                                                                       "Note: 台账 a1b2c3d，规则包 0123456789abcdef，日历 fedcba9876543210"});
}
