#include <doctest/doctest.h>

#include "../index/a_ledger.hpp"
#include "a_kind.hpp"

namespace {

using bq::tests::compile;
using Lines = std::vector<std::string>;

constexpr std::string_view head = "title: 东西\ntype: object\nx-folder: things\nproperties:\n  id: {title: 编号, type: string}\n";

/// The mistakes of a kind with one more property, on line 6.
Lines mistakes(std::string_view property) { return compile(std::string(head) + "  x: " + std::string(property) + "\n").mistakes; }

}  // namespace

TEST_CASE("a keyword that nobody knows is a mistake at its place, with the nearest that is known") {
  const Lines found = mistakes("{title: 甲, type: string, patern: a}");
  REQUIRE(found.size() == 1);
  CHECK(found[0].starts_with("6:31 "));
  CHECK(found[0].find("\"pattern\"") != std::string::npos);
}

TEST_CASE("types and formats are of the known ones") {
  CHECK(mistakes("{title: 甲, type: number}").size() == 1);
  CHECK(mistakes("{title: 甲}").size() == 1);
  CHECK(mistakes("{title: 甲, type: string, format: time}").size() == 1);
  CHECK(mistakes("{title: 甲, type: integer, format: date}").size() == 1);
  CHECK(mistakes("{title: 甲, type: array}").size() == 1);
  CHECK(mistakes("{title: 甲, type: string, pattern: '['}").size() == 1);
  CHECK(mistakes("{title: 甲, type: string, minimum: few}").size() == 1);
  CHECK(mistakes("{title: 甲, type: string, oneOf: [{const: a}]}").size() == 1);
  CHECK(mistakes("{title: 甲, type: object, additionalProperties: true}").size() == 1);
  CHECK(mistakes("{title: 甲, type: object, required: [y], properties: {z: {title: 乙, type: string}}}").size() == 1);
}

TEST_CASE("$ref leads to a definition of the file, annotated further where it stands, and a circle is a mistake") {
  const auto good =
      compile(std::string(head) +
              "  x: {$ref: '#/$defs/money', title: 金额, x-private: true}\n$defs: {money: {title: 钱, type: string, format: decimal, minimum: 0}}\n");
  CHECK(good.mistakes == Lines{});
  const bq::schema::Field& x = good.kind->root.fields[1];
  CHECK(x.name == "x");
  CHECK(x.title == "金额");
  CHECK(x.type == bq::schema::Type::decimal);
  CHECK(x.is_private);
  CHECK(mistakes("{$ref: '#/$defs/nothing'}").size() == 1);
  CHECK(mistakes("{$ref: 'http://example.com/x'}").size() == 1);
  CHECK_FALSE(compile(std::string(head) + "  x: {$ref: '#/$defs/a'}\n$defs: {a: {$ref: '#/$defs/a'}}\n").mistakes.empty());
}

TEST_CASE("an extension adds fields, values and requirements, and never loosens") {
  const auto base = compile(std::string(head) + "  kind: {title: 种类, type: string, oneOf: [{const: a, title: 甲}]}\nrequired: [id]\n");
  REQUIRE(base.mistakes == Lines{});
  const auto own = compile(
      "extends: thing\nproperties:\n  kind: {title: 种类, type: string, oneOf: [{const: b, title: 乙}]}\n  more: {title: 更多, type: integer}\nrequired: "
      "[more]\n",
      base.kind.get());
  CHECK(own.mistakes == Lines{});
  CHECK(own.kind->folder == "things");
  CHECK(own.kind->root.fields.size() == 3);
  CHECK(own.kind->root.fields[0].required);
  CHECK(own.kind->root.fields[1].choices.size() == 2);
  CHECK(own.kind->root.fields[2].required);
  CHECK(own.kind->tables[0].columns.size() == 3);
}

TEST_CASE("an extension cannot loosen what a field of the kind says") {
  const auto base = compile(std::string(head) + "  n: {title: 数, type: integer, maximum: 10}\n");
  const auto own = compile("extends: thing\nproperties:\n  n: {title: 数, type: string}\n", base.kind.get());
  CHECK(own.kind->root.fields[1].type == bq::schema::Type::integer);
  CHECK(own.kind->root.fields[1].maximum.has_value());
  CHECK_FALSE(own.mistakes.empty());  // said, not silently dropped
}

TEST_CASE("each list is a table under the path that leads to it") {
  const auto made = compile(std::string(head) +
                            "  a: {title: 甲, type: object, properties: {b: {title: 乙, type: array, items: {type: object, properties: {c: {title: 丙, type: "
                            "array, items: {type: string}}, d: {title: 丁, type: string}}}}}}\n");
  Lines tables;
  for (const bq::schema::Table& table : made.kind->tables) {
    std::string text = table.name;
    for (const bq::schema::Column& column : table.columns) text += " " + column.name;
    tables.push_back(std::move(text));
  }
  CHECK(tables == Lines{"thing id", "thing_a_b d", "thing_a_b_c value"});
}
