#include <doctest/doctest.h>

#include "a_folder.hpp"
#include "base/error.hpp"
#include "store/overlay.hpp"
#include "store/work_tree.hpp"

namespace {

using bq::UserError;
using bq::store::Overlay;
using bq::store::WorkTree;
using bq::tests::AFolder;

std::vector<std::string> paths(const bq::store::Tree& tree) {
  std::vector<std::string> found;
  for (const auto& entry : tree.list({"a"}, {"bqtool.yaml"})) found.push_back(entry.path);
  return found;
}

}  // namespace

TEST_CASE("an overlay shows replaced, new and removed files and nothing is written") {
  const AFolder folder;
  folder.write("bqtool.yaml", "settings");
  folder.write("a/1.yaml", "one");
  folder.write("a/2.yaml", "two");
  const WorkTree tree{folder.path()};
  const Overlay overlay{tree, {{"a/1.yaml", "uno"}, {"a/2.yaml", std::nullopt}, {"a/0.yaml", "new"}, {"b/1.yaml", "elsewhere"}, {"a/.x/1.yaml", "hidden"}}};
  CHECK(paths(overlay) == std::vector<std::string>{"a/0.yaml", "a/1.yaml", "bqtool.yaml"});
  CHECK(overlay.read("a/1.yaml") == "uno");
  CHECK(overlay.read("bqtool.yaml") == "settings");
  CHECK_THROWS_AS((void)overlay.read("a/2.yaml"), UserError);
  CHECK(overlay.folders() == std::vector<std::string>{"a", "b"});
  CHECK(tree.read("a/1.yaml") == "one");
  CHECK(paths(tree) == std::vector<std::string>{"a/1.yaml", "a/2.yaml", "bqtool.yaml"});
}

TEST_CASE("a replaced file of the same size does not pass for the one it replaces") {
  const AFolder folder;
  folder.write("a/1.yaml", "one");
  const WorkTree tree{folder.path()};
  const Overlay overlay{tree, {{"a/1.yaml", "uno"}}};
  CHECK(overlay.list({"a"}, {}).front().mtime != tree.list({"a"}, {}).front().mtime);
}
