#include <doctest/doctest.h>

#include "a_repository.hpp"
#include "store/git.hpp"

namespace {

namespace fs = std::filesystem;
using bq::store::git_directory;
using bq::store::revision_of;
using bq::store::run_git;
using bq::tests::AFolder;
using bq::tests::ARepository;

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

TEST_CASE("a ledger is clean but for one folder and for files that are no YAML") {
  const ARepository repository;
  CHECK(bq::store::commit_id(repository.path(), "HEAD").empty());
  CHECK_FALSE(bq::store::is_clean(repository.path() / "none", "issues"));
  repository.write("bqtool.yaml", "a: 1\n");
  CHECK_FALSE(bq::store::is_clean(repository.path(), "issues"));
  repository.commit();
  CHECK(bq::store::commit_id(repository.path(), "HEAD").size() == 40);
  CHECK(bq::store::commit_id(repository.path(), "--all").empty());
  CHECK(bq::store::is_clean(repository.path(), "issues"));
  repository.write("issues/one.yaml", "- {id: x}\n");
  repository.write("paper.md", "text\n");
  CHECK(bq::store::is_clean(repository.path(), "issues"));
  repository.write("new folder/其他.yml", "- {id: x}\n");
  CHECK_FALSE(bq::store::is_clean(repository.path(), "issues"));
  repository.commit();
  repository.write("bqtool.yaml", "a: 2\n");
  CHECK_FALSE(bq::store::is_clean(repository.path(), "issues"));
}
