#include "change/patch.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "../store/a_folder.hpp"
#include "base/file.hpp"
#include "change/line_diff.hpp"
#include "store/git_process.hpp"

namespace {

using namespace bq;
using change::FileChange;
using change::Plan;

/// Writes the files as before, lets git apply the patch, and compares with what they should be after.
void check_with_git(const Plan& plan) {
  const tests::AFolder folder;
  REQUIRE(store::run_git(folder.path(), {"init", "-q"}));
  REQUIRE(store::run_git(folder.path(), {"config", "core.autocrlf", "false"}));
  for (const FileChange& file : plan.files)
    if (file.before) folder.write(file.path, *file.before);
  folder.write(".git/plan.diff", change::patch_of(plan, ""));
  CAPTURE(change::patch_of(plan, ""));
  REQUIRE(store::run_git(folder.path(), {"apply", "--check", ".git/plan.diff"}));
  REQUIRE(store::run_git(folder.path(), {"apply", ".git/plan.diff"}));
  for (const FileChange& file : plan.files) {
    CHECK(std::filesystem::exists(folder.path() / file.path) == file.after.has_value());
    if (file.after && std::filesystem::exists(folder.path() / file.path)) CHECK(read_file(folder.path() / file.path) == *file.after);
  }
}

/// A text of few different lines, so that many are equal.
std::string some_text(std::mt19937& random) {
  std::string text;
  for (auto lines = random() % 30; lines > 0; --lines) text += "line " + std::to_string(random() % 6) + (random() % 9 == 0 ? "\r\n" : "\n");
  if (random() % 3 == 0) text += "no newline";
  return text;
}

}  // namespace

TEST_CASE("git applies the diff of files with odd names, odd line endings and without a final one, new and gone ones") {
  check_with_git({"", {{"诉求/2023 年.yaml", "- id: A1\n", "- id: A1\n- id: A2\n"}}});
  check_with_git({"", {{"a \"b\"\\c\t.yaml", "x\n", "y\n"}, {"新.yaml", std::nullopt, "- id: 1\n"}, {"old.yaml", "gone", std::nullopt}}});
  check_with_git({"", {{"a.yaml", "a\nb", "a\nb\n"}, {"b.yaml", "a\nb\n", "a\nb"}, {"c.yaml", "a", "b"}}});
  check_with_git({"", {{"a.yaml", "\xEF\xBB\xBF- id: 1\r\n  b: 2\r\n", "\xEF\xBB\xBF- id: 1\r\n  c: 3\r\n  b: 2\r\n"}, {"b.yaml", "a\rb\r", "a\rc\rb\r"}}});
  check_with_git({"", {{"a.yaml", "", "x\n"}, {"b.yaml", "x\n", ""}}});
}

TEST_CASE("git applies the diff of any two texts") {
  std::mt19937 random(20240401);  // the same texts in every run
  for (int i = 0; i < 40; ++i) {
    Plan plan;
    for (const char* name : {"a.yaml", "b.yaml", "c.yaml", "d.yaml"}) plan.files.push_back({name, some_text(random), some_text(random)});
    std::erase_if(plan.files, [](const FileChange& file) { return file.before == file.after; });
    check_with_git(plan);
  }
}

TEST_CASE("a patch speaks of paths below the top of the repository") {
  const std::string patch = change::patch_of({"", {{"a.yaml", "x\n", "y\n"}}}, "ledgers/一/");
  CHECK(patch ==
        "diff --git \"a/ledgers/\\344\\270\\200/a.yaml\" \"b/ledgers/\\344\\270\\200/a.yaml\"\n--- \"a/ledgers/\\344\\270\\200/a.yaml\"\n"
        "+++ \"b/ledgers/\\344\\270\\200/a.yaml\"\n@@ -1 +1 @@\n-x\n+y\n");
  CHECK(change::patch_of({"", {{"a.yaml", "x\n", "x\n"}}}, "").empty());
}

TEST_CASE("a diff has as few lines as can be") {
  const auto size = [](const std::string& before, const std::string& after) {
    const change::LineDiff diff = change::diff_lines(before, after);
    return std::count(diff.removed.begin(), diff.removed.end(), true) + std::count(diff.added.begin(), diff.added.end(), true);
  };
  CHECK(size("a\nb\nc\n", "a\nc\n") == 1);
  CHECK(size("a\nb\nc\na\nb\nb\na\n", "c\nb\na\nb\na\nc\n") == 5);
  CHECK(size("", "a\nb\n") == 2);
  std::string many;
  std::string more;
  for (int i = 0; i < 20000; ++i) {
    many += "line " + std::to_string(i) + "\n";
    more += "line " + std::to_string(i) + "\n" + (i % 10 == 0 ? "  new\n" : "");
  }
  CHECK(size(many, more) == 2000);
}
