#include "yaml/document.hpp"

#include <doctest/doctest.h>

#include <string>

#include <algorithm>
#include <iterator>
#include <ranges>

#include "outline.hpp"

namespace bq::yaml {

static_assert(std::forward_iterator<ItemIterator>);
static_assert(std::forward_iterator<EntryIterator>);
static_assert(std::ranges::forward_range<Items> && std::ranges::sized_range<Items> && std::ranges::borrowed_range<Items>);
static_assert(std::ranges::forward_range<Entries> && std::ranges::sized_range<Entries> && std::ranges::borrowed_range<Entries>);

TEST_CASE("items and entries skip what is inside of them") {
  const Source source("a.yaml", "- a: [1, 2]\n  b: {c: d}\n- e\n- [f, g]\n");
  const Reading reading = read(source);
  const NodeRef root = reading.document.root().value();
  CHECK(root.items().size() == 3);
  CHECK(root.entries().empty());
  const NodeRef first = root.items().front();
  CHECK(first.entries().size() == 2);
  CHECK(first.items().empty());
  CHECK(first.find("b")->find("c")->text() == "d");
  CHECK_FALSE(first.find("c"));
  CHECK_FALSE(root.find("a"));
}

TEST_CASE("a range may be walked twice and searched") {
  const Source source("a.yaml", "[x, y, z]");
  const Reading reading = read(source);
  const auto items = reading.document.root()->items();
  CHECK(std::ranges::count_if(items, [](NodeRef item) { return item.text() == "y"; }) == 1);
  CHECK(std::ranges::find(items, "z", [](NodeRef item) { return item.text(); }) != items.end());
}

TEST_CASE("a missing value is bare, an empty text is quoted") {
  const Source source("a.yaml", "a:\nb: ~\nc: null\nd: \"\"\ne: '~'\nf: no\n");
  const Reading reading = read(source);
  const NodeRef root = reading.document.root().value();
  for (const std::string key : {"a", "b", "c"}) CHECK(root.find(key)->is_missing());
  for (const std::string key : {"d", "e", "f"}) CHECK_FALSE(root.find(key)->is_missing());
  CHECK_FALSE(root.is_missing());
}

TEST_CASE("an empty document has no root") { CHECK_FALSE(Document{}.root()); }

}  // namespace bq::yaml
