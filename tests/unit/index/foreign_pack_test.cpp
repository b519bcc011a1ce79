#include <doctest/doctest.h>
#include <fmt/format.h>

#include "../report/a_quarter.hpp"
#include "a_ledger.hpp"

namespace {

using namespace bq;
using bq::tests::ALedger;
using bq::tests::AnIndex;
using Texts = std::vector<std::string>;

/// A rule of a ledger's own around one line of SQL, which begins at line 5, column 6.
std::string a_rule(std::string_view sql) {
  return fmt::format("severity: error\ntitle: 规则\nabout: 规则。\nmessage: 规则\nsql: {}\nfails: {{a.yaml: b}}\npasses: {{a.yaml: b}}\n", sql);
}

/// A derived table of a ledger's own; its SQL begins at line 3, column 6.
std::string a_derived(std::string_view scope, std::string_view sql, std::string_view more = "") {
  return fmt::format("title: 表\nscope: {}\nsql: {}\n{}", scope, sql, more);
}

/// A metrics file over `round` whose one metric counts where `when`; that begins at line 7, column 11.
std::string a_population(std::string_view when) {
  return fmt::format("title: 数\nabout: 数。\ncount: round\nmetrics:\n  mine:\n    title: 我的\n    when: {}\n    about: 数。\n", when);
}

/// A report whose one section is filled by SQL; that begins at line 6, column 10.
std::string a_report(std::string_view sql) {
  return fmt::format("title: 表\nperiod: quarter\nsections:\n  - id: mine\n    title: 我的\n    sql: {}\n    columns: [{{id: a, title: 甲}}]\n", sql);
}

/// A report of the metric that a_population makes.
constexpr std::string_view report_of_mine = "title: 表\nperiod: quarter\nsections:\n  - id: mine\n    title: 我的\n    metrics: [mine]\n";

Texts places(const pack::Pack& pack, const std::vector<pack::PackFault>& faults) { return tests::briefs(index::pack_diagnostics(pack, faults, Language::en)); }

/// What validate says, and whether the ledger's own two records are still there.
struct Outcome {
  Texts findings;
  bool is_intact = false;
};

Outcome validated(const ALedger& ledger) {
  AnIndex index(ledger);
  Outcome outcome{tests::briefs(index.diagnostics()), false};
  outcome.is_intact = index.rows("SELECT COUNT(*) FROM appeal") == Texts{"2"} && index.rows("SELECT COUNT(*) FROM record") != Texts{"0"} &&
                      index.rows("PRAGMA automatic_index") == Texts{"1"};
  return outcome;
}

/// The faults of building the report named `mine` of a ledger.
Texts faults_of_report(const ALedger& ledger) {
  AnIndex index(ledger);
  const report::Built built = tests::build_quarter(index, "2024Q1", "", "mine");
  CHECK(index.rows("SELECT COUNT(*) FROM appeal") == Texts{"2"});
  return places(index.pack(), built.faults);
}

const Texts hostile{"DROP TABLE record",
                    "DELETE FROM record",
                    "PRAGMA automatic_index = OFF",
                    "ATTACH '/tmp/bqtool-foreign-test.db' AS other",
                    "VACUUM INTO '/tmp/bqtool-foreign-test.db'",
                    "SELECT rid AS at FROM record; DROP TABLE record",
                    "SELECT load_extension('x') AS at",
                    "SELECT 1 AS at FROM sqlite_master",
                    "SELECT 1 AS at FROM pragma_database_list",
                    "SELECT random() AS at",
                    "CREATE TABLE mine (a)"};

}  // namespace

TEST_CASE("hostile SQL in a rule is a mistake of its file and does nothing") {
  for (const std::string& sql : hostile) {
    const ALedger ledger;
    ledger.write("rules/mine.yaml", a_rule(sql));
    const Outcome outcome = validated(ledger);
    CHECK_MESSAGE((outcome.findings.size() == 1 && outcome.findings[0].starts_with("rules/mine.yaml:5:")),
                  sql << doctest::StringMaker<Texts>::convert(outcome.findings));
    CHECK_MESSAGE(outcome.is_intact, sql);
  }
  CHECK_FALSE(std::filesystem::exists("/tmp/bqtool-foreign-test.db"));
}

TEST_CASE("hostile SQL in a derived table is a mistake of its file and does nothing") {
  for (const std::string& scope : Texts{"view", "question", "ledger", "record"}) {
    for (const std::string& sql : hostile) {
      const ALedger ledger;
      ledger.write("derived/mine.yaml", a_derived(scope, sql));
      if (scope == "view" || scope == "question") ledger.write("rules/reader.yaml", a_rule("SELECT at FROM mine"));  // a view is judged when it is read
      const Outcome outcome = validated(ledger);
      CHECK_MESSAGE((!outcome.findings.empty() && outcome.findings[0].find("pack-mistake") != std::string::npos),
                    scope << " " << sql << doctest::StringMaker<Texts>::convert(outcome.findings));
      CHECK_MESSAGE(outcome.is_intact, scope << " " << sql);
    }
  }
  CHECK_FALSE(std::filesystem::exists("/tmp/bqtool-foreign-test.db"));
}

TEST_CASE("a predicate of a metric cannot leave its brackets") {
  for (const char* when : {"1) --", "1); DROP TABLE record; --", "1) FROM record --", "1) IS TRUE, (SELECT random()", "(SELECT COUNT(*) FROM sqlite_master)",
                           "1 /*", "random()", "1, 2", ")", "'", "1 UNION SELECT 1", "rid IN (DELETE FROM record RETURNING rid)"}) {
    const ALedger ledger;
    ledger.write("metrics/mine.yaml", a_population("\"" + std::string(when) + "\""));
    ledger.write("reports/mine.yaml", report_of_mine);
    const Texts found = faults_of_report(ledger);
    CHECK_MESSAGE((!found.empty() && found[0].starts_with("metrics/mine.yaml:7:")), when << doctest::StringMaker<Texts>::convert(found));
  }
}

TEST_CASE("hostile SQL in a section of a report is a mistake of its file and does nothing") {
  for (const std::string& sql : hostile) {
    const ALedger ledger;
    ledger.write("reports/mine.yaml", a_report(sql));
    const Texts found = faults_of_report(ledger);
    CHECK_MESSAGE((found.size() == 1 && found[0].starts_with("reports/mine.yaml:6:")), sql << doctest::StringMaker<Texts>::convert(found));
  }
}

TEST_CASE("a condition of a sentence cannot leave its brackets") {
  for (const char* when : {"1) FROM record --", "1); DROP TABLE record; --", "random()", "1, 2"}) {
    const ALedger ledger;
    ledger.write("reports/mine.yaml", fmt::format("title: 表\nperiod: quarter\nsections:\n  - id: mine\n    title: 我的\n    metrics: [received]\n    "
                                                  "narrative:\n      - {{zh: 有, en: some, when: \"{}\"}}\n",
                                                  when));
    const Texts found = faults_of_report(ledger);
    CHECK_MESSAGE((!found.empty() && found[0].starts_with("reports/mine.yaml:8:")), when << doctest::StringMaker<Texts>::convert(found));
  }
}

TEST_CASE("a mistake in SQL shows at its line and column of the pack file") {
  const std::string block = "|\n  SELECT rid AS at, 'title' AS field\n  FROM appeal\n  WHERE 标题 = titel\n  ORDER BY rid";
  SUBCASE("in a block of a rule") {
    const ALedger ledger;
    ledger.write("rules/mine.yaml", a_rule(block));
    CHECK(validated(ledger).findings == Texts{"rules/mine.yaml:8:9 pack-mistake"});
  }
  SUBCASE("on one line of a rule") {
    const ALedger ledger;
    ledger.write("rules/mine.yaml", a_rule("SELECT rid AS at FROM appeal WHERE titel = 1"));
    CHECK(validated(ledger).findings == Texts{"rules/mine.yaml:5:41 pack-mistake"});
  }
  SUBCASE("in quotes") {
    const ALedger ledger;
    ledger.write("rules/mine.yaml", a_rule("'SELECT rid AS at FROM appeal WHERE titel = 1'"));
    CHECK(validated(ledger).findings == Texts{"rules/mine.yaml:5:42 pack-mistake"});
  }
  SUBCASE("in a derived table that is kept") {
    const ALedger ledger;
    ledger.write("derived/mine.yaml", a_derived("ledger", block));
    CHECK(validated(ledger).findings == Texts{"derived/mine.yaml:6:9 pack-mistake"});
  }
  SUBCASE("in a view") {
    const ALedger ledger;
    ledger.write("derived/mine.yaml", a_derived("view", block));
    CHECK(validated(ledger).findings == Texts{"derived/mine.yaml:6:9 pack-mistake"});
  }
  SUBCASE("in a metric") {
    const ALedger ledger;
    ledger.write("metrics/mine.yaml", a_population("opened IS NOT NULL AND titel = 1"));
    ledger.write("reports/mine.yaml", report_of_mine);
    CHECK(faults_of_report(ledger) == Texts{"metrics/mine.yaml:7:34 pack-mistake"});
  }
  SUBCASE("in a section") {
    const ALedger ledger;
    ledger.write("reports/mine.yaml", a_report("SELECT titel AS a FROM appeal"));
    CHECK(faults_of_report(ledger) == Texts{"reports/mine.yaml:6:17 pack-mistake"});
  }
}

TEST_CASE("SQL of several lines that is no literal block is a mistake, since places in it would not map") {
  const ALedger ledger;
  ledger.write("rules/mine.yaml", a_rule("SELECT rid AS at\n  FROM appeal\n  WHERE 0"));
  CHECK(validated(ledger).findings == Texts{"rules/mine.yaml:5:6 pack-mistake"});
}

TEST_CASE("a rule that does not say where is a mistake") {
  const ALedger ledger;
  ledger.write("rules/mine.yaml", a_rule("SELECT rid FROM appeal"));
  CHECK(validated(ledger).findings == Texts{"rules/mine.yaml:5:6 pack-mistake"});
}

TEST_CASE("a name in a pack file is never read as SQL") {
  const ALedger ledger;
  SUBCASE("the columns of an index") {
    ledger.write("derived/mine.yaml", a_derived("ledger", "SELECT 1 AS a", "index: [\"a); CREATE TABLE smuggled (a); --\"]\n"));
  }
  SUBCASE("the file name of a derived table") { ledger.write("derived/mine\" (a); CREATE TABLE smuggled (a); --.yaml", a_derived("ledger", "SELECT 1 AS a")); }
  SUBCASE("the file name of a view") { ledger.write("derived/mine\" AS SELECT 1; CREATE TABLE smuggled (a); --.yaml", a_derived("view", "SELECT 1 AS a")); }
  SUBCASE("the file name of a kind") {
    ledger.write("records/mine\" (a); CREATE TABLE smuggled (a); --.yaml",
                 "title: 种\ntype: object\nx-folder: mine\nadditionalProperties: false\nproperties:\n  id: {title: 编号, type: string}\n");
  }
  SUBCASE("a property of a kind") {
    ledger.write("records/mine.yaml",
                 "title: 种\ntype: object\nx-folder: mine\nadditionalProperties: false\nproperties:\n  id: {title: 编号, type: string}\n  \"a TEXT); CREATE "
                 "TABLE smuggled (a); --\": {title: 甲, type: string}\n");
  }
  SUBCASE("a column of a fold") {
    ledger.write("folds/mine.yaml",
                 "title: 叠\nabout: 叠。\nover: appeal.timeline\nopens: received\nnext: [reopen]\ncolumns:\n  \"a TEXT); CREATE TABLE smuggled (a); --\": "
                 "{first: accept}\n");
  }
  AnIndex index(ledger);
  CHECK(index.rows("SELECT name FROM sqlite_master WHERE name = 'smuggled'") == Texts{});
  CHECK_FALSE(index.diagnostics().empty());
}

TEST_CASE("a pack file cannot take the place of a table of the index") {
  for (const std::string& name : Texts{"fault", "finding", "file", "record", "setting", "period", "workday", "appeal", "appeal_timeline", "appeal_round"}) {
    const ALedger ledger;
    ledger.replace("units/units.yaml", "short: 县工信局", "shirt: 县工信局");
    ledger.write("derived/" + name + ".yaml", a_derived("ledger", "SELECT rid FROM appeal WHERE 0"));
    Texts found;
    try {
      found = validated(ledger).findings;
    } catch (const std::exception& error) {
      found.emplace_back(error.what());
    }
    const bool is_said = !found.empty() && found[0].starts_with(fmt::format("derived/{}.yaml:", name));
    CHECK_MESSAGE((is_said && found.size() == 2 && found[1] == "units/units.yaml:2:32 unknown-field"), name << doctest::StringMaker<Texts>::convert(found));
  }
}

TEST_CASE("a stored table of scope record without a rid is a mistake of its file") {
  const ALedger ledger;
  ledger.write("derived/mine.yaml", a_derived("record", "SELECT id FROM appeal"));
  CHECK(validated(ledger).findings == Texts{"derived/mine.yaml:3:6 pack-mistake"});
}

TEST_CASE("what goes wrong in one pack file keeps no other from being checked") {
  const ALedger ledger;
  ledger.write("rules/mine.yaml", a_rule("SELECT nothing"));
  ledger.write("derived/mine.yaml", a_derived("ledger", "SELECT nothing"));
  ledger.write("rules/also-mine.yaml", a_rule("SELECT rid AS at, 'title' AS field FROM appeal WHERE id = 'A-001'"));
  CHECK(validated(ledger).findings == Texts{"appeals/2024-01.yaml:3:10 also-mine", "derived/mine.yaml:3:13 pack-mistake", "rules/mine.yaml:5:13 pack-mistake"});
}
