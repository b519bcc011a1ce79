#include "store/revision.hpp"

#include "a_repository.hpp"
#include "base/error.hpp"
#include "base/file.hpp"

namespace {

namespace fs = std::filesystem;
using bq::Exit;
using bq::UserError;
using bq::store::open_revision;
using bq::store::open_staged;
using bq::store::Tree;
using bq::tests::AFolder;
using bq::tests::ARepository;

const std::string odd = "我的 \"账\" 甲";

std::vector<std::string> paths(const Tree& tree) {
  std::vector<std::string> found;
  for (const auto& entry : tree.list({"a"}, {"bqtool.yaml"})) found.push_back(entry.path);
  return found;
}

/// Two commits of a ledger in a folder with an odd name, between other files.
void fill(const ARepository& repository) {
  repository.write("README");
  repository.write(odd + "/bqtool.yaml", "one");
  repository.write(odd + "/a/企业 \"1\"\t.yaml", "first");
  repository.write(odd + "/a/.hidden/x.yaml", "no");
  repository.write(odd + "/a/notes.txt", "no");
  repository.commit();
  repository.write(odd + "/bqtool.yaml", "two");
  repository.write(odd + "/a/2.yaml", "second");
  repository.commit();
}

/// What `call` fails with.
template <class Call>
Exit failure_of(Call call) {
  try {
    call();
  } catch (const UserError& error) {
    return error.exit();
  }
  return Exit::clean;
}

}  // namespace

TEST_CASE("a past revision has the files and the text of then, whatever lies in the work tree") {
  std::vector<std::string> options;
  SUBCASE("SHA-1") {}
  SUBCASE("SHA-256") { options = {"--object-format=sha256"}; }
  const ARepository repository{options};
  fill(repository);
  const fs::path ledger = repository.path() / odd;
  fs::remove_all(ledger / "a");
  const auto before = open_revision(ledger, "HEAD~1");
  CHECK(paths(*before.tree) == std::vector<std::string>{"a/企业 \"1\"\t.yaml", "bqtool.yaml"});
  CHECK(before.tree->read("bqtool.yaml") == "one");
  CHECK(before.tree->read("a/企业 \"1\"\t.yaml") == "first");
  CHECK(before.tree->root() == ledger);
  CHECK(before.tree->folders() == std::vector<std::string>{"a"});
  const auto now = open_revision(ledger, "main");
  CHECK(now.tree->read("bqtool.yaml") == "two");
  CHECK(now.tree->identity() != before.tree->identity());
  CHECK(now.tree->identity() == open_revision(ledger, now.commit).tree->identity());
}

TEST_CASE("a ledger is found from a folder below it, and in a bare clone by its folder") {
  const ARepository repository;
  fill(repository);
  CHECK(open_revision(repository.path() / odd / "a", "HEAD").tree->root() == repository.path() / odd);
  const AFolder clones;
  const fs::path bare = clones.path() / "bare.git";
  REQUIRE(bq::store::run_git(clones.path(), {"clone", "-q", "--bare", repository.path().string(), bare.string()}));
  CHECK(open_revision(bare, "main~1:" + odd).tree->read("bqtool.yaml") == "one");
  CHECK(failure_of([&] { (void)open_revision(bare, "main"); }) == Exit::usage);
  CHECK_FALSE(bq::store::find_revision(bare, "main").has_value());
}

TEST_CASE("a linked work tree reads its own HEAD") {
  const ARepository repository;
  fill(repository);
  const AFolder elsewhere;
  const fs::path tree = elsewhere.path() / "linked";
  repository.git({"worktree", "add", "-q", tree.string(), "HEAD~1"});
  CHECK(open_revision(tree / odd, "HEAD").tree->read("bqtool.yaml") == "one");
}

TEST_CASE("what a shallow clone lacks is named as such") {
  const ARepository repository;
  fill(repository);
  const AFolder clones;
  const fs::path shallow = clones.path() / "shallow";
  REQUIRE(bq::store::run_git(clones.path(), {"clone", "-q", "--depth=1", "file://" + repository.path().string(), shallow.string()}));
  CHECK(open_revision(shallow / odd, "HEAD").tree->read("bqtool.yaml") == "two");
  try {
    (void)open_revision(shallow / odd, "HEAD~1");
    FAIL("the revision is not there");
  } catch (const UserError& error) {
    CHECK(error.exit() == Exit::environment);
    CHECK(error.hint().en.find("--unshallow") != std::string::npos);
  }
}

TEST_CASE("an unknown or ambiguous revision is a wrong command line, with the nearest name") {
  const ARepository repository;
  fill(repository);
  repository.git({"tag", "季报"});
  const fs::path ledger = repository.path() / odd;
  for (const char* name : {"", "-x", "--all", "nothing", "HEAD~99", "HEAD:", "main:nowhere", ":/nothing"}) {
    CAPTURE(name);
    CHECK(failure_of([&] { (void)open_revision(ledger, name); }) == Exit::usage);
  }
  try {
    (void)open_revision(ledger, "mian");
    FAIL("there is no such branch");
  } catch (const UserError& error) {
    CHECK(error.hint().en == "did you mean 'main'?");
  }
  repository.git({"tag", "main", "HEAD~1"});
  CHECK(failure_of([&] { (void)open_revision(ledger, "main"); }) == Exit::usage);
  CHECK(open_revision(ledger, "tags/main").tree->read("bqtool.yaml") == "one");
}

TEST_CASE("outside git there is no revision and nothing staged") {
  const ARepository settings;  // for its environment
  const AFolder folder;
  CHECK(failure_of([&] { (void)open_revision(folder.path(), "HEAD"); }) == Exit::environment);
  CHECK(failure_of([&] { (void)open_staged(folder.path()); }) == Exit::environment);
}

TEST_CASE("HEAD before the first commit is no ledger rather than an error") {
  const ARepository repository;
  repository.write("bqtool.yaml", "one");
  CHECK_FALSE(bq::store::find_revision(repository.path(), "HEAD").has_value());
  CHECK(failure_of([&] { (void)bq::store::find_revision(repository.path(), "main"); }) == Exit::usage);
}

TEST_CASE("links of a revision are followed inside the ledger only") {
  const ARepository repository;
  repository.write("outside.yaml", "secret");
  repository.write("ledger/bqtool.yaml", "one");
  repository.write("ledger/a/1.yaml", "first");
  const fs::path ledger = repository.path() / "ledger";
  SUBCASE("inside") {
    fs::create_symlink("../a/1.yaml", ledger / "a/2.yaml");
    repository.commit();
    const auto tree = open_revision(ledger, "HEAD").tree;
    CHECK(paths(*tree) == std::vector<std::string>{"a/1.yaml", "a/2.yaml", "bqtool.yaml"});
    CHECK(tree->read("a/2.yaml") == "first");
    return;
  }
  Exit expected = Exit::refused;
  SUBCASE("out of the ledger") { fs::create_symlink("../../outside.yaml", ledger / "a/2.yaml"); }
  SUBCASE("to an absolute place") { fs::create_symlink("/etc/hostname", ledger / "a/2.yaml"); }
  SUBCASE("to a folder") { fs::create_symlink("../a", ledger / "a/b"); }
  SUBCASE("to nothing") {
    fs::create_symlink("3.yaml", ledger / "a/2.yaml");
    expected = Exit::environment;
  }
  SUBCASE("in a circle") {
    fs::create_symlink("2.yaml", ledger / "a/2.yaml");
    expected = Exit::environment;
  }
  repository.commit();
  const auto tree = open_revision(ledger, "HEAD").tree;
  CHECK(failure_of([&] { (void)paths(*tree); }) == expected);
}

TEST_CASE("a submodule among the records is refused") {
  const ARepository repository;
  repository.write("bqtool.yaml", "one");
  repository.commit();
  const std::string commit = bq::store::run_git(repository.path(), {"rev-parse", "HEAD"})->substr(0, 40);
  repository.git({"update-index", "--add", "--cacheinfo", "160000," + commit + ",a/sub"});
  CHECK(failure_of([&] { (void)paths(*open_staged(repository.path())); }) == Exit::refused);
}

TEST_CASE("staged is what would be committed, and GIT_INDEX_FILE says which index") {
  const ARepository repository;
  fill(repository);
  const fs::path ledger = repository.path() / odd;
  repository.write(odd + "/a/2.yaml", "staged");
  repository.git({"add", "-A"});
  repository.write(odd + "/a/2.yaml", "only written");
  repository.write(odd + "/a/3.yaml", "announced");
  repository.git({"add", "-N", "."});
  repository.write(odd + "/a/4.yaml", "unknown to git");
  const auto staged = open_staged(ledger);
  CHECK(staged->read("a/2.yaml") == "staged");
  CHECK(paths(*staged) == std::vector<std::string>{"a/2.yaml", "a/企业 \"1\"\t.yaml", "bqtool.yaml"});

  bq::tests::Kept kept{"GIT_INDEX_FILE"};
  ::setenv("GIT_INDEX_FILE", (repository.path() / ".git/other").c_str(), 1);
  repository.git({"read-tree", "HEAD~1"});
  CHECK(open_staged(ledger)->read("bqtool.yaml") == "one");
  CHECK(open_staged(ledger)->identity() == open_revision(ledger, "HEAD~1").tree->identity());
}

TEST_CASE("an unfinished merge is not checked as if it were staged") {
  const ARepository repository;
  fill(repository);
  repository.git({"checkout", "-q", "-b", "other", "HEAD~1"});
  repository.write(odd + "/bqtool.yaml", "three");
  repository.commit();
  (void)bq::store::run_git(repository.path(), {"-c", "user.name=t", "-c", "user.email=t@example.com", "merge", "-q", "main"});
  CHECK(failure_of([&] { (void)open_staged(repository.path() / odd); }) == Exit::environment);
}
