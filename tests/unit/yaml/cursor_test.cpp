#include "yaml/cursor.hpp"

#include <doctest/doctest.h>

#include <string>

#include "base/utf8.hpp"

namespace bq::yaml {

TEST_CASE("a code point count becomes a byte, forwards and back") {
  const std::string text = "abc甲😀é and more ascii to run over 乙";
  Cursor cursor(text, 0);
  const auto bytes_before = [&](std::size_t index) {
    std::size_t byte = 0;
    while (byte < text.size() && (code_points(text.substr(0, byte)) < index || (static_cast<unsigned char>(text[byte]) & 0xC0U) == 0x80)) ++byte;
    return byte;
  };
  const std::size_t all = code_points(text);
  for (std::size_t index = 0; index <= all; ++index) CHECK(cursor.byte_of(index) == bytes_before(index));
  for (std::size_t index = all + 1; index-- > 0;) CHECK(cursor.byte_of(index) == bytes_before(index));
  for (const std::size_t index : {std::size_t{20}, std::size_t{2}, all, std::size_t{0}}) CHECK(cursor.byte_of(index) == bytes_before(index));
}

TEST_CASE("counting begins at the byte that was asked for") {
  Cursor cursor("甲乙丙", 3);
  CHECK(cursor.byte_of(1) == 6);
}

TEST_CASE("a count beyond the text is its end") {
  Cursor cursor("甲", 0);
  CHECK(cursor.byte_of(100) == 3);
}

}  // namespace bq::yaml
