#include "base/file.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <string>

#include "base/error.hpp"

namespace bq {
namespace {

namespace fs = std::filesystem;

/// An empty folder that is removed at the end of a test.
class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "bqtool-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(path_); }

  [[nodiscard]] const fs::path& path() const { return path_; }
  [[nodiscard]] auto files() const { return std::distance(fs::directory_iterator(path_), fs::directory_iterator()); }

 private:
  fs::path path_;
};

}  // namespace

TEST_CASE("a file reads back byte for byte") {
  const Folder folder;
  const fs::path path = folder.path() / "诉求.yaml";
  const std::string text("a\r\n\0b", 5);
  write_file(path, text);
  CHECK(read_file(path) == text);
  write_file(path, "");
  CHECK(read_file(path).empty());
  CHECK(folder.files() == 1);
}

TEST_CASE("a file of unknown size is read to its end") { CHECK_FALSE(read_file("/proc/self/status").empty()); }

TEST_CASE("a written file keeps its mode") {
  const Folder folder;
  const fs::path path = folder.path() / "a";
  write_file(path, "1");
  REQUIRE(::chmod(path.c_str(), 0640) == 0);
  write_file(path, "2");
  struct stat status {};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  CHECK((status.st_mode & 07777) == 0640);
}

TEST_CASE("a link stays a link to the file that is written") {
  const Folder folder;
  write_file(folder.path() / "target", "old");
  fs::create_symlink("target", folder.path() / "link");
  write_file(folder.path() / "link", "new");
  CHECK(fs::is_symlink(folder.path() / "link"));
  CHECK(read_file(folder.path() / "target") == "new");
}

TEST_CASE("a name as long as the system allows can be written") {
  const Folder folder;
  const fs::path path = folder.path() / std::string(255, 'x');
  write_file(path, "x");
  CHECK(read_file(path) == "x");
}

TEST_CASE("a file that is not there is an error of the environment that names it") {
  const Folder folder;
  try {
    (void)read_file(folder.path() / "missing.yaml");
    FAIL("no error");
  } catch (const UserError& error) {
    CHECK(error.exit() == Exit::environment);
    CHECK(error.message().zh.find("missing.yaml") != std::string::npos);
    CHECK(error.message().en.find("missing.yaml") != std::string::npos);
  }
}

TEST_CASE("a folder can be neither read nor written as a file and nothing is left behind") {
  const Folder folder;
  fs::create_directory(folder.path() / "sub");
  CHECK_THROWS_AS((void)read_file(folder.path() / "sub"), UserError);
  CHECK_THROWS_AS(write_file(folder.path() / "sub", "x"), UserError);
  CHECK_THROWS_AS(write_file(folder.path() / "no" / "such", "x"), UserError);
  CHECK(folder.files() == 1);
}

}  // namespace bq
