#include "base/nearest.hpp"

#include <doctest/doctest.h>

#include <string>

#include <vector>

namespace bq {
namespace {

const std::vector<std::string> fields{"enterprise", "title", "category", "channel", "received", "走访", "提出日期", "包联对象", "规上工业"};

}  // namespace

TEST_CASE("a slip of the keyboard finds its word") {
  CHECK(nearest("enterprize", fields) == "enterprise");
  CHECK(nearest("recieved", fields) == "received");
  CHECK(nearest("Title", fields) == "title");
  CHECK(nearest("titel", fields) == "title");
  CHECK(nearest("chanel", fields) == "channel");
}

TEST_CASE("a wrong character finds its Chinese word") {
  CHECK(nearest("提出日子", fields) == "提出日期");
  CHECK(nearest("提出时间", fields) == "提出日期");
  CHECK(nearest("走防", fields) == "走访");
  CHECK(nearest("走访记录", fields) == "走访");
  CHECK(nearest("规模以上工业", fields) == "规上工业");
}

TEST_CASE("of equally near words the first is found") {
  const std::vector<std::string> known{"abcx", "abcy"};
  CHECK(nearest("abcz", known) == "abcx");
}

TEST_CASE("what is near to nothing finds nothing") {
  for (const std::string word : {"", "x", "人", "满意度", "completely different", "\xFF\xFE"}) {
    CAPTURE(word);
    CHECK_FALSE(nearest(word, fields));
  }
  CHECK_FALSE(nearest("title", {}));
  CHECK_FALSE(nearest(std::string(1'000'000, 't'), fields));
}

}  // namespace bq
