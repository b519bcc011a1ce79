#include <doctest/doctest.h>
#include <fmt/format.h>

#include "a_quarter.hpp"
#include "without_the_future.hpp"

namespace {

using bq::tests::ALedger;
using bq::tests::AnIndex;
using bq::tests::quarter_json;
using bq::tests::source_directory;
using bq::tests::WithoutTheFuture;
using Json = nlohmann::json;

/// The rows of a section that stand in `a` but not in `b`.
std::string rows_only_in(const Json& a, const Json& b, std::string_view mark) {
  std::string text;
  for (const Json& row : a["rows"]) {
    if (std::ranges::find(b["rows"], row) == b["rows"].end()) text += fmt::format("\n  {} {} {}", std::string(a["id"]), mark, row.dump());
  }
  return text;
}

/// Where two reports differ, section by section; empty when they are the same.
std::string difference(const std::string& one, const std::string& other) {
  if (one == other) return {};
  const Json a = Json::parse(one);
  const Json b = Json::parse(other);
  std::string text;
  for (std::size_t i = 0; i < a["sections"].size(); ++i) {
    const Json& left = a["sections"][i];
    const Json& right = b["sections"][i];
    if (left["narrative"] != right["narrative"]) text += fmt::format("\n  - {}\n  + {}", left["narrative"].dump(), right["narrative"].dump());
    text += rows_only_in(left, right, "-") + rows_only_in(right, left, "+");
  }
  return text.empty() ? "they differ in order or heading" : text;
}

/// A ledger and an index of it that is kept in a file, so that opening it again is quick.
struct Original {
  std::filesystem::path path;
  ALedger ledger{path};
  bq::tests::AFolder folder{};

  [[nodiscard]] std::string json(const std::string& quarter, const std::string& day, std::string_view report = "quarter") const {
    AnIndex index(ledger, folder.path() / "index.db");
    return quarter_json(index, quarter, day, report);
  }

  /// Compares the report as known on `day` with that of the ledger cut off there.
  void check_cut_off(const std::string& quarter, const std::string& day, std::string_view report = "quarter") const {
    const ALedger cut(path);
    WithoutTheFuture(day).rewrite(cut);
    AnIndex index(cut);
    const std::string found = difference(json(quarter, day, report), quarter_json(index, quarter, day, report));
    CHECK_MESSAGE(found.empty(), quarter << " as of " << day << ": " << found);
  }
};

/// What is found on a day, without the places; references to what has been cut off and the rule that looks at visits of any day are left out.
std::vector<std::string> findings(AnIndex& index, const std::string& day) {
  index.ask(day.substr(0, 4) + "-01-01", day, day);
  std::vector<std::string> result;
  for (const bq::Diagnostic& found : bq::index::validate(*index, bq::Language::en).diagnostics) {
    if (found.rule != "dangling-reference" && found.rule != "visitor-not-paired") result.push_back(found.rule + ": " + found.message);
  }
  std::ranges::sort(result);
  return result;
}

}  // namespace

TEST_CASE("a report as known on a day is the report of the ledger without what came later") {
  const Original original{source_directory() / "examples/county-knock"};
  for (const auto& [quarter, day] : std::vector<std::pair<std::string, std::string>>{{"2023Q1", "2023-02-14"},
                                                                                     {"2023Q2", "2023-05-09"},
                                                                                     {"2023Q3", "2023-07-01"},
                                                                                     {"2023Q3", "2023-08-18"},
                                                                                     {"2023Q3", "2023-09-30"},
                                                                                     {"2023Q2", "2023-07-20"}}) {
    original.check_cut_off(quarter, day);
  }
}

TEST_CASE("what is found on a day is what would be found in the ledger without what came later") {
  for (const auto& [ledger, days] : std::vector<std::pair<std::string, std::vector<std::string>>>{
           {"examples/county-knock", {"2023-02-14", "2023-05-09", "2023-07-01", "2023-08-18", "2023-09-30", "2023-11-15"}},
           {"tests/unit/report/further", {"2024-02-20", "2024-03-15", "2024-04-10", "2024-05-20", "2024-06-30"}}}) {
    const Original original{source_directory() / ledger};
    for (const std::string& day : days) {
      AnIndex whole(original.ledger, original.folder.path() / "index.db");
      const ALedger cut(original.path);
      WithoutTheFuture(day).rewrite(cut);
      AnIndex before(cut);
      CHECK_MESSAGE(findings(whole, day) == findings(before, day), ledger << " on " << day);
    }
  }
}

TEST_CASE("on a ledger of odd cases a report is the same on every day as if nothing had come later") {
  const Original original{source_directory() / "tests/unit/report/ledger"};
  for (bq::Date day = bq::tests::day("2024-02-14"); day <= bq::tests::day("2024-06-30"); day += std::chrono::days(3)) {
    const std::string text = bq::to_string(day);
    original.check_cut_off(text < "2024-04-01" ? "2024Q1" : "2024Q2", text);
  }
}

TEST_CASE("the further metrics are the same on every day as if nothing had come later") {
  const Original original{source_directory() / "tests/unit/report/further"};
  for (bq::Date day = bq::tests::day("2024-01-12"); day <= bq::tests::day("2024-04-12"); day += std::chrono::days(4)) {
    original.check_cut_off("2024Q1", bq::to_string(day), "further");
  }
}

TEST_CASE("one index answers several questions, each as if it were the first") {
  const Original original{source_directory() / "tests/unit/report/ledger"};
  AnIndex index(original.ledger);
  for (const auto& [quarter, day] :
       std::vector<std::pair<std::string, std::string>>{{"2024Q1", "2024-03-31"}, {"2024Q2", "2024-06-30"}, {"2024Q1", "2024-02-14"}}) {
    CHECK(difference(quarter_json(index, quarter, day), original.json(quarter, day)) == "");
  }
}

TEST_CASE("the cut really leaves something out, so that the comparison means something") {
  const ALedger ledger(source_directory() / "tests/unit/report/ledger");
  WithoutTheFuture("2024-03-10").rewrite(ledger);
  const std::string appeals = ledger.read("appeals/2024-1.yaml");
  CHECK(appeals.find("A-04") != std::string::npos);
  CHECK(appeals.find("2024-04-15") == std::string::npos);
  CHECK(appeals.find("A-08") == std::string::npos);
  CHECK(ledger.read("appeals/2024-2.yaml") == "[]");
  CHECK(ledger.read("enterprises/enterprises.yaml").find("departed") == std::string::npos);
}

TEST_CASE("the papers of a city are those of its ledger without what came later") {
  const Original original{source_directory() / "examples/city-help"};
  for (const char* report : {"annual", "benefits", "burden", "commend", "county-half", "half-briefing", "laggards", "milestones", "policy-push", "publicity",
                             "roster", "units-grid"}) {
    CAPTURE(report);
    original.check_cut_off("2022Q3", "2022-08-18", report);
  }
}
