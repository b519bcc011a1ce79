#include "base/hash.hpp"

#include <doctest/doctest.h>

namespace bq {

TEST_CASE("a hash is the same on every machine") {
  CHECK(hex(hash_of("")) == "2d06800538d394c2");
  CHECK(hash_of("a") != hash_of("b"));
  CHECK(hash_of("a", 1) != hash_of("a", 2));
}

TEST_CASE("a hash is written with sixteen digits") {
  CHECK(hex(0) == "0000000000000000");
  CHECK(hex(0xABC) == "0000000000000abc");
}

}  // namespace bq
