#include "yaml/read.hpp"

#include <doctest/doctest.h>

#include <string>

#include "outline.hpp"

namespace bq::yaml {

using tests::outline;

TEST_CASE("every scalar stays the text that was written") {
  CHECK(outline("a: 0012\nb: no\nc: 1e5\nd: 91330100MA27XXXX0X\ne: 2024-01-01\n") == "{a=|0012| b=|no| c=|1e5| d=|91330100MA27XXXX0X| e=|2024-01-01|}");
}

TEST_CASE("a list of records and a single record read as they look") {
  CHECK(outline("- id: A\n  名称: 甲公司\n- id: B\n  tags: [x, 'y']\n") == "[{id=|A| 名称=|甲公司|} {id=|B| tags=[|x| |y|]}]");
  CHECK(outline("id: A\nhead:\n  name: 甲\nlist:\n- a\n- b\n") == "{id=|A| head={name=|甲|} list=[|a| |b|]}");
}

TEST_CASE("a text of nothing but comments has no document and no fault") {
  for (const std::string text : {"", "\n\n", "# 说明\n", "---\n", "---\n# 说明\n...\n", "\xEF\xBB\xBF"}) {
    CAPTURE(text);
    const Source source("a.yaml", text);
    const Reading reading = read(source);
    CHECK_FALSE(reading.document.root());
    CHECK(reading.whole);
    CHECK(reading.faults.empty());
  }
}

TEST_CASE("an empty list is a document") { CHECK(outline("[]\n") == "[]"); }

TEST_CASE("a span covers the value with its quotes and nothing after it") {
  const Source source("a.yaml", "- 名称: \"甲\"  # 注\n  单位: 'it''s'\n  备注: 一 二  \n  列表: [a,\n    b]\n  正文: |\n    一\n    二\n\n- x\n");
  const Reading reading = read(source);
  const NodeRef root = reading.document.root().value();
  const NodeRef item = root.items().front();
  const auto slice = [&](const char* key) { return source.slice(item.find(key)->span()); };
  CHECK(slice("名称") == "\"甲\"");
  CHECK(slice("单位") == "'it''s'");
  CHECK(slice("备注") == "一 二");
  CHECK(slice("列表") == "[a,\n    b]");
  CHECK(slice("正文") == "|\n    一\n    二");
  CHECK(source.slice(item.span()).starts_with("名称:"));
  CHECK(source.slice(item.span()).ends_with("二"));
  CHECK(source.slice(root.span()) == source.text().substr(0, source.text().size() - 1));
}

TEST_CASE("a missing value stands at the end of its key") {
  const Source source("a.yaml", "a:\n  b:\n  c: d\ne:\n");
  const Reading reading = read(source);
  const NodeRef root = reading.document.root().value();
  CHECK(root.find("a")->find("b")->span() == Span{6, 6});
  CHECK(root.find("e")->span() == Span{16, 16});
  CHECK(root.span() == Span{0, 16});
}

TEST_CASE("places are exact behind a byte order mark and every kind of line ending") {
  const Source source("a.yaml", "\xEF\xBB\xBF甲: 1\r\n乙: 2\r丙: 3\xC2\x85丁: 4\xE2\x80\xA8戊: 5\xE2\x80\xA9己: 😀\nz: 7");
  const Reading reading = read(source);
  CHECK(reading.faults.empty());
  for (const auto [key, value] : reading.document.root()->entries()) {
    CHECK(source.slice(key.span()) == key.text());
    CHECK(source.slice(value.span()) == value.text());
  }
  CHECK(reading.document.root()->entries().size() == 7);
}

TEST_CASE("a value that is written as it reads points into the source") {
  const Source source("a.yaml", "a: 甲\nb: \"乙\"\nc: 'it''s'\n");
  const Reading reading = read(source);
  const NodeRef root = reading.document.root().value();
  const auto inside = [&](std::string_view text) { return text.data() >= source.text().data() && text.data() < source.text().data() + source.text().size(); };
  CHECK(inside(root.find("a")->text()));
  CHECK(inside(root.find("b")->text()));
  CHECK_FALSE(inside(root.find("c")->text()));
  CHECK(root.find("c")->text() == "it's");
}

TEST_CASE("a reading may be moved without its texts moving") {
  const Source source("a.yaml", "a: 'it''s'\n");
  Reading reading = read(source);
  const Reading moved = std::move(reading);
  CHECK(moved.document.root()->find("a")->text() == "it's");
}

TEST_CASE("a long line is read in one walk") {
  std::string text = "- [";
  for (int i = 0; i < 100'000; ++i) text += "甲乙, ";
  const Source source("a.yaml", text + "丙]\n");
  const Reading reading = read(source);
  CHECK(reading.document.root()->items().front().items().size() == 100'001);
}

TEST_CASE("what looks like a slip and is none is left alone") {
  for (const std::string text : {
           "- note: 说明：见附件\n",
           "- time: 10:30\n  url: http://a.cn/b:c\n",
           "- notes:\n    - 提醒：早点来\n    - 会议10:30开始\n    - http://a.cn\n",
           "- tags: [类别：用地]\n",
           "- text: |\n    时间：今天\n    key:value\n",
           "- text: \"甲\n\n    乙：丙\"\n",
           "- text: 一\n    二，三：四\n",
           "- {a: '：', \"b：c\": d}\n",
           "- a: 甲　乙\n",
           "# a：b\n- a: b # c：d\n",
       }) {
    CAPTURE(text);
    CHECK(tests::faults(text).empty());
  }
}

}  // namespace bq::yaml
