#include <doctest/doctest.h>

#include "a_report.hpp"
#include "render/render.hpp"

namespace {

using bq::tests::a_report;

std::string text_of(const bq::report::Report& report, bq::render::Style style = {}) { return bq::render::report_formats().front().render(report, style); }

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a report as text reads like a paper") {
  CHECK(text_of(a_report()) == R"(                           2024年第一季度包联工作报告
                                某县干部包联企业
                统计期 2024-01-01 至 2024-03-31，截至 2024-03-31

一、总体情况

　　本季度收到诉求14件。

指标        数值
----------  -------------------------------
本期收到    14
按时办结率  85.71%（12/14）
退回重办率  —
办理时长    中位 5.5 天，九成 12 天（n=40）

二、按单位

单位    本期收到  按时办结率
------  --------  ----------
税务局         3      75.00%
未转办        11           —

三、未办结

（无）

--------------------------------------------------------------------------------
台账 a1b2c3d，规则包 0123456789abcdef，日历 fedcba9876543210
)");
}

TEST_CASE("a report of a faulty ledger begins with a banner") {
  auto report = a_report();
  report.errors = 3;
  report.left_out = 2;
  CHECK(text_of(report).starts_with(std::string(80, '!') + "\n台账有 3 处错误，本表只含有效记录，2 条未计入；请用 bqtool validate 查明并改正。\n"));
  CHECK(text_of(report, {.color = true}).starts_with("\x1B[1;31m!"));
}

TEST_CASE("an English report has English words around its tables") {
  auto report = a_report();
  report.clean = false;
  report.cut_off = report.as_of;
  const std::string text = text_of(report, {.language = bq::Language::en});
  CHECK(has(text, "2024-01-01 to 2024-03-31, as of 2024-03-31, cut off on 2024-03-31\n"));
  CHECK(has(text, "\n1. 总体情况\n"));
  CHECK(has(text, "85.71% (12/14)"));
  CHECK(has(text, "median 5.5 days, 90% within 12 (n=40)"));
  CHECK(has(text, "ledger a1b2c3d (with uncommitted changes), pack "));
}

TEST_CASE("sections after the tenth keep counting in Chinese") {
  auto report = a_report();
  report.sections.assign(21, bq::tests::a_section("s", "节", {}));
  const std::string text = text_of(report);
  CHECK(has(text, "\n十、节\n"));
  CHECK(has(text, "\n十一、节\n"));
  CHECK(has(text, "\n二十、节\n"));
  CHECK(has(text, "\n二十一、节\n"));
}
