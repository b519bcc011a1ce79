#include <algorithm>

#include <doctest/doctest.h>

#include "a_ledger.hpp"

namespace {

using namespace bq;
using bq::tests::ALedger;
using bq::tests::AnIndex;

/// A ledger in which several rules find something, of both severities.
void spoil(const ALedger& ledger) {
  ledger.replace("appeals/2024-01.yaml", "enterprise: E-001", "enterprise: E-999");
  ledger.write("visits/2024.yaml", "[]\n");
}

std::vector<std::string> briefs_of(const index::Findings& findings) {
  std::vector<std::string> result;
  for (const index::Finding& finding : findings.findings) result.push_back(finding.rule + " " + std::to_string(finding.at) + " " + finding.field);
  return result;
}

index::Findings run(AnIndex& index, bool beside) {
  index::CheckRun checks(*index, index::Weight::all);
  if (beside) checks.start_beside();
  return checks.finish();
}

TEST_CASE("an index in memory, one with two sessions and a run beside other work find the same") {
  const ALedger ledger;
  spoil(ledger);
  const tests::AFolder folder;
  AnIndex in_memory(ledger);
  AnIndex in_file(ledger, folder.path() / "a.db");
  AnIndex beside(ledger, folder.path() / "b.db");
  const auto expected = briefs_of(run(in_memory, false));
  CHECK(expected.size() >= 3);
  CHECK(briefs_of(run(in_file, false)) == expected);
  CHECK(briefs_of(run(beside, true)) == expected);
}

TEST_CASE("what a run beside other work has found is kept") {
  const ALedger ledger;
  spoil(ledger);
  const tests::AFolder folder;
  AnIndex index(ledger, folder.path() / "a.db");
  const auto first = briefs_of(run(index, true));
  const index::Findings again = run(index, false);
  CHECK(briefs_of(again) == first);
  CHECK(std::ranges::all_of(again.timings, &index::Timing::reused));
}

TEST_CASE("a second session asks the same question; there is none for an index in memory or one that somebody has changed") {
  const ALedger ledger;
  const tests::AFolder folder;
  AnIndex index(ledger, folder.path() / "a.db");
  {
    const auto twin = index->twin(index->contents(), index->question());
    REQUIRE(twin);
    CHECK(twin->bindings() == index->bindings());
    CHECK(twin->contents() == index->contents());
  }
  AnIndex in_memory(ledger);
  CHECK_FALSE(in_memory->twin(in_memory->contents(), in_memory->question()));
  ledger.append("visits/2024.yaml", "- {id: V-900, date: 2024-02-01, enterprise: E-001, visitors: [{post: P-01}], form: on_site}\n");
  const std::uint64_t before_change = index->contents();
  const AnIndex other(ledger, folder.path() / "a.db");
  CHECK_FALSE(index->twin(before_change, index->question()));
  // The first still stands on the same file, whose contents are now others than when its run began.
  const auto before = index::CheckRun(*index, index::Weight::all).finish().findings.size();
  CHECK(before == index::CheckRun(*index, index::Weight::all).finish().findings.size());
}

}  // namespace
