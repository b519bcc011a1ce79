#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "a_report.hpp"
#include "render/render.hpp"

namespace {

using bq::tests::a_report;
using bq::tests::a_section;

std::string render(const std::string& name, const bq::report::Report& report, bq::Language language = bq::Language::zh) {
  for (const auto& format : bq::render::report_formats())
    if (format.name == name) return format.render(report, {.language = language});
  return {};
}

}  // namespace

TEST_CASE("a report as CSV has a block for every section and a column for every number") {
  CHECK(render("csv", a_report()) == R"(总体情况
本期收到,按时办结率（分子）,按时办结率（分母）,按时办结率,退回重办率（分子）,退回重办率（分母）,退回重办率,办理时长（件数）,办理时长（中位）,办理时长（九成）
14,12,14,85.71%,0,0,—,40,5.5,12

按单位
编号,单位,本期收到,按时办结率（分子）,按时办结率（分母）,按时办结率,本期销号
u-tax,税务局,3,3,4,75.00%,1
,未转办,11,0,0,—,0

名册
代码,资本
"370000000000000018",1.5

未办结
编号
)");
}

TEST_CASE("a report as JSON keeps the contract") {
  CHECK(render("json", a_report()) == R"({
  "bqtool": {"format":1},
  "report": "quarter",
  "title": "2024年第一季度包联工作报告",
  "programme": "某县干部包联企业",
  "period": {"label":"2024Q1","start":"2024-01-01","finish":"2024-03-31"},
  "as_of": "2024-03-31",
  "ledger": {"commit":"a1b2c3d","clean":true},
  "pack": "0123456789abcdef",
  "calendar": "fedcba9876543210",
  "errors": 0,
  "left_out": 0,
  "sections": [
    {
      "id": "summary",
      "title": "总体情况",
      "narrative": "本季度收到诉求14件。",
      "columns": [
        {"id":"received","title":"本期收到","format":"count"},
        {"id":"on_time_rate","title":"按时办结率","format":"rate"},
        {"id":"return_rate","title":"退回重办率","format":"rate"},
        {"id":"response_days","title":"办理时长","format":"days"}
      ],
      "rows": [
        [14,{"n":12,"d":14},{"n":0,"d":0},{"n":40,"median":5.5,"p90":12}]
      ]
    },
    {
      "id": "by-unit",
      "title": "按单位",
      "narrative": "",
      "columns": [
        {"id":"key","title":"编号","format":"text"},
        {"id":"label","title":"单位","format":"text"},
        {"id":"received","title":"本期收到","format":"count"},
        {"id":"on_time_rate","title":"按时办结率","format":"rate"},
        {"id":"closed","title":"本期销号","format":"count"}
      ],
      "rows": [
        ["u-tax","税务局",3,{"n":3,"d":4},1],
        ["","未转办",11,{"n":0,"d":0},0]
      ]
    },
    {
      "id": "enterprises",
      "title": "名册",
      "narrative": "",
      "columns": [
        {"id":"code","title":"代码","format":"text"},
        {"id":"capital","title":"资本","format":"decimal"}
      ],
      "rows": [
        ["370000000000000018","1.5"]
      ]
    },
    {
      "id": "open",
      "title": "未办结",
      "narrative": "",
      "columns": [
        {"id":"id","title":"编号","format":"text"}
      ],
      "rows": []
    }
  ]
}
)");
}

TEST_CASE("JSON says null for no commit, no value and no spread, and mends broken text") {
  auto report = a_report();
  report.commit = "";
  report.programme = "\xFFx";
  report.sections = {a_section("s", "节", {{"a", "A"}, {"b", "B", bq::report::Format::days}}, {{std::monostate{}, bq::report::Days{}}})};
  const auto json = nlohmann::json::parse(render("json", report));
  CHECK(json["ledger"]["commit"].is_null());
  CHECK(json["programme"] == "\uFFFDx");
  CHECK(json["sections"][0]["rows"].dump() == R"([[null,{"median":null,"n":0,"p90":null}]])");
}

TEST_CASE("a whole median is an integer in JSON") {
  auto report = a_report();
  report.sections = {a_section("s", "节", {{"b", "B", bq::report::Format::days}}, {{bq::report::Days{2, 10, 7}}})};
  CHECK(nlohmann::json::parse(render("json", report))["sections"][0]["rows"].dump() == R"([[{"median":5,"n":2,"p90":7}]])");
}

TEST_CASE("a report as Markdown has pipe tables and shows marks as they were written") {
  auto report = a_report();
  report.errors = 1;
  report.sections[1].rows[0][1] = "a|b*c\n<d>";
  report.sections.resize(2);
  report.sections[0].narrative = {"1. 先办", "# 后办"};
  CHECK(render("md", report) == R"(> **台账有 1 处错误，本表只含有效记录；请用 bqtool validate 查明并改正。**

# 2024年第一季度包联工作报告

某县干部包联企业

统计期 2024-01-01 至 2024-03-31，截至 2024-03-31

## 一、总体情况

1\. 先办

\# 后办

| 指标 | 数值 |
| --- | --- |
| 本期收到 | 14 |
| 按时办结率 | 85.71%（12/14） |
| 退回重办率 | — |
| 办理时长 | 中位 5.5 天，九成 12 天（n=40） |

## 二、按单位

| 单位 | 本期收到 | 按时办结率 |
| --- | ---: | ---: |
| a\|b\*c \<d\> | 3 | 75.00% |
| 未转办 | 11 | — |

---

台账 a1b2c3d，规则包 0123456789abcdef，日历 fedcba9876543210
)");
}
