#include "base/decimal.hpp"

#include <doctest/doctest.h>

#include <string>

#include <limits>

namespace bq {

TEST_CASE("a decimal is exact to the millionth") {
  CHECK(parse_decimal("0.1").value().millionths == 100'000);
  CHECK(parse_decimal("-12.345678").value().millionths == -12'345'678);
  CHECK(parse_decimal("007").value().millionths == 7'000'000);
  CHECK(parse_decimal("-0").value().millionths == 0);
}

TEST_CASE("a decimal is written in its shortest form") {
  CHECK(to_string(Decimal{0}) == "0");
  CHECK(to_string(Decimal{1'500'000}) == "1.5");
  CHECK(to_string(Decimal{-1}) == "-0.000001");
  CHECK(to_string(Decimal{100'000'000}) == "100");
}

TEST_CASE("the largest and the smallest decimal read back") {
  CHECK(parse_decimal("9223372036854.775807").value().millionths == std::numeric_limits<std::int64_t>::max());
  CHECK_FALSE(parse_decimal("9223372036854.775808"));
  CHECK(to_string(Decimal{std::numeric_limits<std::int64_t>::min()}) == "-9223372036854.775808");
}

TEST_CASE("what is no plain number is no decimal") {
  for (const std::string text : {"", "-", ".", "1.", ".5", "+1", "1e5", "1,000", "0x10", " 1", "1 ", "1.2.3", "1.2345678", "--1", "１", "inf",
                                 "99999999999999999999999999999999999999999999999999"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_decimal(text));
  }
}

TEST_CASE("a percentage is rounded half up from whole numbers") {
  CHECK(percent(6, 7) == "85.71%");
  CHECK(percent(1, 1) == "100.00%");
  CHECK(percent(0, 5) == "0.00%");
  CHECK(percent(1, 20'000) == "0.01%");
  CHECK(percent(-1, 20'000) == "0.00%");
  CHECK(percent(-1, 3) == "-33.33%");
  CHECK(percent(1, -3) == "-33.33%");
  CHECK(percent(std::numeric_limits<std::int64_t>::max(), 1) == "922337203685477580700.00%");
}

TEST_CASE("a share of nothing is a dash") { CHECK(percent(3, 0) == "—"); }

}  // namespace bq
