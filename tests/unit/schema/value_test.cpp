#include <doctest/doctest.h>

#include "../index/a_ledger.hpp"
#include "a_kind.hpp"
#include "schema/uscc.hpp"

namespace {

using bq::tests::a_kind;
using bq::tests::argument;

/// A value of one field as the index stores it, or the rule that it breaks.
std::string typed(std::string_view description, std::string_view value) {
  const auto kind = a_kind("x: " + std::string(description));
  const auto walked = bq::tests::walk(*kind, "x: " + std::string(value));
  if (!walked.details.empty()) return walked.details.front().rule;
  if (walked.rows.empty()) return "unread";
  return walked.rows.front() == "thing#1" ? "absent" : walked.rows.front().substr(std::string_view("thing#1 x=").size());
}

constexpr std::string_view text = "{title: 文, type: string}";
constexpr std::string_view integer = "{title: 数, type: integer}";
constexpr std::string_view decimal = "{title: 数, type: string, format: decimal}";
constexpr std::string_view boolean = "{title: 否, type: boolean}";
constexpr std::string_view date = "{title: 日, type: string, format: date}";
constexpr std::string_view month = "{title: 月, type: string, format: month}";
constexpr std::string_view uscc = "{title: 码, type: string, format: uscc}";

}  // namespace

TEST_CASE("a text stays what was written: codes of 18 digits, leading zeros, and words that YAML 1.1 takes for something else") {
  for (const char* written :
       {"370000000000000018", "0012", "0x1F", "1e5", "1_000", "no", "yes", "on", "Off", "y", "true", ".5", "2024-01-01", "12:30:45", ".inf", "=", "<<"}) {
    CHECK_MESSAGE(typed(text, written) == written, written);
  }
  CHECK(typed(text, "'370000000000000018'") == "370000000000000018");
  CHECK(typed(text, "''") == "");
}

TEST_CASE("nothing, null and ~ are absent, and quoted they are words") {
  for (const char* written : {"", "null", "~", "# nothing"}) CHECK_MESSAGE(typed(text, written) == "absent", written);
  CHECK(typed(text, "'null'") == "null");
  CHECK(typed(text, "'~'") == "~");
}

TEST_CASE("a whole number has digits and nothing else") {
  CHECK(typed(integer, "12") == "12");
  CHECK(typed(integer, "-3") == "-3");
  CHECK(typed(integer, "0012") == "12");
  CHECK(typed(integer, "'12'") == "12");
  for (const char* written : {"1.5", "1e3", "0x10", "1,000", "１２", "十二", "12件", "99999999999999999999", "[1]", "true"})
    CHECK_MESSAGE(typed(integer, written) == "wrong-type", written);
}

TEST_CASE("a decimal is exact to a millionth") {
  CHECK(typed(decimal, "0.1") == "100000");
  CHECK(typed(decimal, "12") == "12000000");
  CHECK(typed(decimal, "-0.000001") == "-1");
  CHECK(typed(decimal, "9000000000000") == "9000000000000000000");
  for (const char* written : {"0.0000001", "1e3", "1.", ".5", "1,5", "99999999999999", "万"}) CHECK_MESSAGE(typed(decimal, written) == "wrong-type", written);
}

TEST_CASE("minimum and maximum belong to the range") {
  constexpr std::string_view percent = "{title: 率, type: string, format: decimal, minimum: 0, maximum: 100}";
  CHECK(typed(percent, "0") == "0");
  CHECK(typed(percent, "100") == "100000000");
  CHECK(typed(percent, "100.000001") == "out-of-range");
  CHECK(typed(percent, "-0.1") == "out-of-range");
}

TEST_CASE("a boolean is true or false, 是 or 否, and not what YAML 1.1 would take for one") {
  CHECK(typed(boolean, "true") == "1");
  CHECK(typed(boolean, "是") == "1");
  CHECK(typed(boolean, "false") == "0");
  CHECK(typed(boolean, "否") == "0");
  for (const char* written : {"yes", "no", "on", "True", "1", "0", "y"}) CHECK_MESSAGE(typed(boolean, written) == "wrong-type", written);
}

TEST_CASE("a date is a day that exists") {
  CHECK(typed(date, "2024-02-29") == "2024-02-29");
  for (const char* written : {"2023-02-29", "2024-2-9", "2024-13-01", "2024/01/01", "2024-01-01 08:00", "2024-01-01T00:00:00", "20240101", "2024.01.01",
                              "1899-12-31", "2024年1月1日", "２０２４-01-01"}) {
    CHECK_MESSAGE(typed(date, written) == "bad-date", written);
  }
  CHECK(typed(month, "2024-03") == "2024-03");
  for (const char* written : {"2024-13", "2024-3", "2024-03-01", "202403"}) CHECK_MESSAGE(typed(month, written) == "bad-date", written);
}

TEST_CASE("lengths count characters, not bytes") {
  constexpr std::string_view four = "{title: 名, type: string, minLength: 2, maxLength: 4}";
  CHECK(typed(four, "企业名称") == "企业名称");
  CHECK(typed(four, "企业名称长") == "out-of-range");
  CHECK(typed(four, "企") == "out-of-range");
}

TEST_CASE("a pattern is met by the whole text and reads Chinese") {
  CHECK(typed("{title: 号, type: string, pattern: '[A-Z]+-[0-9]{3}'}", "A-001") == "A-001");
  CHECK(typed("{title: 号, type: string, pattern: '[A-Z]+-[0-9]{3}'}", "A-0012") == "bad-pattern");
  CHECK(typed("{title: 号, type: string, pattern: '[甲乙]{2}'}", "甲乙") == "甲乙");
  CHECK(typed("{title: 号, type: string, pattern: '(a+)+b'}", std::string(200'000, 'a')) == "bad-pattern");
}

TEST_CASE("a labelled value is stored as its constant, whichever form was written") {
  constexpr std::string_view form = "{title: 式, type: string, oneOf: [{const: on_site, title: 实地}, {const: phone, title: 电话}]}";
  CHECK(typed(form, "实地") == "on_site");
  CHECK(typed(form, "on_site") == "on_site");
  for (const char* written : {"On_site", "实 地", "' 实地'", "''"}) CHECK_MESSAGE(typed(form, written) == "not-in-vocabulary", written);
}

TEST_CASE("the check digits of credit codes are those of GB 32100-2015") {
  using bq::schema::check_uscc;
  using bq::schema::UsccFault;
  CHECK(check_uscc("91350100M000100Y43") == UsccFault::none);
  CHECK(check_uscc("91530999MA6N1A2B3E") == UsccFault::none);
  CHECK(check_uscc("91350100M000100Y44") == UsccFault::check_digit);
  CHECK(check_uscc("91350100M000100Y4") == UsccFault::length);
  CHECK(check_uscc("91350100M000100Y431") == UsccFault::length);
  CHECK(check_uscc("91350100I000100Y43") == UsccFault::character);
  CHECK(check_uscc("91350100m000100y43") == UsccFault::character);
  CHECK(check_uscc("") == UsccFault::length);
  CHECK(bq::schema::uscc_check_digit("91350100M000100Y4") == '3');
  CHECK(bq::schema::uscc_check_digit("9135010OM000100Y4") == '?');
}

TEST_CASE("one wrong digit of a credit code, or two neighbours exchanged, never goes unseen") {
  const std::string good = "91350100M000100Y43";
  constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  for (std::size_t place = 0; place < good.size(); ++place) {
    for (const char other : alphabet) {
      std::string bad = good;
      bad[place] = other;
      CHECK_MESSAGE((other == good[place] || bq::schema::check_uscc(bad) == bq::schema::UsccFault::check_digit), bad);
    }
    std::string exchanged = good;
    if (place > 0) std::swap(exchanged[place - 1], exchanged[place]);
    CHECK_MESSAGE((exchanged == good || bq::schema::check_uscc(exchanged) == bq::schema::UsccFault::check_digit), exchanged);
  }
}

TEST_CASE("a credit code with a wrong check digit is said with the right one") {
  const auto kind = a_kind("x: " + std::string(uscc));
  const auto walked = bq::tests::walk(*kind, "x: 91350100M000100Y44");
  REQUIRE(walked.details.size() == 1);
  CHECK(walked.details[0].rule == "bad-uscc");
  CHECK(argument(walked.details[0].args, "reason_en").ends_with(" 3"));
}
