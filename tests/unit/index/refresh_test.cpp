#include <functional>
#include <mutex>
#include <span>
#include <thread>

#include <doctest/doctest.h>

#include "snapshot.hpp"

namespace {

namespace fs = std::filesystem;
using bq::tests::AFolder;
using bq::tests::ALedger;
using bq::tests::AnIndex;
using bq::tests::source_directory;
using Lines = std::vector<std::string>;

/// A ledger of odd cases with an index in a file beside it.
struct Kept {
  ALedger ledger{source_directory() / "tests/unit/report/ledger"};
  AFolder folder{};
  fs::path file = folder.path() / "index.db";

  Kept() { AnIndex build(ledger, file); }

  /// Where the index in the file differs, once it is refreshed, from one built anew.
  [[nodiscard]] Lines stale() const {
    AnIndex refreshed(ledger, file);
    AnIndex fresh(ledger);
    return bq::tests::differences(bq::tests::snapshot(refreshed, "2024Q2"), bq::tests::snapshot(fresh, "2024Q2"));
  }

  [[nodiscard]] bq::index::Refreshed refresh() const { return AnIndex(ledger, file)->refreshed(); }
};

/// A change of a ledger's text.
struct Edit {
  std::string name;
  std::function<void(const ALedger&)> make;
};

constexpr std::string_view a_new_appeal =
    "- {id: A-20, enterprise: E-1, title: 道路维修, category: 其他, channel: phone, received: 2024-06-03, timeline: [{date: 2024-06-04, event: accept, actor: "
    "U-GX}]}\n";

const std::vector<Edit> edits{
    {"append a record", [](const ALedger& l) { l.append("appeals/2024-2.yaml", a_new_appeal); }},
    {"append an event", [](const ALedger& l) { l.append("appeals/2024-2.yaml", "  # later\n"); }},
    {"change a field", [](const ALedger& l) { l.replace("appeals/2024-1.yaml", "category: 税费", "category: 融资"); }},
    {"change a day of an event",
     [](const ALedger& l) { l.replace("appeals/2024-1.yaml", "date: 2024-05-21, event: resolve", "date: 2024-05-22, event: resolve"); }},
    {"hand a post to somebody else",
     [](const ALedger& l) { l.replace("posts/posts.yaml", "{cadre: C-2, since: 2024-02-15}", "{cadre: C-4, since: 2024-01-01}"); }},
    {"end a pairing",
     [](const ALedger& l) {
       l.replace("enterprises/enterprises.yaml", "{role: lead, post: P-2, since: 2023-06-01", "{role: lead, post: P-2, since: 2023-06-01, until: 2024-05-01");
     }},
    {"rename a unit's short name", [](const ALedger& l) { l.replace("units/units.yaml", "short: 县工信局", "short: 工信局"); }},
    {"delete a file", [](const ALedger& l) { l.remove("visits/2024.yaml"); }},
    {"rename a file to a place before", [](const ALedger& l) { fs::rename(l.path() / "appeals/2024-2.yaml", l.path() / "appeals/2023-0.yaml"); }},
    {"move a file into a folder",
     [](const ALedger& l) {
       fs::create_directory(l.path() / "appeals/old");
       fs::rename(l.path() / "appeals/2023.yaml", l.path() / "appeals/old/a.yaml");
     }},
    {"move a file into another kind's folder and back", [](const ALedger& l) { l.write("meetings/m.yaml", l.read("documents/documents.yaml")); }},
    {"take it away again", [](const ALedger& l) { l.remove("meetings/m.yaml"); }},
    {"add a file before that repeats ids",
     [](const ALedger& l) {
       l.write("appeals/2022.yaml", "- {id: A-02, enterprise: E-3, title: 同号, category: 融资, channel: phone, received: 2024-04-08}\n");
     }},
    {"repeat an id of another kind of the same namespace", [](const ALedger& l) { l.write("cadres/more.yaml", "- {id: P-1, name: 同号人}\n"); }},
    {"take the repeated ids away", [](const ALedger& l) { l.remove("appeals/2022.yaml"), l.remove("cadres/more.yaml"); }},
    {"repeat a code in a file before",
     [](const ALedger& l) {
       l.replace("enterprises/enterprises.yaml", "category: 规上工业", "uscc: 91530999MA6N1A2B3E\n  category: 规上工业");
       l.write("enterprises/aaa.yaml",
               "- {id: E-9, name: 同码公司, type: enterprise, uscc: 91530999MA6N1A2B3E, town: T-A, registered: 2024-01-01, pairings: []}\n");
     }},
    {"break a record's shape", [](const ALedger& l) { l.replace("appeals/2024-1.yaml", "received: 2024-02-06", "received: 2024-02-31"); }},
    {"mend it", [](const ALedger& l) { l.replace("appeals/2024-1.yaml", "received: 2024-02-31", "received: 2024-02-06"); }},
    {"break a file with conflict markers", [](const ALedger& l) { l.replace("enterprises/enterprises.yaml", "- id: E-3", "<<<<<<< ours\n- id: E-3"); }},
    {"mend that", [](const ALedger& l) { l.replace("enterprises/enterprises.yaml", "<<<<<<< ours\n", ""); }},
    {"replace the list of channels",
     [](const ALedger& l) { l.append("bqtool.yaml", "lists:\n  - list: channel\n    entries: [{id: phone, title: 电话}, {id: visit, title: 上门}]\n"); }},
    {"change which ratings please",
     [](const ALedger& l) { l.replace("bqtool.yaml", "positive: [very_satisfied, satisfied, basically]", "positive: [very_satisfied]"); }},
    {"change a clock", [](const ALedger& l) { l.replace("bqtool.yaml", "length: 2, span: workday", "length: 5, span: day"); }},
    {"make a rule an error", [](const ALedger& l) { l.replace("bqtool.yaml", "{rule: no-lead, level: warning}", "{rule: no-lead, level: error}"); }},
    {"empty a file", [](const ALedger& l) { l.write("cadres/cadres.yaml", ""); }},
    {"a rule of the ledger's own",
     [](const ALedger& l) {
       l.write("rules/short-title.yaml",
               "severity: warning\ntitle: 题短\nabout: 题短。\nmessage: 题短“{title}”\nsql: SELECT rid AS at, 'title' AS field, title FROM appeal WHERE "
               "length(title) < 5 ORDER BY rid\nfails: {a: b}\npasses: {a: b}\n");
     }},
};

void overwrite(const fs::path& file, std::streamoff at, std::string_view bytes) {
  std::fstream stream(file, std::ios::binary | std::ios::in | std::ios::out);
  stream.seekp(at).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

/// Whether an index at `file` gives what one in memory gives.
void check_works(const ALedger& ledger, const fs::path& file) {
  Lines found;
  try {
    AnIndex index(ledger, file);
    found = bq::tests::snapshot(index, "2024Q1");
  } catch (const std::exception& error) {
    found.emplace_back(error.what());
  }
  AnIndex fresh(ledger);
  CHECK(bq::tests::differences(found, bq::tests::snapshot(fresh, "2024Q1")) == Lines{});
}

}  // namespace

TEST_CASE("after every edit the refreshed index is the one that is built anew") {
  const Kept kept;
  for (const Edit& edit : edits) {
    edit.make(kept.ledger);
    const Lines stale = kept.stale();
    CHECK_MESSAGE(stale.empty(), edit.name << ": " << doctest::StringMaker<Lines>::convert(stale));
  }
}

TEST_CASE("an unchanged ledger is read once") {
  const Kept kept;
  const auto refreshed = kept.refresh();
  CHECK(refreshed.files == 10);
  CHECK(refreshed.read == 0);
  CHECK_FALSE(refreshed.rebuilt);
}

TEST_CASE("a file that is touched without a change is not read into the tables again") {
  const Kept kept;
  fs::last_write_time(kept.ledger.path() / "appeals/2024-1.yaml", fs::file_time_type::clock::now() + std::chrono::hours(1));
  CHECK(kept.refresh().read == 0);
  kept.ledger.write("visits/2024.yaml", kept.ledger.read("visits/2024.yaml"));
  CHECK(kept.refresh().read == 0);
}

TEST_CASE("only what changed is read, and what is gone is counted") {
  const Kept kept;
  kept.ledger.append("appeals/2024-2.yaml", a_new_appeal);
  kept.ledger.remove("visits/2024.yaml");
  const auto refreshed = kept.refresh();
  CHECK(refreshed.read == 1);
  CHECK(refreshed.removed == 1);
  CHECK(kept.refresh().read == 0);
}

TEST_CASE("a change within the clock's grain that keeps size, time and inode is seen") {
  const Kept kept;
  const fs::path file = kept.ledger.path() / "appeals/2024-1.yaml";
  kept.ledger.append("appeals/2024-1.yaml", "# 1\n");
  { AnIndex index(kept.ledger, kept.file); }
  const auto time = fs::last_write_time(file) + std::chrono::seconds(5);  // as if the write came after the scan began
  fs::last_write_time(file, time);
  { AnIndex index(kept.ledger, kept.file); }
  overwrite(file, static_cast<std::streamoff>(kept.ledger.read("appeals/2024-1.yaml").find("二期用地指标")), "三");
  fs::last_write_time(file, time);
  CHECK(kept.stale() == Lines{});
}

TEST_CASE("another pack, calendar, list or tool builds the index anew") {
  const Kept kept;
  SUBCASE("a rule of the ledger's own") {
    kept.ledger.write("rules/vacant-post.yaml", "severity: ignore\ntitle: x\nabout: x\nmessage: x\nfails: {a: b}\npasses: {a: b}\n");
  }
  SUBCASE("a list") { kept.ledger.append("bqtool.yaml", "lists:\n  - {list: channel, entries: [{id: phone, title: 电话}]}\n"); }
  SUBCASE("a calendar") {
    kept.ledger.write("calendars/own.yaml", "title: 自定\nyears: {2023: {}, 2024: {off: [2024-01-02]}}\n");
    kept.ledger.append("bqtool.yaml", "calendar: own\n");
  }
  CHECK(kept.refresh().rebuilt);
  CHECK_FALSE(kept.refresh().rebuilt);
  CHECK(kept.stale() == Lines{});
}

TEST_CASE("an index that is no good is built anew") {
  const Kept kept;
  const auto size = fs::file_size(kept.file);
  SUBCASE("missing") { fs::remove(kept.file); }
  SUBCASE("empty") { fs::resize_file(kept.file, 0); }
  SUBCASE("no database") {
    std::ofstream(kept.file, std::ios::trunc) << "this is no database, only some text that is long enough to look like a header of one";
  }
  SUBCASE("truncated") { fs::resize_file(kept.file, size / 2); }
  SUBCASE("cut within a page") { fs::resize_file(kept.file, size - 100); }
  SUBCASE("a broken header") { overwrite(kept.file, 16, std::string(64, '\xFF')); }
  SUBCASE("a foreign database") {
    fs::remove(kept.file);
    SQLite::Database(kept.file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE).exec("CREATE TABLE setting (name, value); CREATE TABLE mine (a)");
  }
  SUBCASE("tables gone") { SQLite::Database(kept.file.string(), SQLite::OPEN_READWRITE).exec("DROP TABLE appeal_timeline; DROP TABLE file"); }
  check_works(kept.ledger, kept.file);
  CHECK_FALSE(kept.refresh().rebuilt);
}

TEST_CASE("where no index can be written it lives in memory") {
  const Kept kept;
  fs::path file;
  SUBCASE("below a file") { file = kept.file / "deeper/index.db"; }
  SUBCASE("in place of a folder that is not empty") {
    file = kept.folder.path() / "taken";
    fs::create_directories(file / "by");
  }
  SUBCASE("in a folder of the system") { file = "/proc/none/index.db"; }
  check_works(kept.ledger, file);
}

TEST_CASE("two connections to one index do not disturb each other") {
  const Kept kept;
  AnIndex first(kept.ledger, kept.file);
  const Lines before = bq::tests::snapshot(first, "2024Q1");
  AnIndex second(kept.ledger, kept.file);
  CHECK(bq::tests::differences(before, bq::tests::snapshot(second, "2024Q1")) == Lines{});
  second.ask("2024-01-01", "2024-02-29", "2024-02-29");
  CHECK(bq::tests::briefs(first.diagnostics()) == [&] {
    AnIndex fresh(kept.ledger);
    return bq::tests::briefs(fresh.diagnostics());
  }());
  kept.ledger.remove("visits/2024.yaml");
  AnIndex third(kept.ledger, kept.file);
  AnIndex fresh(kept.ledger);
  CHECK(bq::tests::differences(bq::tests::snapshot(third, "2024Q1"), bq::tests::snapshot(fresh, "2024Q1")) == Lines{});
}

TEST_CASE("many runs at once on one index all come through") {
  const Kept kept;
  std::mutex mutex;
  Lines failures;
  std::vector<std::thread> runs;
  for (int run = 0; run < 4; ++run) {
    runs.emplace_back([&, run] {
      for (int i = 0; i < 3; ++i) {
        try {
          kept.ledger.write("visits/more-" + std::to_string(run) + ".yaml",
                            "- {id: W-" + std::to_string(run * 10 + i) + ", date: 2024-02-01, enterprise: E-1, visitors: [{post: P-1}], form: phone}\n");
          AnIndex index(kept.ledger, kept.file);
          (void)index.diagnostics();
        } catch (const std::exception& error) {
          const std::lock_guard lock(mutex);
          failures.emplace_back(error.what());
        }
      }
    });
  }
  for (std::thread& run : runs) run.join();
  CHECK(failures == Lines{});
  CHECK(kept.stale() == Lines{});
}
