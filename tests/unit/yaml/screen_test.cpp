#include "yaml/screen.hpp"

#include <doctest/doctest.h>

#include "outline.hpp"

namespace bq::yaml {

using tests::faults;

TEST_CASE("a text in GBK is suspected to be one") {
  const Source source("a.yaml", "a: \xB9\xFA\xBC\xD2\xCD\xB3\xBC\xC6\xBE\xD6\n");
  const auto found = screen(source, 1000);
  REQUIRE(found.size() == 1);
  CHECK(found[0].rule == "not-utf8");
  CHECK(found[0].span == Span{3, 4});
  CHECK(found[0].args == Args{{"encoding", "GBK"}});
}

TEST_CASE("UTF-8 with a broken byte is not suspected to be GBK") {
  const Source source("a.yaml", "名称: 浙江某某科技有限公司\n乡镇: \xFF镇\n");
  const auto found = screen(source, 1000);
  REQUIRE(found.size() == 1);
  CHECK(found[0].args == Args{{"encoding", ""}});
}

TEST_CASE("a conflict is shown once at its first marker and nothing else is said") {
  CHECK(faults("<<<<<<< HEAD\na：b\n||||||| base\n=======\na: c\n>>>>>>> x\nd\n<<<<<<< HEAD\n=======\n>>>>>>> x\n") ==
        "1:1 conflict-markers [<<<<<<<]\n8:1 conflict-markers [<<<<<<<]");
}

TEST_CASE("markers of a half-removed conflict are shown") {
  CHECK(faults("a: b\n=======\na: c\n>>>>>>> x\n") == "2:1 conflict-markers [=======]");
  CHECK(faults("a: c\r\n>>>>>>> x\r\n") == "2:1 conflict-markers [>>>>>>>]");
}

TEST_CASE("a row of equals signs inside of a line is no conflict") { CHECK(faults("a: =======\nb: |\n  <<<<<<< x\nc: d # >>>>>>> e\n========: x\n").empty()); }

TEST_CASE("a text beyond the limit is not read") {
  const Source source("a.yaml", "a: b\n");
  CHECK(read(source, {.bytes = 5}).faults.empty());
  const Reading reading = read(source, {.bytes = 4});
  REQUIRE(reading.faults.size() == 1);
  CHECK(reading.faults[0].rule == "too-large");
  CHECK_FALSE(reading.whole);
  CHECK_FALSE(reading.document.root());
}

TEST_CASE("a byte order mark in the middle, as between two joined files, is shown") {
  CHECK(faults("\xEF\xBB\xBF- a\n\xEF\xBB\xBF- b\n") == "2:1 not-yaml [\xEF\xBB\xBF]");
  CHECK(faults("- a\xEF\xBB\xBF\n").empty());
}

TEST_CASE("control characters and noncharacters are found, line endings and blanks are none") {
  const std::string text("a\tb\r\n\xC2\x85\xC2\xA0\xEF\xBC\x9A\x01\x7F\xC2\x80\xEF\xBF\xBE\0", 20);
  CHECK(forbidden_characters(text) == std::vector<std::uint32_t>{12, 13, 14, 16, 19});
}

}  // namespace bq::yaml
