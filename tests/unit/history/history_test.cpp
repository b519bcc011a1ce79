#include "history/history.hpp"

#include <fmt/format.h>

#include "../store/a_repository.hpp"
#include "history/edits.hpp"
#include "store/git_tree.hpp"
#include "store/revision.hpp"

using namespace bq;
using namespace bq::history;
using bq::tests::ARepository;

namespace {

const schema::Vocabulary no_vocabulary;

const pack::Pack& the_pack() {
  static const pack::Pack pack = pack::load({});
  return pack;
}

std::string id_of(const ARepository& repository, const std::string& name) { return store::commit_id(repository.path(), name); }

/// What the commits since `from` changed, as `commit what kind record field`.
std::vector<std::string> told(const ARepository& repository, const std::string& from) {
  const auto commits = store::commits_in(repository.path(), {id_of(repository, from), id_of(repository, "HEAD")});
  std::vector<std::string> result;
  tell_changes(repository.path(), "", commits, {the_pack(), no_vocabulary}, [&](std::size_t commit, const Change& change) {
    result.push_back(fmt::format("{} {} {} {} {}", commit, name_of(change.what), change.kind, change.record, change.field));
  });
  return result;
}

void commit(const ARepository& repository, const std::string& file, const std::string& text) {
  repository.write(file, text);
  repository.commit();
}

void merge(const ARepository& repository, const std::vector<std::string>& words) {
  std::vector<std::string> all{"-c", "user.name=m", "-c", "user.email=m@x", "merge", "-q"};
  all.insert(all.end(), words.begin(), words.end());
  repository.git(all);
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("a record that moves to another file does not change") {
  const ARepository repository;
  repository.write("visits/a.yaml", "- {id: V1, leaflets: 1}\n- {id: V2, leaflets: 1}\n");
  commit(repository, "bqtool.yaml", "name: x\n");
  repository.write("visits/b.yaml", "- {id: V2, leaflets: 2}\n");
  commit(repository, "visits/a.yaml", "- {id: V1, leaflets: 1}\n");
  CHECK(told(repository, "HEAD~1") == Lines{"0 changed visit V2 leaflets"});
}

TEST_CASE("what is no file of records is left aside") {
  const ARepository repository;
  commit(repository, "bqtool.yaml", "name: x\n");
  repository.write(".hidden/visits/a.yaml", "- {id: V1}\n");
  repository.write("notes.yaml", "- {id: V1}\n");
  commit(repository, "visits/README.md", "x");
  CHECK(told(repository, "HEAD~1") == Lines{});
}

TEST_CASE("a merge tells only what none of its sides did") {
  const ARepository repository;
  repository.write("visits/a.yaml", "- {id: V1, leaflets: 1}\n");
  commit(repository, "visits/b.yaml", "- {id: V2, leaflets: 1}\n");
  repository.git({"branch", "start"});
  repository.git({"checkout", "-q", "-b", "side"});
  commit(repository, "visits/b.yaml", "- {id: V2, leaflets: 2}\n");
  repository.git({"checkout", "-q", "main"});
  commit(repository, "visits/a.yaml", "- {id: V1, leaflets: 2}\n");
  merge(repository, {"--no-edit", "side"});
  CHECK(told(repository, "start").size() == 2);

  repository.git({"checkout", "-q", "side"});
  commit(repository, "visits/b.yaml", "- {id: V2, leaflets: 2}\n- {id: V3}\n");
  repository.git({"checkout", "-q", "main"});
  SUBCASE("so it tells what it lost") {
    merge(repository, {"--no-edit", "-s", "ours", "side"});
    CHECK(told(repository, "HEAD~1") == Lines{"0 added visit V3 ", "1 removed visit V3 "});
  }
  SUBCASE("and what it brought in by itself") {
    merge(repository, {"--no-commit", "side"});
    repository.write("visits/c.yaml", "- {id: V4}\n");
    repository.commit();
    CHECK(told(repository, "HEAD~1") == Lines{"0 added visit V3 ", "1 added visit V4 "});
  }
}

TEST_CASE("an unreadable text counts as the last one that could be read") {
  const ARepository repository;
  commit(repository, "visits/a.yaml", "- {id: V1, leaflets: 1}\n- {id: V2}\n");
  commit(repository, "visits/a.yaml", "<<<<<<< HEAD\n- {id: V1, leaflets: 1}\n=======\n>>>>>>> x\n");
  commit(repository, "visits/a.yaml", "- {id: V1, leaflets: 2}\n- {id: V2}\n");
  const std::string only = "changed visit V1 leaflets";
  CHECK(told(repository, "HEAD~2") == Lines{"0 unreadable visit visits/a.yaml ", "1 " + only});
  CHECK(told(repository, "HEAD~1") == Lines{"0 " + only});
}

TEST_CASE("two texts of a ledger are compared, and values found in them") {
  const ARepository repository;
  commit(repository, "bqtool.yaml", "name: x\n");
  const store::RevisionTree before = store::open_revision(repository.path(), "HEAD");
  commit(repository, "visits/a.yaml", "- {id: V1, enterprise: E1, visitors: [{post: P1}]}\n- {id: V10, enterprise: E2}\n");
  const store::RevisionTree after = store::open_revision(repository.path(), "HEAD");
  const Understanding by{the_pack(), no_vocabulary};
  const std::vector<Change> changes = compare_trees(*before.tree, *after.tree, by);
  REQUIRE(changes.size() == 3);  // two visits and a visitor
  CHECK(compare_trees(*after.tree, *after.tree, by).empty());
  const auto values = values_of(*after.tree, {{"visit", "V1"}}, by);
  REQUIRE(values.size() == 1);
  CHECK(values.begin()->second == std::set<std::string>{"E1", "P1", "V1"});
}
