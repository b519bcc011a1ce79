#include <stdlib.h>

#include <doctest/doctest.h>

#include "a_folder.hpp"
#include "store/git.hpp"

namespace {

namespace fs = std::filesystem;
using bq::store::git_directory;
using bq::store::revision_of;
using bq::store::run_git;
using bq::tests::AFolder;

/// Keeps a variable of the environment as it was.
class Kept {
 public:
  explicit Kept(const char* name) : name_(name) {
    if (const char* value = ::getenv(name)) value_ = value;
  }
  Kept(const Kept&) = delete;
  Kept& operator=(const Kept&) = delete;
  ~Kept() { value_ ? ::setenv(name_, value_->c_str(), 1) : ::unsetenv(name_); }

 private:
  const char* name_;
  std::optional<std::string> value_;
};

/// A repository in its own world: neither the user's settings nor those of a surrounding hook hold.
class ARepository {
 public:
  ARepository() {
    for (const char* name : {"GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"}) ::unsetenv(name);
    ::setenv("GIT_CONFIG_GLOBAL", "/dev/null", 1);
    git({"init", "-q"});
  }

  [[nodiscard]] const fs::path& path() const { return folder_.path(); }
  void write(const std::string& name, std::string_view text = "") const { folder_.write(name, text); }

  void git(const std::vector<std::string>& arguments) const { REQUIRE(run_git(path(), arguments).has_value()); }

  void commit() const {
    git({"add", "-A"});
    git({"-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-m", "x"});
  }

 private:
  Kept directory_{"GIT_DIR"};
  Kept index_{"GIT_INDEX_FILE"};
  Kept work_tree_{"GIT_WORK_TREE"};
  Kept settings_{"GIT_CONFIG_GLOBAL"};
  AFolder folder_;
};

/// Runs the rest of a scope in another directory.
class InDirectory {
 public:
  explicit InDirectory(const fs::path& directory) : before_(fs::current_path()) { fs::current_path(directory); }
  InDirectory(const InDirectory&) = delete;
  InDirectory& operator=(const InDirectory&) = delete;
  ~InDirectory() { fs::current_path(before_); }

 private:
  fs::path before_;
};

}  // namespace

TEST_CASE("a ledger outside git has no revision") {
  const AFolder folder;
  CHECK_FALSE(git_directory(folder.path()).has_value());
  CHECK(revision_of(folder.path()).commit.empty());
  CHECK_FALSE(revision_of(folder.path()).clean);
}

TEST_CASE("a ledger before its first commit has no revision") {
  const ARepository repository;
  CHECK(git_directory(repository.path()) == repository.path() / ".git");
  CHECK(revision_of(repository.path()).commit.empty());
}

TEST_CASE("a committed ledger has seven digits and is clean until something below it differs") {
  const ARepository repository;
  repository.write("台账 \"甲\"/a.yaml");
  repository.write("other/b.yaml");
  repository.commit();
  const fs::path ledger = repository.path() / "台账 \"甲\"";
  CHECK(revision_of(ledger).commit.size() == 7);
  CHECK(revision_of(ledger).clean);
  repository.write("other/b.yaml", "changed");
  CHECK(revision_of(ledger).clean);
  SUBCASE("a change") { repository.write("台账 \"甲\"/a.yaml", "changed"); }
  SUBCASE("a new file") { repository.write("台账 \"甲\"/new.yaml"); }
  CHECK_FALSE(revision_of(ledger).clean);
}

TEST_CASE("the variables of a hook hold for a ledger below the work tree") {
  const ARepository repository;
  repository.write("ledger/a.yaml");
  repository.commit();
  const InDirectory there{repository.path()};
  ::setenv("GIT_DIR", ".git", 1);
  ::setenv("GIT_INDEX_FILE", ".git/index", 1);
  CHECK(git_directory("ledger") == repository.path() / ".git");
  CHECK(revision_of("ledger").clean);
}

TEST_CASE("an argument of git is no shell's business") {
  const ARepository repository;
  CHECK(run_git(repository.path(), {"rev-parse", "--sq-quote", "$HOME; `x`"}) == " '$HOME; `x`'\n");
}

TEST_CASE("what git refuses prints nothing") {
  const AFolder folder;
  CHECK_FALSE(run_git(folder.path(), {"no-such-command"}).has_value());
  CHECK_FALSE(run_git(folder.path() / "absent", {"version"}).has_value());
}
