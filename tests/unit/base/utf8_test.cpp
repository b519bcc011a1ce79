#include "base/utf8.hpp"

#include <doctest/doctest.h>

#include <string>

namespace bq {

TEST_CASE("valid text has no invalid byte") {
  for (const std::string text :
       {"", "plain ascii text", "甲乙丙", "\x7F", "\xC2\x80", "\xED\x9F\xBF", "\xEE\x80\x80", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"}) {
    CAPTURE(text);
    CHECK(find_invalid_utf8(text) == std::string_view::npos);
  }
}

TEST_CASE("the first invalid byte is found wherever it stands") {
  for (std::size_t before = 0; before < 20; ++before) CHECK(find_invalid_utf8(std::string(before, 'x') + "\xB9\xFA" + "more text behind") == before);
}

TEST_CASE("overlong forms, surrogates, stray and missing bytes are invalid") {
  for (const std::string text : {"\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80",
                                 "\xFF", "\xE7\x94", "\xE7", "\xF0\x90\x80", "\xE7\x94x", "\xC2"}) {
    CAPTURE(text);
    CHECK(find_invalid_utf8(text) == 0);
  }
}

TEST_CASE("a Chinese character is one code point") { CHECK(code_points("a甲😀") == 3); }

}  // namespace bq
