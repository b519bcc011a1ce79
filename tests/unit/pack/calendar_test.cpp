#include <doctest/doctest.h>

#include "../index/a_ledger.hpp"
#include "pack/pack.hpp"

namespace {

using bq::Date;
using bq::tests::ALedger;
using bq::tests::AnIndex;
using bq::tests::day;

/// The n-th working day after `from`, counted day by day.
std::string after(const bq::pack::Calendar& calendar, std::string_view from, int n) {
  Date date = day(from);
  while (n > 0) {
    date += std::chrono::days(1);
    if (calendar.works(date)) --n;
  }
  return bq::to_string(date);
}

struct Vector {
  std::string from;
  int days;
  std::string last;
};

/// Around spring festivals, national days, dragon boat and new year, over make-up days and year ends.
const std::vector<Vector> vectors{
    {"2026-02-10", 5, "2026-02-24"}, {"2026-09-28", 5, "2026-10-10"}, {"2024-02-06", 5, "2024-02-19"}, {"2023-06-20", 5, "2023-06-28"},
    {"2025-12-29", 5, "2026-01-06"}, {"2024-03-04", 1, "2024-03-05"}, {"2024-03-08", 1, "2024-03-11"},
};

}  // namespace

TEST_CASE("working days are counted over holidays and make-up days") {
  const bq::pack::Pack pack = bq::pack::load({});
  const bq::pack::Calendar& calendar = pack.calendars.at("cn");
  for (const Vector& vector : vectors) CHECK_MESSAGE(after(calendar, vector.from, vector.days) == vector.last, vector.from);
}

TEST_CASE("the table of working days gives the same, by looking up one number") {
  const ALedger ledger;
  AnIndex index(ledger);
  for (const Vector& vector : vectors) {
    CHECK_MESSAGE(index.rows("SELECT MIN(date) FROM workday WHERE work = 1 AND seq = (SELECT seq FROM workday WHERE date = '" + vector.from + "') + " +
                             std::to_string(vector.days)) == std::vector<std::string>{vector.last},
                  vector.from);
  }
}

TEST_CASE("the table of working days has every day once, and counts up by one on each working day and no other") {
  const ALedger ledger;
  AnIndex index(ledger);
  CHECK(index.rows("SELECT COUNT(*) FROM workday a WHERE NOT EXISTS (SELECT 1 FROM workday b WHERE b.date = date(a.date, '+1 day')) ") ==
        std::vector<std::string>{"1"});
  CHECK(index.rows("SELECT COUNT(*) FROM workday a JOIN workday b ON b.date = date(a.date, '+1 day') WHERE b.seq <> a.seq + b.work") ==
        std::vector<std::string>{"0"});
}

TEST_CASE("years without a notice are provisional, never silently Monday to Friday") {
  const bq::pack::Pack pack = bq::pack::load({});
  const bq::pack::Calendar& calendar = pack.calendars.at("cn");
  CHECK(calendar.knows(day("2024-05-01")));
  CHECK_FALSE(calendar.knows(Date(std::chrono::year(calendar.last_year + 1) / 1 / 1)));
  CHECK_FALSE(calendar.knows(Date(std::chrono::year(calendar.first_year - 1) / 12 / 31)));
  const ALedger ledger;
  AnIndex index(ledger);
  CHECK(index.rows("SELECT MIN(substr(date, 1, 4)), MAX(substr(date, 1, 4)) FROM workday WHERE provisional = 0") ==
        std::vector<std::string>{std::to_string(calendar.first_year) + "|" + std::to_string(calendar.last_year)});
}

TEST_CASE("a calendar's days, stretches and years are read, and its mistakes are said at their places") {
  const bq::pack::Pack pack = bq::pack::load({{"calendars/own.yaml",
                                               "title: 自定\nyears:\n  2023: {off: [2023-05-01/2023-05-03], work: [2023-05-06]}\n  2024: {off: "
                                               "[2024-05-02/2024-05-01, tomorrow]}\n  2026: {}\n  2027: {holiday: [2027-01-01]}\n"}});
  const bq::pack::Calendar& calendar = pack.calendars.at("own");
  CHECK_FALSE(calendar.works(day("2023-05-03")));
  CHECK(calendar.works(day("2023-05-04")));
  CHECK(calendar.works(day("2023-05-06")));
  CHECK_FALSE(calendar.works(day("2023-05-07")));
  std::vector<std::string> found;
  for (const auto& fault : pack.faults) {
    const bq::Position at = fault.source->position(fault.fault.span.begin);
    found.push_back(std::to_string(at.line) + ":" + std::to_string(at.column));
  }
  CHECK(found == std::vector<std::string>{"4:16", "4:39", "5:3", "6:10"});
}
