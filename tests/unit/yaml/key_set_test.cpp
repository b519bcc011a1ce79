#include "yaml/key_set.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace bq::yaml {

TEST_CASE("a key is found again among few and among many") {
  std::vector<std::string> names;
  for (int i = 0; i < 1000; ++i) names.push_back("key" + std::to_string(i));
  KeySet keys;
  for (std::uint32_t i = 0; i < names.size(); ++i) {
    CHECK_FALSE(keys.add(names[i], i));
    CHECK(keys.add(names[i], 9999) == i);
    CHECK(keys.add(names[i / 2], 9999) == i / 2);
  }
  keys.clear();
  CHECK_FALSE(keys.add("key0", 7));
}

}  // namespace bq::yaml
