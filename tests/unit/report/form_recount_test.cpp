#include "shown_figures.hpp"

namespace {

using namespace bq;
using bq::tests::ALedger;
using bq::tests::AnIndex;
using bq::tests::day;

/// The sheet of one week as known on a day.
report::Built sheet(AnIndex& index, const std::string& week, std::string_view as_of) {
  const Period period = *parse_period(PeriodLength::week, week, index->settings().week_starts);
  index->ask({.start = period.start, .finish = period.finish, .as_of = day(as_of), .values = {{":report", std::string("rollup-weekly")}}});
  return report::build(*index,
                       {.plan = &index.pack().reports.find("rollup-weekly")->second, .period = period, .cut_off = std::nullopt, .language = Language::zh});
}

/// A cell in millionths; nothing where the sheet says that a unit handed in nothing.
std::optional<std::int64_t> millionths(const report::Cell& cell) {
  if (const auto* count = std::get_if<std::int64_t>(&cell)) return *count * Decimal::scale;
  if (const auto* decimal = std::get_if<Decimal>(&cell)) return decimal->millionths;
  return std::nullopt;
}

}  // namespace

TEST_CASE("each line of the weekly form is by its metric what the recount gives, for every unit and week of the example") {
  const ALedger ledger{bq::tests::source_directory() / "examples/district-heart"};
  AnIndex index(ledger);
  const std::string sql = "SELECT unit, line, period, number FROM form_recount ORDER BY unit, line, period";
  std::size_t compared = 0;
  for (const auto& [week, as_of] : std::vector<std::pair<std::string, std::string>>{{"2024-02-22", "2024-02-29"},
                                                                                    {"2024-02-29", "2024-03-07"},
                                                                                    {"2024-03-07", "2024-03-14"},
                                                                                    {"2024-03-14", "2024-03-21"},
                                                                                    {"2024-03-21", "2024-03-28"},
                                                                                    {"2024-03-21", "2024-06-30"}}) {
    const report::Built built = sheet(index, week, as_of);
    REQUIRE(built.faults.empty());
    const report::Section& form = bq::tests::section_of(built.report, "form");
    index->settle_for(sql);
    for (const auto& row : index->rows(sql)) {
      if (std::get<std::string>(row[2]) != week) continue;
      const std::string& unit = std::get<std::string>(row[0]);
      const std::string& id = std::get<std::string>(row[1]);
      const auto line = std::ranges::find_if(form.rows, [&](const auto& cells) { return std::get<std::string>(cells[0]) == id; });
      REQUIRE(line != form.rows.end());
      CHECK_MESSAGE(millionths((*line)[bq::tests::column_of(form, unit)]) == std::get<std::int64_t>(row[3]), week << " " << unit << " line " << id);
      ++compared;
    }
  }
  CHECK(compared == 27 * (74 + 15));
}
