#include "base/date.hpp"

#include <doctest/doctest.h>

#include <string>

namespace bq {

using namespace std::chrono_literals;

TEST_CASE("a date reads back as it was written") {
  for (const std::string text : {"1900-01-01", "2024-02-29", "2199-12-31"}) CHECK(to_string(parse_date(text).value()) == text);
}

TEST_CASE("a month reads as its first day") { CHECK(to_string(parse_month("2024-03").value()) == "2024-03-01"); }

TEST_CASE("a day beyond the end of a month is its last day") {
  CHECK(to_string(clamped_day(2024y / 2, 30)) == "2024-02-29");
  CHECK(to_string(clamped_day(2023y / 2, 31)) == "2023-02-28");
  CHECK(to_string(clamped_day(2023y / 4, 30)) == "2023-04-30");
  CHECK(to_string(clamped_day(2023y / 4, 0)) == "2023-04-01");
}

TEST_CASE("what is no day of the calendar is no date") {
  for (const std::string text : {"", "2024", "2024-02-30", "2023-02-29", "2024-13-01", "2024-00-10", "2024-01-00", "24-01-01", "2024-1-1", "2024/01/01",
                                 "2024-01-011", " 2024-01-01", "2024-01-01 ", "1899-12-31", "2200-01-01", "+024-01-01", "2024-01-+1", "２０２４-01-01"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_date(text));
  }
}

TEST_CASE("what is no month of the calendar is no month") {
  for (const std::string text : {"", "2024", "2024-13", "2024-00", "2024-1", "2024-03-01", "1899-12", "abcd-ef"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_month(text));
  }
}

TEST_CASE("days are read as people and spreadsheets write them") {
  for (const char* text : {"2024-03-05", "2024/3/5", "2024/03/05", "2024.3.5", "2024年3月5日", "2024年03月05日"}) {
    CAPTURE(text);
    CHECK(parse_written_date(text) == parse_date("2024-03-05"));
  }
  for (const char* text : {"2024/3", "2024/13/5", "2024/2/30", "24/3/5", "2024/3/5/6", "2024/3.5", "2024年3月5", "3/5/2024", "2024//5", "2024/3/", ""}) {
    CAPTURE(text);
    CHECK_FALSE(parse_written_date(text));
  }
}

}  // namespace bq
