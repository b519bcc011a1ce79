#include "store/overlay.hpp"
#include "a_ledger.hpp"
#include "store/work_tree.hpp"

namespace {

using namespace bq;
using tests::ALedger;
using tests::AnIndex;

std::string all_records(index::Index& index) {
  std::string text;
  for (const auto& row :
       index.rows("SELECT record.kind || ' ' || COALESCE(id, '?') || ' ' || path FROM record JOIN file ON file.file = record.rid >> 20 ORDER BY 1"))
    text += std::get<std::string>(row[0]) + '\n';
  return text;
}

}  // namespace

TEST_CASE("an index that begins with that of the work tree equals one built from the overlay, and reads only what differs") {
  const ALedger ledger;
  const auto file = ledger.path() / ".index.db";
  AnIndex current(ledger, file);
  const store::WorkTree tree(ledger.path());
  const std::string path = tree.list({"appeals"}, {}).front().path;
  const store::Overlay overlay(tree, {{path, std::nullopt}, {"appeals/copy.yaml", tree.read(path)}});
  index::Index built(overlay, current.pack(), {.file = {}, .seed = {}, .version = "test", .now = 1});
  index::Index grown(overlay, current.pack(), {.file = {}, .seed = file, .version = "test", .now = 1});
  CHECK(built.refreshed().rebuilt);
  CHECK_FALSE(grown.refreshed().rebuilt);
  CHECK(grown.refreshed().removed == 1);
  CHECK(grown.refreshed().read < built.refreshed().read);
  CHECK(all_records(grown) == all_records(built));
  CHECK(all_records(grown) != all_records(*current));
}

TEST_CASE("a seed that is no index is passed over") {
  const ALedger ledger;
  ledger.write(".index.db", "not a database");
  AnIndex current(ledger);
  const store::WorkTree tree(ledger.path());
  CHECK(index::Index(tree, current.pack(), {.file = {}, .seed = ledger.path() / ".index.db", .version = "test", .now = 1}).refreshed().rebuilt);
}
