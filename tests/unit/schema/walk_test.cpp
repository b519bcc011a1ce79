#include <doctest/doctest.h>

#include "../index/a_ledger.hpp"
#include "a_kind.hpp"

namespace {

using bq::tests::a_kind;
using bq::tests::argument;
using bq::tests::walk;
using Lines = std::vector<std::string>;

constexpr std::string_view choice = "kind: {title: 种类, type: string, oneOf: [{const: phone, title: 电话}, {const: visit, title: 走访}]}\n";

}  // namespace

TEST_CASE("a file holds one record, a list of records, or none") {
  const auto kind = a_kind("");
  CHECK(walk(*kind, "id: a").rows == Lines{"thing#1 id=a"});
  CHECK(walk(*kind, "- id: a\n- id: b").rows == Lines{"thing#1 id=a", "thing#2 id=b"});
  CHECK(walk(*kind, "").rows == Lines{});
  CHECK(walk(*kind, "# nothing yet\n").rows == Lines{});
  CHECK(walk(*kind, "[]").rows == Lines{});
  CHECK(walk(*kind, "~").rows == Lines{});
  CHECK(walk(*kind, "just words").faults == Lines{"1:1 wrong-type"});
  CHECK(walk(*kind, "- words\n- id: b").faults == Lines{"1:3 wrong-type"});
}

TEST_CASE("rows are numbered in document order, list items with their record") {
  const auto kind = a_kind(
      "tags: {title: 标签, type: array, items: {type: string}}\nparts: {title: 部件, type: array, items: {type: object, additionalProperties: false, "
      "properties: {n: {title: 名, type: string}}}}");
  CHECK(walk(*kind, "- {id: a, tags: [x, y], parts: [{n: 1}]}\n- {id: b}").rows ==
        Lines{"thing_tags#2 value=x", "thing_tags#3 value=y", "thing_parts#4 n=1", "thing#1 id=a", "thing#5 id=b"});
}

TEST_CASE("a mapping inside a record is columns joined by an underscore") {
  const auto kind = a_kind(
      "head: {title: 负责人, type: object, additionalProperties: false, required: [name], properties: {name: {title: 姓名, type: string}, since: {title: 起, "
      "type: string, format: date}}}");
  CHECK(walk(*kind, "{id: a, head: {name: 甲, since: 2024-01-01}}").rows == Lines{"thing#1 id=a head_name=甲 head_since=2024-01-01"});
  CHECK(walk(*kind, "id: a\nhead: {since: 2024-01-01}").faults == Lines{"2:1 missing-field"});
  CHECK(walk(*kind, "id: a\nhead: 甲").faults == Lines{"2:7 wrong-type"});
  CHECK(walk(*kind, "id: a\nhead:").faults == Lines{});
}

TEST_CASE("keys are names or titles, and the first key of a file decides for all of it") {
  const auto kind = a_kind(choice);
  CHECK(walk(*kind, "编号: a\n种类: 走访").rows == Lines{"thing#1 id=a kind=visit"});
  CHECK(walk(*kind, "编号: a\n种类: visit").faults == Lines{});
  const auto mixed = walk(*kind, "- id: a\n- 编号: b\n- {id: c, 种类: 走访}");
  CHECK(mixed.faults == Lines{"2:3 mixed-key-language", "3:11 mixed-key-language"});
  CHECK(argument(mixed.details[0].args, "expected") == "id");
  CHECK(mixed.rows == Lines{"thing#1 id=a", "thing#2 id=b", "thing#3 id=c kind=visit"});
}

TEST_CASE("a key that nobody knows is said with the nearest that is known, in the file's own language") {
  const auto kind = a_kind(choice);
  const auto english = walk(*kind, "id: a\nkind: visit\nknid: visit");
  CHECK(english.faults == Lines{"3:1 unknown-field"});
  CHECK(argument(english.details[0].args, "nearest") == "kind");
  CHECK(argument(walk(*kind, "编号: a\n种累: 走访").details[0].args, "nearest") == "种类");
}

TEST_CASE("required: a field that is absent or empty is missing, one that is faulty is not") {
  const auto kind = a_kind("n: {title: 数, type: integer}", "required: [id, n]\n");
  CHECK(walk(*kind, "- id: a").faults == Lines{"1:3 missing-field"});
  CHECK(walk(*kind, "id: a\nn:").faults == Lines{"1:1 missing-field"});
  CHECK(walk(*kind, "id: a\nn: null").faults == Lines{"1:1 missing-field"});
  CHECK(walk(*kind, "id: a\nn: many").faults == Lines{"2:4 wrong-type"});
  CHECK(walk(*kind, "id: a\nn: many").rows == Lines{"thing#1 id=a n=-"});
}

TEST_CASE("minItems: a list of too few is missing its items") {
  const auto kind = a_kind("tags: {title: 标签, type: array, minItems: 1, items: {type: string}}");
  CHECK(walk(*kind, "id: a\ntags: []").faults == Lines{"2:7 missing-field"});
  CHECK(walk(*kind, "id: a\ntags: [x]").faults == Lines{});
  CHECK(walk(*kind, "id: a\ntags: x").faults == Lines{"2:7 wrong-type"});
}

TEST_CASE("x-only: a field may stand only beside the values that call for it") {
  const auto kind = a_kind(std::string(choice) +
                           "visitor: {title: 谁, type: string, x-only: {kind: [visit]}}\nurgent: {title: 急, type: boolean}\nwhy: {title: 因, type: string, "
                           "x-only: {urgent: ['true']}}\nhow: {title: 何, type: string, x-only: [{kind: [visit], urgent: ['true']}, {visitor: []}]}");
  CHECK(walk(*kind, "{id: a, kind: visit, visitor: 甲}").faults == Lines{});
  CHECK(walk(*kind, "{id: a, kind: 走访, visitor: 甲}").faults == Lines{});
  CHECK(walk(*kind, "{id: a, kind: phone, visitor: 甲}").faults == Lines{"1:31 misplaced-field"});
  CHECK(walk(*kind, "{id: a, visitor: 甲}").faults == Lines{"1:18 misplaced-field"});
  CHECK(walk(*kind, "{id: a, urgent: 是, why: x}").faults == Lines{});
  CHECK(walk(*kind, "{id: a, urgent: false, why: x}").faults == Lines{"1:29 misplaced-field"});
  CHECK(walk(*kind, "{id: a, kind: visit, how: x}").faults == Lines{"1:27 misplaced-field"});
  CHECK(walk(*kind, "{id: a, kind: visit, urgent: true, how: x}").faults == Lines{});
  CHECK(walk(*kind, "{id: a, kind: visit, visitor: 甲, how: x}").faults == Lines{});
}

TEST_CASE("x-needs: a field is missing only beside the values that call for it") {
  const auto kind = a_kind(std::string(choice) +
                           "visitor: {title: 谁, type: string, x-needs: {kind: [visit]}}\nfrom: {title: 起, type: string, x-needs: {upto: []}}\nupto: {title: "
                           "止, type: string, x-needs: {from: []}}");
  CHECK(walk(*kind, "{id: a, kind: phone}").faults == Lines{});
  CHECK(walk(*kind, "{id: a, kind: visit}").faults == Lines{"1:1 missing-field"});
  CHECK(walk(*kind, "{id: a, from: x}").faults == Lines{"1:1 missing-field"});
  CHECK(walk(*kind, "{id: a, from: x, upto: y}").faults == Lines{});
}

TEST_CASE("default: an absent field has it, where it may stand, and conditions count with it") {
  const auto kind = a_kind(std::string(choice) +
                           "role: {title: 角色, type: string, default: lead, oneOf: [{const: lead, title: 主办}, {const: co, title: 协办}], x-only: {kind: "
                           "[visit]}}\nunit: {title: 单位, type: string, x-needs: {role: [lead], kind: [visit]}}");
  CHECK(walk(*kind, "{id: a, kind: visit, unit: u}").rows == Lines{"thing#1 id=a kind=visit unit=u role=~lead"});
  CHECK(walk(*kind, "{id: a, kind: visit, role: 协办}").rows == Lines{"thing#1 id=a kind=visit role=co"});
  CHECK(walk(*kind, "{id: a, kind: phone}").rows == Lines{"thing#1 id=a kind=phone"});
  CHECK(walk(*kind, "{id: a, kind: visit}").faults == Lines{"1:1 missing-field"});
  CHECK(walk(*kind, "{id: a, kind: visit, role: co}").faults == Lines{});
}

TEST_CASE("x-one-of: exactly one of the fields stands") {
  const auto kind = a_kind("post: {title: 岗位, type: string}\ncadre: {title: 人, type: string}", "x-one-of: [post, cadre]\n");
  CHECK(walk(*kind, "{id: a, post: p}").faults == Lines{});
  CHECK(walk(*kind, "{id: a}").faults == Lines{"1:1 one-of-fields"});
  CHECK(walk(*kind, "{id: a, post: p, cadre: c}").faults == Lines{"1:25 one-of-fields"});
  CHECK(walk(*kind, "{id: a, post: , cadre: c}").faults == Lines{});
}

TEST_CASE("x-ascending: a list stands in the order of its days; equal days are in order, bad ones do not count") {
  const auto kind = a_kind(
      "log: {title: 记录, type: array, x-ascending: date, items: {type: object, additionalProperties: false, properties: {date: {title: 日期, type: string, "
      "format: date}}}}");
  CHECK(walk(*kind, "{id: a, log: [{date: 2024-01-01}, {date: 2024-01-01}, {date: 2024-01-02}]}").faults == Lines{});
  const auto late = walk(*kind, "id: a\nlog:\n- date: 2024-01-05\n- date: 2024-01-03\n- date: 2024-01-04\n- date: 2024-01-06");
  CHECK(late.faults == Lines{"4:9 not-ascending", "5:9 not-ascending"});
  CHECK(argument(late.details[1].args, "previous") == "2024-01-05");
  CHECK(walk(*kind, "id: a\nlog: [{date: 2024-13-01}, {date: 2024-01-01}]").faults == Lines{"2:14 bad-date"});
  CHECK(walk(*kind, "编号: a\n记录: [{日期: 2024-01-05}, {日期: 2024-01-03}]").faults == Lines{"2:29 not-ascending"});
}

TEST_CASE("x-formerly: a retired name is read as the new one and said") {
  const auto kind = a_kind("opened: {title: 提出日期, type: string, x-formerly: [raised, 提出时间]}");
  const auto retired = walk(*kind, "id: a\nraised: x");
  CHECK(retired.faults == Lines{"2:1 renamed-field"});
  CHECK(retired.rows == Lines{"thing#1 id=a opened=x"});
  CHECK(argument(retired.details[0].args, "expected") == "opened");
  CHECK(argument(walk(*kind, "编号: a\n提出时间: x").details[0].args, "expected") == "提出日期");
}

TEST_CASE("x-list: the values are those of the list in force, by id or title; a list that nobody gives is open") {
  const auto kind = a_kind("topic: {title: 类别, type: string, x-list: topic}");
  const bq::schema::Vocabulary lists{{"topic", {{"loan", "融资"}, {"land", "用地"}}}};
  CHECK(walk(*kind, "{id: a, topic: 融资}", lists).rows == Lines{"thing#1 id=a topic=loan"});
  const auto unknown = walk(*kind, "{id: a, topic: 融姿}", lists);
  CHECK(unknown.faults == Lines{"1:16 not-in-vocabulary"});
  CHECK(argument(unknown.details[0].args, "nearest") == "融资");
  CHECK(argument(unknown.details[0].args, "allowed_zh") == "融资、用地");
  CHECK(walk(*kind, "{id: a, topic: 随便}").rows == Lines{"thing#1 id=a topic=随便"});
  CHECK(walk(*kind, "{id: a, topic: 随便}", {{"topic", {}}}).faults == Lines{});
}

TEST_CASE("a list where one value belongs, and one value where a list belongs, are of the wrong type") {
  const auto kind = a_kind("n: {title: 数, type: integer}\ntags: {title: 标签, type: array, items: {type: string}}");
  CHECK(walk(*kind, "id: a\nn: [1]").faults == Lines{"2:4 wrong-type"});
  CHECK(walk(*kind, "id: a\ntags: {x: y}").faults == Lines{"2:7 wrong-type"});
  CHECK(walk(*kind, "id: a\ntags: [[x]]").faults == Lines{"2:8 wrong-type"});
}
