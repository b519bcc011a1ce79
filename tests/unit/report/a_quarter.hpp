#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "../index/a_ledger.hpp"
#include "render/render.hpp"
#include "report/build.hpp"

namespace bq::tests {

/// Builds the quarter's report as known on `as_of` (empty: on its last day) in Chinese. Asks the index that question.
[[nodiscard]] inline report::Built build_quarter(AnIndex& index, std::string_view label, std::string_view as_of = "", std::string_view name = "quarter") {
  const Period period = *parse_period(PeriodLength::quarter, label, index->settings().week_starts);
  index->ask({period.start, period.finish, as_of.empty() ? period.finish : day(as_of)});
  return report::build(*index, {.plan = &index.pack().reports.find(name)->second, .period = period, .cut_off = std::nullopt, .language = Language::zh});
}

/// The quarter's report as programs read it; says nothing of a commit, since it is of none.
[[nodiscard]] inline std::string quarter_json(AnIndex& index, std::string_view label, std::string_view as_of = "", std::string_view name = "quarter") {
  const report::Built built = build_quarter(index, label, as_of, name);
  REQUIRE(built.faults.empty());
  const auto& formats = render::report_formats();
  return std::ranges::find(formats, "json", &render::ReportFormat::name)->render(built.report, {});
}

}  // namespace bq::tests
