#include <doctest/doctest.h>

#include <string>

#include "outline.hpp"

namespace bq {

using tests::faults;

TEST_CASE("a full-width colon is shown where a key colon belongs") {
  CHECK(faults("- id: A\n  name：甲\n  town: T1\n") == "2:7 full-width-colon [：]");
  CHECK(faults("- name：甲\n  town: T1\n") == "1:7 full-width-colon [：]");
  CHECK(faults("- name：甲\n  town：T1\n") == "1:7 full-width-colon [：]");
  CHECK(faults("- name：甲\n") == "1:7 full-width-colon [：]");
  CHECK(faults("名称：甲\n乡镇: T1\n") == "1:3 full-width-colon [：]");
  CHECK(faults("名称: 甲\n乡镇：T1\n") == "2:3 full-width-colon [：]");
  CHECK(faults("- id: A\n  head:\n    姓名：甲\n") == "3:7 full-width-colon [：]");
  CHECK(faults("- {name：甲, id: A}\n") == "1:8 full-width-colon [：]");
  CHECK(faults("- id: A\n  timeline:\n    - date：2024-01-01\n      event: accept\n") == "3:11 full-width-colon [：]");
  CHECK(faults("- id: A\n  visitors:\n    - 干部：C-01\n") == "3:9 full-width-colon [：]");
  CHECK(faults("- \"name\"：甲\n  b: c\n") == "1:9 full-width-colon [：]");
}

TEST_CASE("a line that continues the value above it is searched for slips") {
  CHECK(faults("- id: A\n    town：T1\n") == "2:9 full-width-colon [：]");
  CHECK(faults("- id: A\n    town:T1\n") == "2:9 missing-space-after-colon [:]");
  CHECK(faults("- note: 一\n    二\n    乡镇：T1\n    三\n") == "3:7 full-width-colon [：]");
}

TEST_CASE("a missing space after the colon is shown at the colon") {
  CHECK(faults("- id: A\n  town:T1\n  x: y\n") == "2:7 missing-space-after-colon [:]");
  CHECK(faults("- name:甲\n  town: T1\n") == "1:7 missing-space-after-colon [:]");
  CHECK(faults("name:甲\ntown: T1\n") == "1:5 missing-space-after-colon [:]");
  CHECK(faults("- {name:甲, id: A}\n") == "1:8 missing-space-after-colon [:]");
  CHECK(faults("- name:\"甲\"\n  town: T1\n") == "1:7 missing-space-after-colon [:]");
}

TEST_CASE("a full-width space is shown where a blank was meant") {
  CHECK(faults("- id: A\n　　name: 甲\n") == "2:1 full-width-space [　　]");
  CHECK(faults("- id: A\n  　name: 甲\n") == "2:3 full-width-space [　]");
  CHECK(faults("-　id: A\n  n: b\n") == "1:2 full-width-space [　]");
  CHECK(faults("- id:　A\n") == "1:6 full-width-space [　]");
  CHECK(faults("- id: 　A\n") == "1:7 full-width-space [　]");
  CHECK(faults("- id　: A\n") == "1:5 full-width-space [　]");
}

TEST_CASE("a tab is shown where it indents") {
  CHECK(faults("- id: A\n\tname: B\n") == "2:1 tab-indent [\t]");
  CHECK(faults("a:\n\t\tb: c\n") == "2:1 tab-indent [\t\t]");
  CHECK(faults("-\tid: A\n") == "1:2 tab-indent [\t]");
  CHECK(faults("a: b\nc: d\n\te: f\n") == "3:1 tab-indent [\t]");
}

TEST_CASE("a quote that nothing closes is shown where it opens") {
  CHECK(faults("a: \"甲\nb: c\n") == "1:4 unterminated-quote [\"]");
  CHECK(faults("a: '甲\nb: c\n") == "1:4 unterminated-quote [']");
  CHECK(faults("a: \"甲\nb: \"乙\"\n") == "1:4 unterminated-quote [\"]");
  CHECK(faults("- a: \"甲\n  b: \"\n") == "1:6 unterminated-quote [\"]");
  CHECK(faults("- a: \"甲\n    b: \"T1\"\n") == "1:6 unterminated-quote [\"]");
  CHECK(faults("- a: [\"甲, 乙]\n- b: c\n") == "1:7 unterminated-quote [\"]");
}

TEST_CASE("anchors, aliases and tags are shown each") {
  CHECK(faults("a: &x b\nc: !!str 12\nd: &y !t\n  e: f\n") == "1:4 anchor-or-alias [&x]\n2:4 tag [!!str]\n3:4 anchor-or-alias [&y]\n3:7 tag [!t]");
  CHECK(faults("a: *x\n") == "1:4 anchor-or-alias [*x]");
  CHECK(faults("a: *重点*\n") == "1:4 anchor-or-alias [*重点*]");
  CHECK(faults("a: !x!y b\n") == "1:4 tag [!x!y]");
}

TEST_CASE("a value with an anchor or a tag is read without it") {
  CHECK(tests::outline("a: &x b\nc: !!int \"12\"\nd: ! e\nf: !t\n  - g\n") == "{a=|b| c=|12| d=|e| f=[|g|]}");
}

TEST_CASE("a key comes once and its first value stands") {
  const Source source("a.yaml", "id: A\nx: [1]\nid: B\nx: {y: 2, y: 3}\nz: 4\n");
  const yaml::Reading reading = yaml::read(source);
  CHECK(faults(source, reading) == "3:1 duplicate-key [id]\n4:1 duplicate-key [x]\n4:11 duplicate-key [y]");
  CHECK(reading.faults[0].args == Args{{"key", "id"}, {"line", "1"}});
  CHECK(tests::outline(reading) == "{id=|A| x=[|1|] z=|4|}");
  CHECK_FALSE(reading.whole);
}

TEST_CASE("a key that is no text is shown") {
  CHECK(faults("- [a, b]: c\n") == "1:3 complex-key [[]");
  CHECK(faults("- {{name}}\n") == "1:4 complex-key [{]");
}

TEST_CASE("a second document is shown and the first one stands") {
  CHECK(faults("a: b\n---\nc: d\n") == "2:1 several-documents [---]");
  CHECK(faults("---\n- a\n...\n- b\n") == "4:1 several-documents [- b]");
  CHECK(faults("- a：b\n---\n- c\n") == "1:4 full-width-colon [：]\n2:1 several-documents [---]");
  CHECK(tests::outline("- a\n---\n- b\n") == "[|a|]");
}

TEST_CASE("a bracket that is not closed is shown where it opens") {
  CHECK(faults("- {id: A, name: B\n- id: C\n") == "1:3 not-yaml [{]");
  CHECK(faults("- id: A\n  l: [a, b\n  d: e\n") == "2:6 not-yaml [[]");
  CHECK(faults("- id: [\n- id: C\n") == "1:7 not-yaml [[]");
  CHECK(faults("a: [b\n") == "1:4 not-yaml [[]");
}

TEST_CASE("a line that does not line up is shown") {
  CHECK(faults("- id: A\n   name: B\n") == "2:4 not-yaml [name]");
  CHECK(faults("- id: A\n name: B\n") == "2:2 not-yaml [n]");
  CHECK(faults("- id: A\nname: B\n") == "2:1 not-yaml [n]");
  CHECK(faults("- id: A\n-id: B\n") == "2:1 not-yaml [-]");
  CHECK(faults("a: b\nfoo\nc: d\n") == "2:1 not-yaml [foo]");
}

TEST_CASE("what else is no YAML comes with a reason in both languages") {
  for (const std::string text : {"a: b: c\n", "a: - b\n", "a: @b\n", "a: 'b' c\n", "a: \"\\d\"\n", "%YAML 1.1\n---\na: b\n", ": a\n", "[a] b\n", "a: |x\n  y\n",
                                 "a: \x01\n", "-id: A\n", "]\n"}) {
    CAPTURE(text);
    const Source source("a.yaml", text);
    const yaml::Reading reading = yaml::read(source);
    REQUIRE(reading.faults.size() == 1);
    CHECK(reading.faults[0].rule == "not-yaml");
    CHECK(reading.faults[0].args.size() == 2);
    CHECK(reading.faults[0].args[0].first == "reason_zh");
    CHECK(reading.faults[0].args[1].first == "reason_en");
    CHECK_FALSE(reading.whole);
  }
}

TEST_CASE("nesting beyond the limit is shown at the bracket that is too many") {
  const Source source("a.yaml", "[[[a]]]");
  CHECK(faults(source, yaml::read(source, {.depth = 3})).empty());
  CHECK(faults(source, yaml::read(source, {.depth = 2})) == "1:3 too-deep [[]");
  CHECK(faults(std::string(1'000'000, '[')) == "1:33 too-deep [[]");
}

}  // namespace bq
