#include "report/exact.hpp"

#include <doctest/doctest.h>

using namespace bq;
using report::ExactNumbers;
using report::numbers_of;

TEST_CASE("a figure is kept with both sides of a rate, and a dash has no numbers") {
  CHECK(numbers_of(std::int64_t{7}) == ExactNumbers{"7", "", ""});
  CHECK(numbers_of(Decimal{378'700'000}) == ExactNumbers{"378.7", "", ""});
  CHECK(numbers_of(report::Rate{43, 53}) == ExactNumbers{"43", "53", ""});
  CHECK(numbers_of(report::Rate{0, 0}) == ExactNumbers{"0", "0", ""});
  CHECK(numbers_of(report::Ratio{Decimal{1'500'000}, Decimal{-2'000'000}}) == ExactNumbers{"1.5", "-2", ""});
  CHECK(numbers_of(report::Days{4, 11, 9}) == ExactNumbers{"5.5", "4", "9"});
  CHECK(numbers_of(report::Days{}) == ExactNumbers{});
  CHECK(numbers_of({}) == ExactNumbers{});
}

TEST_CASE("figures are found in tables that are whole, split, set beside other periods, or forms; words and lists are none") {
  pack::ReportPlan plan;
  plan.sections.resize(5);
  plan.sections[0].id = "whole";
  plan.sections[0].metrics = {"a"};
  plan.sections[1].id = "by";
  plan.sections[1].metrics = {"a"};
  plan.sections[1].by = "unit";
  plan.sections[2].id = "beside";
  plan.sections[2].metrics = {"a"};
  plan.sections[2].periods = pack::OtherPeriods{.previous = true};
  plan.sections[3].id = "form";
  plan.sections[3].lines = {{.id = "1", .group = {}, .title = {}, .metric = "a", .sum = {}}};
  plan.sections[4].id = "list";
  report::Report report;
  report.sections.push_back({.id = "whole", .title = {}, .narrative = {}, .columns = {{"a", ""}}, .rows = {{std::int64_t{3}}}, .sums = {}, .is_summary = true});
  report.sections.push_back({.id = "by",
                             .title = {},
                             .narrative = {},
                             .columns = {{"key", ""}, {"label", ""}, {"a", ""}},
                             .rows = {{"U", "Unit", report::Rate{1, 2}}, {"V", "Other", "none sent"}},
                             .sums = {},
                             .keyed = true});
  report.sections.push_back({.id = "beside",
                             .title = {},
                             .narrative = {},
                             .columns = {{"metric", ""}, {"title", ""}, {"p0", ""}, {"p1", ""}},
                             .rows = {{"a", "A", std::int64_t{1}, std::int64_t{2}}},
                             .sums = {}});
  report.sections.push_back({.id = "form",
                             .title = {},
                             .narrative = {},
                             .columns = {{"line", ""}, {"group", ""}, {"title", ""}, {"value", ""}},
                             .rows = {{"1", "", "", Decimal{5}}},
                             .sums = {}});
  report.sections.push_back({.id = "list", .title = {}, .narrative = {}, .columns = {{"n", ""}}, .rows = {{std::int64_t{9}}}, .sums = {}});

  std::string found;
  for (const auto& figure : report::figures_of(report, plan)) {
    found += figure.section + "/" + figure.row + "/" + figure.column + "=" + figure.metric + "," + figure.dimension + "," + figure.key + "\n";
  }
  CHECK(found == "whole//a=a,,\nby/U/a=a,unit,U\nbeside/a/p0=,,\nbeside/a/p1=a,,\nform/1/value=a,,\n");
}
