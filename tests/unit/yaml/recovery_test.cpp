#include <doctest/doctest.h>

#include <string>

#include "outline.hpp"

namespace bq {

using tests::faults;
using tests::outline;

namespace {

/// The outline and the faults of a list with `item` between two good items.
std::string between_good_items(std::string_view item) {
  const std::string text = "- id: A\n  x: y\n" + std::string(item) + "- id: Z\n  x: y\n";
  const Source source("a.yaml", text);
  const yaml::Reading reading = yaml::read(source);
  CHECK(reading.whole == reading.faults.empty());
  CHECK(reading.faults.size() <= 1);
  return outline(reading);
}

}  // namespace

TEST_CASE("a broken item costs only itself") {
  for (const std::string item :
       {"- name：甲\n  b: c\n", "- id: B\n\tc: d\n", "- id: \"甲\n", "- id: \"甲\n  b: \"乙\"\n", "- id: 'it's'\n", "- {id: B\n", "- id: [\n",
        "- id: B\n c: d\n", "- id: B\nc: d\n", "- id: B\ngarbage\n", "- id: B: C\n", "- id: @\n", "-　id: B\n", "-id: B\n  c: d\n", "- id: *b\n", "- [a]: b\n",
        "- id: B\n  c: \x01\n", "- a: |x\n", "- [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\n"}) {
    CAPTURE(item);
    CHECK(between_good_items(item) == "[{id=|A| x=|y|} {id=|Z| x=|y|}]");
  }
}

TEST_CASE("a line at the margin spoils the item above it, whose indentation it lost") {
  for (const std::string item : {"x: y\n", "text\n", "%YAML\n", "@\n"}) {
    CAPTURE(item);
    CHECK(between_good_items(item) == "[{id=|Z| x=|y|}]");
  }
}

TEST_CASE("a whole item between good ones stays") { CHECK(between_good_items("- id: B\n") == "[{id=|A| x=|y|} {id=|B|} {id=|Z| x=|y|}]"); }

TEST_CASE("each broken item has its own fault") {
  const Source source("a.yaml", "# 名单\n- id：A\n- id: B\n- id: \"C\n  x: 1\n- id: D\n  x:2\n  y: 3\n- id: E\x7F\n- id: F\n");
  const yaml::Reading reading = yaml::read(source);
  CHECK(faults(source, reading) == "2:5 full-width-colon [：]\n4:7 unterminated-quote [\"]\n7:4 missing-space-after-colon [:]\n9:8 not-yaml [\x7F]");
  CHECK(outline(reading) == "[{id=|B|} {id=|F|}]");
  CHECK_FALSE(reading.whole);
}

TEST_CASE("an unclosed quote does not swallow the items after it") {
  const char* text = "- name: \"甲\n  town: T1\n- name: \"乙\"\n  town: T2\n- name: \"丙\"\n";
  CHECK(faults(text) == "1:9 unterminated-quote [\"]");
  CHECK(outline(text) == "[{name=|乙| town=|T2|} {name=|丙|}]");
}

TEST_CASE("an indented list recovers too") { CHECK(outline("  - id: A\n  - id：B\n  - id: C\n") == "[{id=|A|} {id=|C|}]"); }

TEST_CASE("the span of a list that lost items ends with its last item") {
  const Source source("a.yaml", "- a\n- b：\n- c\n- d：e\n");
  CHECK(source.slice(yaml::read(source).document.root()->span()) == "- a\n- b：\n- c");
}

TEST_CASE("a list whose every item is broken is an empty list") { CHECK(outline("- a：b\n- c：d\n") == "[]"); }

TEST_CASE("a broken record that is no list is not read in part") {
  const Source source("a.yaml", "id: A\nname：B\nlist:\n- c\n");
  const yaml::Reading reading = yaml::read(source);
  CHECK_FALSE(reading.document.root());
  CHECK_FALSE(reading.whole);
  CHECK(reading.faults.size() == 1);
}

TEST_CASE("very many broken items are read in one walk") {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += "- a：b\n- \"c\n";
  const Source source("a.yaml", text);
  CHECK(yaml::read(source).faults.size() == 40'000);
}

}  // namespace bq
