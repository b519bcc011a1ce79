#include "change/csv_read.hpp"

#include <doctest/doctest.h>

#include "base/encoding.hpp"

using namespace bq;

namespace {

std::string outline(std::string_view text) {
  std::string result;
  for (const change::CsvRow& row : change::read_csv(text)) {
    result += std::to_string(row.line) + ":";
    for (const std::string& cell : row.cells) result += "[" + cell + "]";
    result += " ";
  }
  return result;
}

}  // namespace

TEST_CASE("a table is read as Excel and others save it") {
  CHECK(outline("a,b\r\n1,\"x, \"\"y\"\"\"\r\n,\r\n\r\n2,3") == "1:[a][b] 2:[1][x, \"y\"] 5:[2][3] ");
  CHECK(outline("a,b\n\"one\r\ntwo\",2\n3,4\n") == "1:[a][b] 2:[one\ntwo][2] 4:[3][4] ");
  CHECK(outline("a;b\n1,5;2\n") == "1:[a][b] 2:[1,5][2] ");
  CHECK(outline("a\tb\n1\t\n") == "1:[a][b] 2:[1][] ");
  CHECK(outline("a\r1\r") == "1:[a] 2:[1] ");
  CHECK(outline("") == "");
  CHECK(outline("a\n\"open,1\n") == "1:[a] 2:[open,1\n] ");
}

TEST_CASE("the encodings in which tables are saved become UTF-8") {
  CHECK(to_utf8("\xEF\xBB\xBF诉求") == "诉求");
  CHECK(to_utf8("诉求") == "诉求");
  CHECK(to_utf8("\xCB\xDF\xC7\xF3") == "诉求");
  CHECK(to_utf8("\x82\x30\x8F\x39") != "");
  CHECK(to_utf8(std::string("\xFF\xFE\xC9\x8B\x42\x6C", 6)) == "诉求");
  CHECK_FALSE(to_utf8("\xCB\xDF\xFF\xFF"));
}
