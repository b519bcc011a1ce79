#include "base/source.hpp"

#include <doctest/doctest.h>

namespace bq {

TEST_CASE("a place is counted in lines and code points") {
  const Source source("a.yaml", "甲: 乙\nb: c\n");
  CHECK(source.position(0) == Position{1, 1});
  CHECK(source.position(3) == Position{1, 2});
  CHECK(source.position(5) == Position{1, 4});
  CHECK(source.position(9) == Position{2, 1});
}

TEST_CASE("lines end at LF, CR and CRLF") {
  const Source source("a.yaml", "a\nb\rc\r\nd");
  CHECK(source.line(1) == "a");
  CHECK(source.line(2) == "b");
  CHECK(source.line(3) == "c");
  CHECK(source.line(4) == "d");
  CHECK(source.position(4) == Position{3, 1});
  CHECK(source.line_number(7) == 4);
}

TEST_CASE("a byte order mark has no width") {
  const Source source("a.yaml", "\xEF\xBB\xBF甲\n");
  CHECK(source.has_bom());
  CHECK(source.position(0) == Position{1, 1});
  CHECK(source.position(3) == Position{1, 1});
  CHECK(source.position(6) == Position{1, 2});
  CHECK(source.line(1) == "甲");
}

TEST_CASE("what lies beyond the text is its end") {
  const Source source("a.yaml", "ab\n");
  CHECK(source.position(99) == Position{2, 1});
  CHECK(source.slice({1, 99}) == "b\n");
  CHECK(source.slice({50, 99}).empty());
  CHECK(source.slice({2, 1}).empty());
  CHECK(source.line(0).empty());
  CHECK(source.line(9).empty());
}

TEST_CASE("an empty text has one empty line") {
  const Source source("a.yaml", "");
  CHECK(source.position(0) == Position{1, 1});
  CHECK(source.line(1).empty());
}

}  // namespace bq
