#include <doctest/doctest.h>

#include "render/wrap.hpp"

using bq::render::wrap;

TEST_CASE("Chinese wraps between any two characters") { CHECK(wrap("一二三四五六七", "", 6) == "一二三\n四五六\n七\n"); }

TEST_CASE("the first line of a paragraph is indented") { CHECK(wrap("一二三", "　　", 8) == "　　一二\n三\n"); }

TEST_CASE("no line begins with closing punctuation") {
  CHECK(wrap("一二三。四", "", 6) == "一二\n三。四\n");
  CHECK(wrap("一二三）”。四", "", 8) == "一二\n三）”。\n四\n");
}

TEST_CASE("no line ends with opening punctuation") { CHECK(wrap("一二（三）四", "", 6) == "一二\n（三）\n四\n"); }

TEST_CASE("a number with its sign stays whole") { CHECK(wrap("办结85.71%的件", "", 10) == "办结85.71%\n的件\n"); }

TEST_CASE("a line break swallows the space at which it breaks") { CHECK(wrap("one two  three", "", 7) == "one two\nthree\n"); }

TEST_CASE("a word longer than the line stays whole") { CHECK(wrap("一abcdefgh二", "", 4) == "一\nabcdefgh\n二\n"); }

TEST_CASE("an empty paragraph is an empty line") { CHECK(wrap("", "", 10) == "\n"); }
