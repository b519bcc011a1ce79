#include <doctest/doctest.h>

#include "../index/a_ledger.hpp"
#include "pack/pack.hpp"

namespace {

using bq::pack::load;
using bq::pack::Pack;
using Lines = std::vector<std::string>;

Lines mistakes(const Pack& pack) {
  Lines found;
  for (const auto& fault : pack.faults) {
    const bq::Position at = fault.source->position(fault.fault.span.begin);
    found.push_back(fault.source->path() + ":" + std::to_string(at.line) + ":" + std::to_string(at.column) + " " + fault.fault.rule);
  }
  return found;
}

constexpr std::string_view a_rule = "severity: ignore\ntitle: 题\nabout: 说明。\nmessage: 话\nfails: {a: b}\npasses: {a: b}\n";

}  // namespace

TEST_CASE("a file of the ledger replaces the built-in one of its name whole") {
  const Pack built_in = load({});
  REQUIRE_FALSE(built_in.rules.at("vacant-post").sql.empty());
  const Pack pack = load({{"rules/vacant-post.yaml", std::string(a_rule)}});
  CHECK(mistakes(pack) == Lines{});
  CHECK(pack.replaced == Lines{"rules/vacant-post"});
  CHECK(pack.added == Lines{});
  CHECK(pack.rules.at("vacant-post").sql.empty());
  CHECK(pack.rules.size() == built_in.rules.size());
  CHECK(pack.hash != built_in.hash);
}

TEST_CASE("a file of a new name is added") {
  const Pack pack = load({{"rules/mine.yaml", std::string(a_rule)}, {"lists/industry.yaml", "title: 行业\nvalues: [食品, {id: machine, title: 机械}]\n"}});
  CHECK(mistakes(pack) == Lines{});
  CHECK(pack.added == Lines{"rules/mine", "lists/industry"});
  CHECK(pack.rules.contains("mine"));
  CHECK(pack.lists.at("industry").size() == 2);
  CHECK(pack.lists.at("industry")[1].value == "machine");
}

TEST_CASE("the file's name counts, not the folders above it") {
  const Pack pack = load({{"rules/local/vacant-post.yml", std::string(a_rule)}});
  CHECK(pack.replaced == Lines{"rules/vacant-post"});
}

TEST_CASE("equal packs have equal hashes") {
  CHECK(load({}).hash == load({}).hash);
  CHECK(load({{"rules/mine.yaml", std::string(a_rule)}}).hash == load({{"rules/mine.yaml", std::string(a_rule)}}).hash);
}

TEST_CASE("a kind that extends another adds to it and keeps its name") {
  const Pack pack = load({{"records/visit.yaml", "extends: visit\nproperties:\n  weather: {title: 天气, type: string}\nrequired: [weather]\n"}});
  CHECK(mistakes(pack) == Lines{});
  const auto* weather = bq::schema::find_field(pack.kinds.at("visit")->root, "weather");
  REQUIRE(weather != nullptr);
  CHECK(weather->required);
  CHECK(bq::schema::find_field(pack.kinds.at("visit")->root, "visitors") != nullptr);
}

TEST_CASE("a report that extends another keeps what it does not say, whichever comes first") {
  const Pack pack = load({{"reports/aaa.yaml", "extends: quarter\ntitle: 另一张\n"}});
  CHECK(mistakes(pack) == Lines{});
  CHECK(pack.reports.at("aaa").title.zh == "另一张");
  CHECK(pack.reports.at("aaa").sections.size() == pack.reports.at("quarter").sections.size());
}

TEST_CASE("what extends nothing that is there is a mistake") {
  CHECK(mistakes(load({{"records/own.yaml", "extends: nothing\nproperties: {}\n"}})) == Lines{"records/own.yaml:1:1 pack-mistake"});
  CHECK(mistakes(load({{"reports/own.yaml", "extends: nothing\n"}})) == Lines{"reports/own.yaml:1:1 pack-mistake"});
}

TEST_CASE("an unknown key of any pack file is a mistake at its place") {
  const std::vector<std::pair<std::string, std::string>> files{
      {"rules/own.yaml", std::string(a_rule) + "colour: red\n"},
      {"lists/own.yaml", "title: 单\nvalues: [a]\ncolour: red\n"},
      {"derived/own.yaml", "title: 表\nscope: view\nsql: SELECT 1 AS a\ncolour: red\n"},
      {"folds/own.yaml", "over: appeal.timeline\nopens: received\ncolumns: {a: {first: accept}}\ncolour: red\n"},
      {"metrics/own.yaml", "title: 数\ncount: round\nmetrics: {own: {title: 数, about: 数。, when: '1'}}\ncolour: red\n"},
      {"dimensions/own.yaml", "title: 维\nnobody: 无\nrows: SELECT 1, 2, 3\ncolour: red\n"},
      {"reports/own.yaml", "title: 表\nperiod: month\nsections: []\ncolour: red\n"},
      {"calendars/own.yaml", "title: 历\nyears: {2024: {}}\ncolour: red\n"},
      {"records/own.yaml", "title: 种\ntype: object\nx-folder: own\nproperties: {id: {title: 编号, type: string}}\ncolour: red\n"},
  };
  for (const auto& [path, text] : files) {
    const auto line = std::to_string(std::ranges::count(text, '\n'));
    CHECK(mistakes(load({{path, text}})) == Lines{path + ":" + line + ":1 pack-mistake"});
  }
}

TEST_CASE("a pack file that is no YAML, empty, or a list is a mistake and no crash") {
  for (const char* folder : {"records", "folds", "derived", "rules", "metrics", "dimensions", "reports", "calendars", "lists"}) {
    const std::string path = std::string(folder) + "/own.yaml";
    CHECK_FALSE(load({{path, "a: [1\n"}}).faults.empty());
    CHECK_FALSE(load({{path, "- a\n"}}).faults.empty());
    CHECK_FALSE(load({{path, "words\n"}}).faults.empty());
    CHECK_MESSAGE(!load({{path, ""}}).faults.empty(), path << " is empty and nothing says so");
  }
}

TEST_CASE("two files of the ledger with one name are a mistake, since only one of them can stand") {
  CHECK_FALSE(load({{"rules/a/mine.yaml", std::string(a_rule)}, {"rules/b/mine.yaml", std::string(a_rule)}}).faults.empty());
}

TEST_CASE("every built-in rule, metric, section and dimension speaks both languages") {
  const Pack pack = load({});
  const auto both = [](const bq::Text& text) { return !text.zh.empty() && !text.en.empty() && (text.zh != text.en || text.zh.size() < 12); };
  for (const auto& [id, rule] : pack.rules) {
    CHECK_MESSAGE((both(rule.title) && both(rule.about) && both(rule.message)), id);
    for (const bq::Text& hint : rule.hints) CHECK_MESSAGE(both(hint), id);
  }
  for (const auto& [name, population] : pack.populations) {
    for (const bq::pack::Metric& metric : population.metrics) CHECK_MESSAGE((both(metric.title) && both(metric.about)), metric.id);
  }
  for (const auto& [name, dimension] : pack.dimensions) CHECK_MESSAGE((both(dimension.title) && both(dimension.nobody)), name);
  for (const auto& [name, report] : pack.reports) {
    CHECK_MESSAGE(both(report.title), name);
    for (const auto& section : report.sections) CHECK_MESSAGE(both(section.title), name << "/" << section.id);
  }
}
