#include <doctest/doctest.h>

#include "base/error.hpp"
#include "report/figure_store.hpp"
#include "shown_figures.hpp"

namespace {

using namespace bq;
using bq::tests::ALedger;
using bq::tests::AnIndex;
using bq::tests::build_quarter;
using bq::tests::Figures;
using bq::tests::Lines;
using bq::tests::source_directory;
using bq::tests::split;
using bq::tests::summary;
using bq::tests::wrong;

struct OddCases {
  ALedger ledger{source_directory() / "tests/unit/report/ledger"};
  AnIndex index{ledger};
};

/// Worked out by hand from the ledger's text.
const Figures first_quarter{
    {"opening", "1"},
    {"received", "6"},
    {"reopened", "0"},
    {"closed", "3"},
    {"closing", "4"},
    {"resolved", "4"},
    {"due", "5"},
    {"overdue", "1"},
    {"on_site", "1"},
    {"handling_rate", "3/6"},
    {"handling_rate_due", "4/5"},
    {"on_time_rate", "3/5"},
    {"acceptance_rate", "4/5"},
    {"solution_rate", "2/6"},
    {"closure_rate", "2/6"},
    {"callback_rate", "2/2"},
    {"satisfaction_rate", "1/2"},
    {"satisfaction_called_rate", "1/2"},
    {"enterprise_satisfaction_rate", "0/1"},
    {"reopen_rate", "0/3"},
    {"return_rate", "1/5"},
    {"extension_rate", "0/4"},
    {"response_days", "3 of 24 and 49"},
    {"visits", "5"},
    {"visited", "3"},
    {"visitors", "5"},
    {"coverage_rate", "3/5"},
    {"pairing_rate", "5/6"},
};
const Figures second_quarter{
    {"opening", "4"},
    {"received", "4"},
    {"reopened", "2"},
    {"closed", "4"},
    {"closing", "6"},
    {"resolved", "5"},
    {"due", "6"},
    {"overdue", "2"},
    {"on_site", "0"},
    {"handling_rate", "1/4"},
    {"handling_rate_due", "4/6"},
    {"on_time_rate", "3/6"},
    {"acceptance_rate", "2/3"},
    {"solution_rate", "0/4"},
    {"closure_rate", "0/4"},
    {"callback_rate", "3/4"},
    {"satisfaction_rate", "2/3"},
    {"satisfaction_called_rate", "2/3"},
    {"enterprise_satisfaction_rate", "0/1"},
    {"reopen_rate", "1/4"},
    {"return_rate", "1/6"},
    {"extension_rate", "1/7"},
    {"response_days", "5 of 13 and 44"},
    {"visits", "3"},
    {"visited", "3"},
    {"visitors", "2"},
    {"coverage_rate", "2/5"},
    {"pairing_rate", "4/5"},
};

}  // namespace

TEST_CASE("every metric has the figure that was worked out by hand") {
  OddCases odd;
  CHECK(wrong(summary(build_quarter(odd.index, "2024Q1").report), first_quarter) == Lines{});
  OddCases again;
  CHECK(wrong(summary(build_quarter(again.index, "2024Q2").report), second_quarter) == Lines{});
  for (const auto& [name, population] : odd.index.pack().populations) {
    for (const pack::Metric& metric : population.metrics) {
      const bool by_hand = first_quarter.contains(metric.id) || bq::tests::further_quarter().contains(metric.id);
      CHECK_MESSAGE(by_hand, metric.id << " has no figure worked out by hand");
    }
  }
}

TEST_CASE("figures stand with whom they belong to, as worked out by hand") {
  OddCases odd;
  const report::Report q1 = build_quarter(odd.index, "2024Q1").report;
  CHECK(split(q1, "by-unit", "received") == Lines{"T-A=1", "U-GX=1", "U-JR=1", "U-ZR=1", "=2"});
  CHECK(split(q1, "by-unit", "return_rate") == Lines{"U-GX=0/1", "U-JR=0/2", "U-ZR=1/2"});
  CHECK(split(q1, "by-unit", "visits") == Lines{"U-01=4", "U-GX=1", "=1"});
  CHECK(split(q1, "by-cadre", "received") == Lines{"C-1=1", "C-2=1", "C-3=1", "C-6=1", "=2"});
  CHECK(split(q1, "by-cadre", "coverage_rate") == Lines{"C-1=1/2", "C-2=1/2", "C-3=0/1", "C-6=0/1"});
  CHECK(split(q1, "by-post", "received") == Lines{"P-1=2", "P-2=2", "=2"});
  CHECK(split(q1, "by-post", "visitors") == Lines{"P-1=2", "P-2=1", "=2"});
  CHECK(split(q1, "by-town", "pairing_rate") == Lines{"T-A=2/2", "T-B=3/4"});
  CHECK(split(q1, "by-category", "received") == Lines{"其他=1", "审批=1", "用地=1", "用工=1", "税费=1", "融资=1"});
  OddCases again;
  const report::Report q2 = build_quarter(again.index, "2024Q2").report;
  CHECK(split(q2, "by-unit", "closing") == Lines{"T-B=2", "U-GX=2", "U-ZR=1", "=1"});
  CHECK(split(q2, "by-unit", "reopened") == Lines{"T-B=1", "U-JR=1"});
  CHECK(split(q2, "by-cadre", "coverage_rate") == Lines{"C-2=0/2", "C-4=0/1", "C-5=1/1", "C-6=1/1"});
  CHECK(split(q2, "by-post", "visits") == Lines{"P-3=1", "=2"});
  CHECK(split(q2, "by-industry", "coverage_rate") == Lines{"机械=0/1", "食品=1/3", "=1/1"});
}

TEST_CASE("in every table the counts of cases add up to the summary, and the identity holds in every row") {
  OddCases odd;
  const report::Report report = build_quarter(odd.index, "2024Q1").report;
  const Figures all = summary(report);
  for (const report::Section& section : report.sections) {
    if (!section.keyed) continue;
    const auto count = [&](const auto& row, std::string_view id) { return std::get<std::int64_t>(row.at(bq::tests::column_of(section, id))); };
    for (const char* id : {"opening", "received", "reopened", "closed", "closing", "resolved", "due", "overdue"}) {
      std::int64_t sum = 0;
      for (const auto& row : section.rows) sum += count(row, id);
      CHECK_MESSAGE(std::to_string(sum) == all.at(id), section.id << " " << id);
    }
    for (const auto& row : section.rows)
      CHECK_MESSAGE(count(row, "opening") + count(row, "received") + count(row, "reopened") == count(row, "closed") + count(row, "closing"),
                    section.id << " " << std::get<std::string>(row[0]));
  }
}

TEST_CASE("what is counted once is not the sum of its parts") {
  OddCases odd;
  const report::Report report = build_quarter(odd.index, "2024Q1").report;
  CHECK(split(report, "by-town", "visits") == Lines{"T-A=4", "T-B=1"});
  CHECK(split(report, "by-cadre", "visits") == Lines{"C-1=1", "C-2=1", "C-3=1", "C-6=1", "C-7=1", "=1"});  // six stand for five visits
  CHECK(summary(report).at("visits") == "5");
  for (const char* id : {"visited", "visitors", "enterprise_satisfaction_rate", "response_days"})
    CHECK_FALSE(pack::find_metric(odd.index.pack(), id).second->additive);
  for (const char* id : {"received", "closed", "on_time_rate"}) CHECK(pack::find_metric(odd.index.pack(), id).second->additive);
}

TEST_CASE("rows are sorted by key, with what belongs to nobody last") {
  OddCases odd;
  for (const report::Section& section : build_quarter(odd.index, "2024Q2").report.sections) {
    if (!section.keyed) continue;
    Lines keys;
    for (const auto& row : section.rows) keys.push_back(std::get<std::string>(row[0]));
    if (!keys.empty() && keys.back().empty()) keys.pop_back();
    CHECK_MESSAGE(std::ranges::is_sorted(keys), section.id);
    CHECK_MESSAGE(std::ranges::find(keys, "") == keys.end(), section.id);
  }
}

TEST_CASE("an empty ledger gives zeros and rates of nothing, never 0 % or 100 %") {
  const ALedger ledger;
  for (const char* folder : {"appeals", "visits", "enterprises", "documents", "posts", "cadres", "units"}) std::filesystem::remove_all(ledger.path() / folder);
  AnIndex index(ledger);
  const report::Built built = build_quarter(index, "2024Q1");
  CHECK(built.faults.empty());
  for (const auto& [id, figure] : summary(built.report)) CHECK_MESSAGE((figure == "0" || figure == "0/0" || figure.starts_with("0 of ")), id << " " << figure);
}

TEST_CASE("percent rounds half up to two decimals, from integers") {
  CHECK(percent(6, 7) == "85.71%");
  CHECK(percent(1, 3) == "33.33%");
  CHECK(percent(2, 3) == "66.67%");
  CHECK(percent(1, 800) == "0.13%");  // 0.125
  CHECK(percent(1, 16) == "6.25%");
  CHECK(percent(19999, 20000) == "100.00%");  // 99.995
  CHECK(percent(0, 5) == "0.00%");
  CHECK(percent(5, 5) == "100.00%");
  CHECK(percent(0, 0) == "—");
  CHECK(percent(3'000'000'000'000'000, 4'000'000'000'000'000) == "75.00%");
}

TEST_CASE("an identity that does not hold is loud, with both sums and the row") {
  const report::Figures figures{{"a", std::int64_t{3}}, {"b", std::int64_t{4}}, {"c", std::int64_t{8}}};
  CHECK_NOTHROW(report::check_identity("a + b = c", {{"a", std::int64_t{4}}, {"b", std::int64_t{4}}, {"c", std::int64_t{8}}}, ""));
  try {
    report::check_identity("a + b = c", figures, "U-1");
    FAIL("nothing was said");
  } catch (const UserError& error) {
    CHECK(error.exit() == Exit::environment);
    CHECK(error.message().en.find("7 is not 8") != std::string::npos);
    CHECK(error.message().zh.find("U-1") != std::string::npos);
  }
}

TEST_CASE("a report whose metrics break their identity is not printed") {
  const ALedger ledger(source_directory() / "tests/unit/report/ledger");
  std::string text = read_file(source_directory() / "schemas/metrics/round.yaml");
  const std::string good = "when: closed BETWEEN :start AND :finish";
  REQUIRE(text.find(good) != std::string::npos);
  text.replace(text.find(good), good.size(), "when: closed BETWEEN :start AND date(:finish, '-40 days')");
  ledger.write("metrics/round.yaml", text);
  AnIndex index(ledger);
  CHECK_THROWS_AS((void)build_quarter(index, "2024Q1"), UserError);
}

TEST_CASE("a population whose rows double is a mistake of its file") {
  const ALedger ledger(source_directory() / "tests/unit/report/ledger");
  ledger.write("derived/doubled.yaml", "title: 双\nscope: view\nsql: SELECT r.rid FROM round r, (SELECT 1 AS n UNION ALL SELECT 2)\n");
  ledger.write("metrics/mine.yaml", "title: 数\nabout: 数。\ncount: doubled\nmetrics: {mine: {title: 数, about: 数。, when: '1'}}\n");
  ledger.write("reports/mine.yaml", "title: 表\nperiod: quarter\nsections:\n  - {id: summary, title: 我的, metrics: [mine]}\n");
  AnIndex index(ledger);
  const Lines found = tests::briefs(index::pack_diagnostics(index.pack(), build_quarter(index, "2024Q1", "", "mine").faults, Language::en));
  REQUIRE(found.size() == 1);
  CHECK(found[0].starts_with("metrics/mine.yaml:"));
}

TEST_CASE("what is wrong in a ratio, in what stands for a row or in how a view is met is a mistake of its file") {
  const ALedger ledger(source_directory() / "tests/unit/report/ledger");
  const std::string head = "title: 数\nabout: 数。\ncount: round\n";
  ledger.write("metrics/a.yaml", head + "metrics: {a: {title: 数, about: 数。, when: '1', ratio: {of: rid}}}\n");
  ledger.write("metrics/b.yaml", head + "shown: a.b\nmetrics: {b: {title: 数, about: 数。, when: '1'}}\n");
  ledger.write("metrics/c.yaml", head + "by:\n  unit: {through: visit_unit, on: r.x}\nmetrics: {c: {title: 数, about: 数。, when: '1'}}\n");
  AnIndex index(ledger);
  const Lines found = tests::briefs(index.diagnostics());
  for (const char* mistake : {"metrics/a.yaml:4:54 pack-mistake", "metrics/b.yaml:1:1 pack-mistake", "metrics/c.yaml:5:3 pack-mistake"})
    CHECK_MESSAGE(std::ranges::find(found, mistake) != found.end(), std::string(mistake));
}

TEST_CASE("a record that broke its shape or repeats an id is left out, and nothing else is") {
  const ALedger ledger(source_directory() / "tests/unit/report/ledger");
  ledger.replace("appeals/2024-1.yaml", "category: 税费", "category: [税费]");
  ledger.append("appeals/2024-1.yaml", "- {id: A-06, enterprise: E-1, title: 同号, category: 融资, channel: phone, received: 2024-03-20}\n");
  ledger.append("appeals/2024-1.yaml", "- {id: A-99, enterprise: E-404, title: 没有这家, category: 融资, channel: phone, received: 2024-03-20}\n");
  AnIndex index(ledger);
  const Figures figures = summary(build_quarter(index, "2024Q1").report);
  CHECK(figures.at("received") == "6");  // without A-04 and the second A-06, with A-99
  CHECK(figures.at("on_site") == "0");
  index::CheckRun checks(*index, index::Weight::errors);
  const index::Damage damage = index::damage(*index, checks);
  CHECK(damage.left_out == 2);
  CHECK(damage.errors == 3);
}
