#include <sys/stat.h>
#include <unistd.h>

#include <doctest/doctest.h>

#include "a_folder.hpp"
#include "base/error.hpp"
#include "store/work_tree.hpp"

namespace {

namespace fs = std::filesystem;
using bq::Exit;
using bq::UserError;
using bq::store::WorkTree;
using bq::tests::AFolder;

std::vector<std::string> paths(const AFolder& folder, const std::vector<std::string>& folders, const std::vector<std::string>& files = {}) {
  std::vector<std::string> found;
  for (const auto& entry : WorkTree{folder.path()}.list(folders, files)) found.push_back(entry.path);
  return found;
}

Exit failure(const AFolder& folder, const std::vector<std::string>& folders, const std::vector<std::string>& files = {}) {
  try {
    (void)paths(folder, folders, files);
  } catch (const UserError& error) {
    return error.exit();
  }
  return Exit::clean;
}

using Paths = std::vector<std::string>;

}  // namespace

TEST_CASE("a listing has the YAML files below its folders and the named files, sorted") {
  const AFolder ledger;
  for (const char* name :
       {"records/b.yaml", "records/深/a.yml", "records/note.txt", "records/.hidden.yaml", "records/.git/x.yaml", "bqtool.yaml", "other/c.yaml"})
    ledger.write(name);
  CHECK(paths(ledger, {"records", "absent"}, {"bqtool.yaml", "absent.yaml"}) == Paths{"bqtool.yaml", "records/b.yaml", "records/深/a.yml"});
}

TEST_CASE("a file in two listed folders is listed once") {
  const AFolder ledger;
  ledger.write("a/b/c.yaml");
  CHECK(paths(ledger, {"a", "a/b"}, {"a/b/c.yaml"}) == Paths{"a/b/c.yaml"});
}

TEST_CASE("an entry tells size, time and inode") {
  const AFolder ledger;
  ledger.write("a/x.yaml", "12345");
  const auto entry = WorkTree{ledger.path()}.list({"a"}, {}).front();
  struct stat status {};
  REQUIRE(::stat((ledger.path() / "a/x.yaml").c_str(), &status) == 0);
  CHECK(entry.size == 5);
  CHECK(entry.inode == status.st_ino);
  CHECK(entry.mtime == std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec);
}

TEST_CASE("a link inside the ledger is read as a file") {
  const AFolder ledger;
  ledger.write("data/x.yaml", "text");
  fs::create_directory(ledger.path() / "a");
  fs::create_symlink("../data/x.yaml", ledger.path() / "a/link.yaml");
  const auto entries = WorkTree{ledger.path()}.list({"a"}, {});
  REQUIRE(entries.size() == 1);
  CHECK(entries.front().size == 4);
  CHECK(WorkTree{ledger.path()}.read("a/link.yaml") == "text");
}

TEST_CASE("a link that leaves the ledger is refused") {
  const AFolder outside;
  outside.write("x.yaml");
  const AFolder ledger;
  ledger.write("a/x.yaml");
  SUBCASE("to a file") { fs::create_symlink(outside.path() / "x.yaml", ledger.path() / "a/y.yaml"); }
  SUBCASE("to a folder") { fs::create_symlink(outside.path(), ledger.path() / "a/y"); }
  SUBCASE("to nothing") { fs::create_symlink(outside.path() / "absent.yaml", ledger.path() / "a/y.yaml"); }
  SUBCASE("to a folder whose name only begins like the ledger's") { fs::create_symlink(ledger.path().string() + "-more", ledger.path() / "a/y.yaml"); }
  CHECK(failure(ledger, {"a"}) == Exit::refused);
}

TEST_CASE("a listed folder or file that is itself outside is refused") {
  const AFolder outside;
  outside.write("x.yaml");
  const AFolder ledger;
  fs::create_symlink(outside.path(), ledger.path() / "a");
  CHECK(failure(ledger, {"a"}) == Exit::refused);
  CHECK(failure(ledger, {"../" + outside.path().filename().string()}) == Exit::refused);
  CHECK(failure(ledger, {}, {"a/x.yaml"}) == Exit::refused);
}

TEST_CASE("a link to a folder of the ledger is refused, so that nothing is read twice") {
  const AFolder ledger;
  ledger.write("a/b/x.yaml");
  fs::create_symlink("..", ledger.path() / "a/b/up");
  CHECK(failure(ledger, {"a"}) == Exit::refused);
}

TEST_CASE("a record file that cannot be read as a file is an error, not a skip") {
  const AFolder ledger;
  fs::create_directory(ledger.path() / "a");
  SUBCASE("a pipe") { REQUIRE(::mkfifo((ledger.path() / "a/x.yaml").c_str(), 0600) == 0); }
  SUBCASE("a link to nothing") { fs::create_symlink("absent", ledger.path() / "a/x.yaml"); }
  CHECK(failure(ledger, {"a"}) == Exit::environment);
}

TEST_CASE("a folder that cannot be read is an error") {
  const AFolder ledger;
  ledger.write("a/x.yaml");
  fs::permissions(ledger.path() / "a", fs::perms::none);
  const Exit expected = ::geteuid() == 0 ? Exit::clean : Exit::environment;  // root reads everything
  CHECK(failure(ledger, {"a"}) == expected);
  fs::permissions(ledger.path() / "a", fs::perms::owner_all);
}

TEST_CASE("a ledger that is not there is an error") { CHECK_THROWS_AS((void)WorkTree{"/nowhere/at/all"}.list({"a"}, {}), UserError); }

TEST_CASE("a ledger is found from any folder below it") {
  const AFolder ledger;
  ledger.write("bqtool.yaml");
  ledger.write("a/b/x.yaml");
  CHECK(bq::store::find_ledger(ledger.path() / "a/b") == ledger.path());
  CHECK(bq::store::find_ledger(ledger.path() / "") == ledger.path());
  CHECK(bq::store::find_ledger(ledger.path() / "a/../a") == ledger.path());
}

TEST_CASE("no ledger is found where there is none") {
  const AFolder folder;
  fs::create_directory(folder.path() / "bqtool.yaml");
  CHECK_FALSE(bq::store::find_ledger(folder.path()).has_value());
}
