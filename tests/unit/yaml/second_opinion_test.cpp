#include <doctest/doctest.h>
#include <yaml-cpp/yaml.h>

#include <string>

#include "outline.hpp"

namespace {

/// As tests::outline, of what yaml-cpp reads.
std::string other_outline(const YAML::Node& node) {
  if (node.IsNull()) return "_";
  if (node.IsScalar()) return "|" + node.Scalar() + "|";
  std::string text;
  if (node.IsSequence())
    for (const auto& item : node) text += (text.empty() ? "" : " ") + other_outline(item);
  else
    for (const auto& entry : node) text += (text.empty() ? "" : " ") + entry.first.Scalar() + "=" + other_outline(entry.second);
  return node.IsSequence() ? "[" + text + "]" : "{" + text + "}";
}

}  // namespace

namespace bq {

TEST_CASE("two readers agree on odd but legal documents") {
  for (const std::string text : {
           "a: |\n  x\n   y\n\n  z\n\n\nb: 1\n",
           "a: |-\n  x\n\nb: |+\n  y\n\n\nc: z\n",
           "a: >\n  x\n  y\n\n  z\n   more\n  w\nb: >-\n\n  x\n",
           "a: |2\n    x\n  y\n",
           "a: \"x\\ty\\n\\u4e2d\\x41\\\\ \\\"q\\\"\"\n",
           "a: 'it''s'\nb: ''\nc: \"\"\n",
           "a: \"one\n  two\n\n  three\\\n  four\"\n",
           "a: one\n  two\n\n  three\n",
           "a: [x, 'y, z', \"w\", [], {}, {b: c}]\n",
           "{a: 1, b: [2, 3], c: , d: {e: f}}\n",
           "[\n  a,\n  b,\n]\n",
           "名称: 甲公司\n联系人:\n  - 姓名: 张三 # 组长\n    电话: 0571-88888888\n",
           "a:\n- 一\n- 二：三\n- '四'\n-\n- ~\n",
           "a: b\r\nc:\r\n  - d\r\n  - e\r\n",
           "a: \"x\r\n  y\"\r\nb: |\r\n  z\r\n",
           "a: b",
           "- a\n- b",
           "a: |\n  x",
           "---\na: b\n...\n",
           "\xEF\xBB\xBF"
           "a: b\n",
           "? a\n: b\n",
           "a: b:c\nd: e#f\ng: 'h' # i\n",
           "a:\n- b\n- c:\n  - d\ne: f\n",
           "- - a\n  - b\n- - c\n",
           "\"quoted key\": 1\n'other': 2\n",
           "- a:   b   \n  c:\td\n",
       }) {
    CAPTURE(text);
    CHECK(tests::outline(text) == other_outline(YAML::Load(text)));
  }
}

}  // namespace bq
