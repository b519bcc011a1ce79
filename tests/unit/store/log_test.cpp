#include "store/log.hpp"

#include <fmt/format.h>

#include "a_repository.hpp"
#include "base/error.hpp"
#include "store/git_diff.hpp"

using namespace bq;
using namespace bq::store;
using bq::tests::AFolder;
using bq::tests::ARepository;

namespace {

std::string head_of(const ARepository& repository) { return commit_id(repository.path(), "HEAD"); }

}  // namespace

TEST_CASE("a range has two ends, the second of which may be left out") {
  CHECK(parse_range("a..b").from == "a");
  CHECK(parse_range("a..b").to == "b");
  CHECK(parse_range("a..").to == "HEAD");
  CHECK(parse_range("a").to == "HEAD");
  CHECK(parse_range("..b").from == "HEAD");
  CHECK(parse_range("v1.0..v1.1").to == "v1.1");
  CHECK_THROWS_AS((void)parse_range(""), UserError);
  CHECK_THROWS_AS((void)parse_range("a...b"), UserError);
}

TEST_CASE("commits come with parents before children, with who made them and when") {
  const ARepository repository;
  repository.write("a.yaml", "1");
  repository.commit();
  const std::string first = head_of(repository);
  repository.write("a.yaml", "2");
  repository.git({"add", "-A"});
  repository.git({"-c", "user.name=钱 安", "-c", "user.email=q@x", "commit", "-q", "--allow-empty-message", "--date=2024-03-01T23:30:00+08:00", "-m", ""});
  const std::vector<Commit> commits = commits_in(repository.path(), {first, head_of(repository)});
  REQUIRE(commits.size() == 1);
  CHECK(commits[0].author == "钱 安");
  CHECK(commits[0].email == "q@x");
  CHECK(to_string(commits[0].written) == "2024-03-01");
  CHECK(commits[0].subject.empty());
  CHECK(commits[0].parents == std::vector<std::string>{first});
  CHECK(is_ancestor(repository.path(), first, commits[0].id));
  CHECK_FALSE(is_ancestor(repository.path(), commits[0].id, first));
}

TEST_CASE("a clone that lacks what came before says so") {
  const ARepository repository;
  for (const char* text : {"1", "2", "3"}) {
    repository.write("a.yaml", text);
    repository.commit();
  }
  const AFolder folder;
  repository.git({"clone", "-q", "--depth", "2", "file://" + repository.path().string(), (folder.path() / "clone").string()});
  const auto clone = folder.path() / "clone";
  const std::string head = commit_id(clone, "HEAD");
  CHECK(commits_in(clone, {commit_id(clone, "HEAD~1"), head}).size() == 1);
  CHECK_THROWS_AS((void)commits_in(clone, {commit_id(clone, "HEAD~1") + "^@", head}), UserError);
}

TEST_CASE("git tells which files of a ledger differ, whatever they are called") {
  const ARepository repository;
  repository.write("镇 甲/bqtool.yaml", "name: x");
  repository.write("镇 甲/a b\"c.yaml", "1");
  repository.write("other.yaml", "1");
  repository.commit();
  const std::string first = head_of(repository);
  repository.write("镇 甲/a b\"c.yaml", "2");
  repository.write("镇 甲/new.yaml", "1");
  repository.write("other.yaml", "2");
  repository.git({"rm", "-q", "镇 甲/bqtool.yaml"});
  repository.commit();
  GitDiff diff(repository.path(), "镇 甲");
  const std::vector<FileChange> changes = diff.between(first, head_of(repository));
  REQUIRE(changes.size() == 3);
  CHECK(changes[0].path == "a b\"c.yaml");
  CHECK(changes[1].path == "bqtool.yaml");
  CHECK(changes[1].after.empty());
  CHECK(changes[2].before.empty());
  CHECK(diff.between("", first).size() == 2);
  CHECK(diff.between(first, first).empty());
  CHECK(earlier_texts(repository.path(), head_of(repository), "镇 甲", "a b\"c.yaml", 9).size() == 2);
}
