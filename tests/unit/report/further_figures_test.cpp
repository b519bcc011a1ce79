#include <doctest/doctest.h>

#include "shown_figures.hpp"

namespace bq::tests {

const Figures& further_quarter() {
  static const Figures figures{
      // Received, A-5 (on the spot), A-7; A-6 is a second entry of comes in April.
      {"answer_rate", "4/6"},           // feedback on; A-5 was answered on the spot
      {"second_callback_rate", "1/3"},  // closed, not on the spot: A-1 by two units, A-2 twice by one, A-7 once
      {"repeat_rate", "1/6"},
      {"platform_rate", "2/5"},         // of those not on the spot
      {"listed", "2"},
      {"delist_rate", "1/2"},           // due 15 and 29 March; only A-2 was delisted
      {"published_rate", "1/2"},        // have words for the public; A-5 was published in April, A-7 is confidential
      {"refused", "1"},                 // A-2; the refusal in A-6 does not count
      {"escalated", "1"},
      {"jobs", "5"},
      {"finance", "200.5"},
      {"land", "12.25"},
      {"supply", "1"},
      {"backlog_rate", "2/3"},  // of
      // On the register on 31 March: all but E-5.
      {"roles_filled_rate", "5/7"},    // E-3 has no working group, E-8 nobody
      {"letter_rate", "3/7"},          // E-1, E-2, E-3; the one to all is of April
      {"register_rate", "6/7"},        // E-3 was last checked in September
      {"plaque_rate", "3/5"},          // E-2, E-4, E-7; E-1's is of C-1, E-6 has none; E-3 is a unit's, E-8 nobody's
      {"inspection_coverage", "2/6"},  // E-1, E-3 of all but E-8
      {"push_rate", "4/5"},            // all matches but that of E-2
      {"enjoy_rate", "1/5"},           // E-1
      {"benefit_paid", "25.25"},       // 20 and 5.25; 10 more in April
      {"benefit_rate", "2/3"},         // due in the quarter: B-1, B-2, B-3
      {"goals", "3"},                  // of 2024: two of E-1, one of E-2; E-5 has left
      {"goals_done", "1"},
      {"goals_open", "2"},  // that of E-2 is reached in April
      {"goal_rate", "1/3"},
      {"output_growth", "20.5/380"},  // E-1 January 20.5 of 100 and February 10 of 80, E-2 January -10 of 200; March has no base
      {"revenue_growth", "5/50"},     // E-1 January; E-2 has none this year
      {"profit_growth", "11/-2"},     // E-1 from -5 to 4, E-2 from 3 to 5
      {"tax_growth", "0.5/2"},
      {"start_rate", "1/2"},               // E-4 of E-4, E-6; E-7 was planned for the year before
      {"production_on_time_rate", "1/2"},  // E-7 of E-7, E-8
      {"investment_rate", "1200.5/10000"},
      {"landing_rate", "3/4"},              // all but E-6
      {"indicator_rate", "4/7"},            // February E-1, E-2, E-3 and not E-5; March E-1 and not E-2, E-3; in January nobody answered from the first
      {"sign_rate", "4/6"},                 // A-2 a day late, the co-handler of A-3 not at all; T-1 handed A-4 back in time
      {"assign_on_time_rate", "4/5"},       // A-2 took four days
      {"submission_rate", "7/10"},          // due: January and February 2 each, the weeks 6
      {"submission_on_time_rate", "4/10"},  // U-1 for January, T-1 three weeks
      {"mechanism_rate", "1/4"},            // U-1; T-1 has no members, T-2 no plan, U-2 neither (its member left)
      {"session_rate", "1/2"},              // P-1; P-2 called February off
      {"activity_rate", "11/14"},           // sessions 5 of 6, reception days 4 of 6, training, tea
      {"rectify_rate", "2/4"},
      {"commitment_rate", "1/3"},
      {"trained_rate", "2/3"},  // C-2, C-3 of C-2, C-3, C-4
      {"agree_rate", "3/5"},    // E-1 agrees in all; E-3 had a telephone call only, and A-4 is not resolved
      {"passed_rate", "1/2"},   // of these two C-3, who holds P-2; C-2 took part without a test
      {"on_register", "7"},     // E-1 to E-8 without the one that has left
      {"paired", "6"},          // of the seven on the register all but E-8
      // The weekly form; V-1 is the only visit on site, and no appeal names it.
      {"leader_visitors", "1"},
      {"leader_visited", "1"},
      {"leader_raised", "0"},
      {"head_visitors", "0"},
      {"head_visited", "0"},
      {"head_raised", "0"},
      {"higher_visitors", "0"},
      {"higher_visited", "0"},
      {"higher_raised", "0"},
      {"policy_lists", "3"},      // DP-2; letters and single policies are no lists
      {"forums", "1"},            // M-12
      {"told_of_policies", "4"},  // E-1 of DP-1; E-3, E-4, E-7, which matched on the day of DP-2
      {"policy_money", "25.25"},
      {"raised_on_site", "1"},
      {"raised_on_platform", "2"},
      {"jobs_found", "5"},
      {"finance_found", "200.5"},
      {"land_found", "12.25"},
      {"supply_found", "1"},
      {"suggestions_kept", "0"},
      {"suggestions_upward", "0"},
      {"answering_persons", "2"},     // C-2, C-3; T-1 answers for E-3 and is nobody
      {"answered_enterprises", "3"},  // E-1, E-2, E-3
      {"answered_projects", "3"},     // E-4, E-6, E-7
      {"press_coverage", "0"},
  };
  return figures;
}

}  // namespace bq::tests

namespace {

using bq::tests::Lines;
using bq::tests::split;

/// The report of all further metrics over the small ledger's first quarter.
bq::report::Report further_report(std::string_view as_of = "") {
  const bq::tests::ALedger ledger(bq::tests::source_directory() / "tests/unit/report/further");
  bq::tests::AnIndex index(ledger);
  bq::report::Built built = bq::tests::build_quarter(index, "2024Q1", as_of, "further");
  CHECK(bq::tests::briefs(bq::index::pack_diagnostics(index.pack(), built.faults, bq::Language::en)) == Lines{});
  return std::move(built.report);
}

}  // namespace

TEST_CASE("every further metric has the figure that was worked out by hand") {
  CHECK(bq::tests::wrong(bq::tests::summary(further_report()), bq::tests::further_quarter()) == Lines{});
}

TEST_CASE("further figures stand with the units they belong to") {
  const bq::report::Report report = further_report();
  const auto by = [&](std::string_view metric) { return split(report, "by-unit", metric); };
  CHECK(by("answer_rate") == Lines{"T-2=0/2", "U-0=1/1", "U-1=1/1", "U-2=2/2"});
  CHECK(by("jobs") == Lines{"U-2=5"});
  CHECK(by("land") == Lines{"T-2=12.25"});
  CHECK(by("backlog_rate") == Lines{"T-2=1/1", "U-1=0/1", "U-2=1/1"});
  CHECK(by("roles_filled_rate") == Lines{"T-1=0/1", "U-1=2/2", "U-2=3/3", "U-L=5/5", "=0/1"});
  CHECK(by("inspection_coverage") == Lines{"T-1=1/1", "U-1=1/2", "U-2=0/3", "U-L=1/5"});
  CHECK(by("push_rate") == Lines{"T-1=1/1", "U-1=1/1", "U-2=2/3", "U-L=3/4"});
  CHECK(by("benefit_paid") == Lines{"U-1=25.25"});
  CHECK(by("benefit_rate") == Lines{"T-1=0/1", "U-1=2/2"});
  CHECK(by("goals") == Lines{"U-1=2", "U-2=1", "U-L=3"});
  CHECK(by("output_growth") == Lines{"U-1=30.5/180", "U-2=-10/200", "U-L=20.5/380"});
  CHECK(by("investment_rate") == Lines{"U-1=0/2000", "U-2=1200.5/8000", "U-L=1200.5/10000"});
  CHECK(by("start_rate") == Lines{"U-1=0/1", "U-2=1/1", "U-L=1/2"});
  CHECK(by("landing_rate") == Lines{"U-1=0/1", "U-2=2/2", "U-L=2/3", "=1/1"});
  CHECK(by("indicator_rate") == Lines{"T-1=1/2", "U-1=2/3", "U-2=1/2", "U-L=3/5"});
  CHECK(by("sign_rate") == Lines{"T-2=1/2", "U-0=1/1", "U-1=1/2", "U-2=1/1"});
  CHECK(by("assign_on_time_rate") == Lines{"T-1=1/1", "U-1=2/3", "U-2=1/1"});
  CHECK(by("submission_on_time_rate") == Lines{"T-1=3/3", "T-2=0/3", "U-1=1/2", "U-2=0/2"});
  CHECK(by("mechanism_rate") == Lines{"T-1=0/1", "T-2=0/1", "U-1=1/1", "U-2=0/1"});
  CHECK(by("session_rate") == Lines{"U-L=1/2"});
  CHECK(by("activity_rate") == Lines{"T-1=3/3", "T-2=1/3", "U-1=1/1", "U-L=5/6", "=1/1"});
  CHECK(by("rectify_rate") == Lines{"T-1=1/2", "U-2=0/1", "U-L=1/1"});
  CHECK(by("commitment_rate") == Lines{"T-1=0/1", "U-1=1/1", "U-2=0/1"});
  CHECK(by("trained_rate") == Lines{"U-1=0/1", "U-L=2/2"});
  CHECK(by("agree_rate") == Lines{"T-1=0/2", "U-2=3/3"});
  CHECK(by("coverage_rate") == Lines{"T-1=0/1", "U-1=1/4", "U-2=0/3", "U-L=1/6"});
}

TEST_CASE("cases and sessions stand with the units paired with their objects") {
  const bq::report::Report report = further_report();
  const auto by = [&](std::string_view metric) { return split(report, "by-paired-unit", metric); };
  CHECK(by("received") == Lines{"T-1=1", "U-1=3", "U-2=2"});
  CHECK(by("return_rate") == Lines{"U-1=0/3", "U-2=0/1"});
  CHECK(by("answer_rate") == Lines{"T-1=1/1", "U-1=2/3", "U-2=1/2"});
  CHECK(by("session_rate") == Lines{"U-1=1/2", "U-2=1/2"});
  CHECK(by("coverage_rate") == Lines{"T-1=0/1", "U-1=1/4", "U-2=0/3"});
  CHECK(by("submission_rate") == Lines{"U-1=2/2", "U-2=1/2"});
}

TEST_CASE("further figures stand with persons, posts, industries and goals") {
  const bq::report::Report report = further_report();
  CHECK(split(report, "by-cadre", "plaque_rate") == Lines{"C-2=2/3", "C-3=1/2"});
  CHECK(split(report, "by-cadre", "session_rate") == Lines{"C-1=1/1", "C-2=1/1", "C-3=0/1"});
  CHECK(split(report, "by-cadre", "trained_rate") == Lines{"C-2=1/1", "C-3=1/1", "C-4=0/1"});
  CHECK(split(report, "by-post", "session_rate") == Lines{"P-1=1/1", "P-2=0/1"});
  CHECK(split(report, "by-post", "roles_filled_rate") == Lines{"P-1=3/3", "P-2=2/2", "=0/2"});
  CHECK(split(report, "by-industry", "profit_growth") == Lines{"机械=2/3", "食品=9/-5"});
  CHECK(split(report, "by-goal", "goal_rate") == Lines{"上市=0/1", "亿元=1/1", "升规=0/1"});
  CHECK(split(report, "by-town", "letter_rate") == Lines{"T-1=2/4", "T-2=1/3"});
}

TEST_CASE("a ratio of sums is a percentage unless what it is set against is not above zero") {
  const auto printed = [](std::int64_t n, std::int64_t d) { return bq::report::percent_of({{n}, {d}}); };
  CHECK(printed(20'500'000, 380'000'000) == "5.39%");
  CHECK(printed(-10, 200) == "-5.00%");
  CHECK(printed(9, -5) == "—");
  CHECK(printed(0, 0) == "—");
  CHECK(printed(1'200'500'000, 10'000'000'000) == "12.01%");  // 12.005
}
