#include <doctest/doctest.h>

#include "../index/a_ledger.hpp"
#include "pack/fold.hpp"
#include "yaml/read.hpp"

namespace {

using namespace bq;
using Lines = std::vector<std::string>;

struct Read {
  pack::Fold fold;
  std::vector<Fault> faults;
  Lines places;
};

Read read(std::string_view text) {
  const Source source("folds/f.yaml", std::string(text));
  const yaml::Reading reading = yaml::read(source);
  Read result;
  result.fold = pack::read_fold("f", *reading.document.root(), result.faults);
  for (const Fault& fault : result.faults) {
    const Position at = source.position(fault.span.begin);
    result.places.push_back(std::to_string(at.line) + ":" + std::to_string(at.column));
  }
  return result;
}

std::string shown(const pack::Selector& selector) {
  std::string text;
  for (const pack::EventPattern& pattern : selector) {
    text += (text.empty() ? "" : " | ") + pattern.event;
    for (const schema::Condition& condition : pattern.where) {
      text += " " + condition.field + "=";
      for (const std::string& value : condition.values) text += value + ",";
    }
  }
  return text;
}

constexpr std::string_view head = "over: case.log\nopens: opened\nnext: [reopen]\n";

}  // namespace

TEST_CASE("a selector is a name, a list of names, or names with conditions") {
  const Read made =
      read(std::string(head) + "columns:\n  a: {first: x}\n  b: {last: [x, y]}\n  c: {count: {x: {role: lead}, y: {role: [lead, co], unit: []}}}\n");
  REQUIRE(made.faults.empty());
  CHECK(shown(made.fold.columns[0].events) == "x");
  CHECK(shown(made.fold.columns[1].events) == "x | y");
  CHECK(shown(made.fold.columns[2].events) == "x role=lead, | y role=lead,co, unit=");
  CHECK(made.fold.columns[0].verb == pack::FoldVerb::first);
  CHECK(made.fold.columns[1].verb == pack::FoldVerb::last);
  CHECK(made.fold.columns[2].verb == pack::FoldVerb::count);
}

TEST_CASE("a fold says over what it runs, what opens it and what starts the next round") {
  const Read made = read(std::string(head) + "date: day\nevent: what\ncolumns: {a: {first: x, take: due, unless: y, where: {actor: {not: b}}}}\n");
  REQUIRE(made.faults.empty());
  CHECK(made.fold.kind == "case");
  CHECK(made.fold.list == "log");
  CHECK(made.fold.date == "day");
  CHECK(made.fold.event == "what");
  CHECK(made.fold.opens == "opened");
  CHECK(shown(made.fold.next) == "reopen");
  CHECK(made.fold.columns[0].take == "due");
  CHECK(shown(made.fold.columns[0].unless) == "y");
  CHECK(made.fold.columns[0].differs == std::vector<std::pair<std::string, std::string>>{{"actor", "b"}});
}

TEST_CASE("what is allowed, what undoes and what may come after are lists of events or carry conditions of their own") {
  const Read made = read(std::string(head) +
                         "columns: {a: {first: x}}\nallowed: {close: {resolve: {role: lead}}}\nundoes:\n  - {event: {decline: {role: lead}}, of: "
                         "assign}\nafter: {close: [callback, reopen]}\n");
  REQUIRE(made.faults.empty());
  CHECK(made.fold.allowed[0].event.event == "close");
  CHECK(shown(made.fold.allowed[0].needs) == "resolve role=lead,");
  CHECK(made.fold.undoes[0].event.where[0].field == "role");
  CHECK(shown(made.fold.after[0].needs) == "callback | reopen");
}

TEST_CASE("mistakes of a fold are said at their places") {
  CHECK(read("over: case\nopens: x\ncolumns: {}\n").places == Lines{"1:7"});
  CHECK(read("opens: x\ncolumns: {}\n").places.size() == 1);
  CHECK(read("over: a.b\ncolumns: {}\n").places.size() == 1);
  CHECK(read("over: a.b\nopens: x\n").places.size() == 1);
  CHECK(read(std::string(head) + "columns:\n  a: {first: x, last: y}\n").places == Lines{"5:6"});
  CHECK(read(std::string(head) + "columns:\n  a: {take: due}\n").places == Lines{"5:6"});
  CHECK(read(std::string(head) + "columns:\n  a: {first: x, takes: due}\n").places == Lines{"5:17"});
  CHECK(read(std::string(head) + "columns: {a: {first: x}}\nallow: {}\n").places == Lines{"5:1"});
}
