#include "base/width.hpp"

#include <doctest/doctest.h>

namespace bq {

TEST_CASE("a Chinese character takes two columns") {
  CHECK(display_width("abc") == 3);
  CHECK(display_width("包联") == 4);
  CHECK(display_width("：，（") == 6);
}

TEST_CASE("a sign that is wide only in some fonts takes one column") {
  CHECK(display_width("—") == 1);
  CHECK(display_width("“”") == 2);
  CHECK(display_width("·") == 1);
}

TEST_CASE("a combining mark takes no column and an emoji two") {
  CHECK(display_width("e\u0301") == 1);
  CHECK(display_width("😀") == 2);
}

TEST_CASE("an invalid byte takes one column") {
  CHECK(display_width("\xB9\xFA") == 2);
  CHECK(display_width("甲\xE7") == 3);
}

TEST_CASE("padding counts columns and never cuts") {
  CHECK(pad_right("甲", 4) == "甲  ");
  CHECK(pad_left("甲", 4) == "  甲");
  CHECK(pad_right("包联对象", 4) == "包联对象");
  CHECK(pad_left("", 2) == "  ");
}

}  // namespace bq
