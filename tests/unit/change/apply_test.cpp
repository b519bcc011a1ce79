#include "change/apply.hpp"

#include <doctest/doctest.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <algorithm>
#include <csignal>
#include <set>

#include "../store/a_folder.hpp"
#include "a_traced_child.hpp"
#include "base/error.hpp"
#include "base/file.hpp"
#include "change/disk.hpp"
#include "change/journal.hpp"

namespace {

using namespace bq;
using namespace bq::change;
using tests::AFolder;
namespace fs = std::filesystem;

/// A ledger of three files and a batch that changes one, makes one in a new folder and takes one away.
struct ALedgerToChange {
  AFolder folder;
  State state{folder.path() / ".git/bqtool", "ledger"};
  Plan plan{"三处改动",
            {{"appeals/2024-01.yaml", "- id: A1\n", "- id: A1\n- id: A2\n"},
             {"visits/新 走访/2024.yaml", std::nullopt, "- id: V1\n"},
             {"visits/2023.yaml", "- id: V0\n", std::nullopt}}};

  ALedgerToChange() {
    folder.write("appeals/2024-01.yaml", "- id: A1\n");
    folder.write("visits/2023.yaml", "- id: V0\n");
    folder.write("bqtool.yaml", "name: x\n");
  }

  [[nodiscard]] const fs::path& root() const { return folder.path(); }
  void apply_plan() const {
    const Lock lock(state);
    apply(plan, root(), state, lock);
  }
  /// All files but the notes of the tool, with their texts.
  [[nodiscard]] std::set<std::string> files() const {
    std::set<std::string> result;
    for (const auto& entry : fs::recursive_directory_iterator(root())) {
      const std::string name = fs::relative(entry.path(), root()).string();
      if (entry.is_regular_file() && !name.starts_with(".git")) result.insert(name + ": " + read_file(entry.path()));
    }
    return result;
  }
  [[nodiscard]] std::set<std::string> notes() const {
    std::set<std::string> result;
    for (const auto& entry : fs::directory_iterator(state.directory)) result.insert(entry.path().filename().string());
    return result;
  }
};

const std::set<std::string> before{"appeals/2024-01.yaml: - id: A1\n", "bqtool.yaml: name: x\n", "visits/2023.yaml: - id: V0\n"};
const std::set<std::string> after{"appeals/2024-01.yaml: - id: A1\n- id: A2\n", "bqtool.yaml: name: x\n", "visits/新 走访/2024.yaml: - id: V1\n"};

/// Every file by itself is as before or as after, drafts aside.
bool nothing_is_half(const std::set<std::string>& files) {
  return std::ranges::all_of(
      files, [](const std::string& file) { return before.contains(file) || after.contains(file) || file.find("/.bqtool-") != std::string::npos; });
}

Exit exit_of(const std::function<void()>& work) {
  try {
    work();
    return Exit::clean;
  } catch (const UserError& error) {
    return error.exit();
  }
}

}  // namespace

TEST_CASE("a change is made whole and can be taken back once") {
  const ALedgerToChange ledger;
  ledger.apply_plan();
  CHECK(ledger.files() == after);
  CHECK(ledger.notes() == std::set<std::string>{"ledger.last", "ledger.lock"});
  {
    const Lock lock(ledger.state);
    undo(plan_undo(ledger.root(), ledger.state), ledger.root(), ledger.state, lock);
  }
  CHECK(ledger.files() == before);
  CHECK(exit_of([&] { (void)plan_undo(ledger.root(), ledger.state); }) == Exit::refused);
}

TEST_CASE("a plan that changes nothing writes nothing") {
  ALedgerToChange ledger;
  ledger.plan.files = {{"appeals/2024-01.yaml", "- id: A1\n", "- id: A1\n"}};
  ledger.apply_plan();
  CHECK(ledger.files() == before);
  CHECK(ledger.notes() == std::set<std::string>{"ledger.lock"});
}

TEST_CASE("a file that is not as planned stops the whole change") {
  const ALedgerToChange ledger;
  ledger.folder.write("visits/2023.yaml", "- id: V0 # mine\n");
  CHECK(exit_of([&] { ledger.apply_plan(); }) == Exit::refused);
  CHECK(read_file(ledger.root() / "appeals/2024-01.yaml") == "- id: A1\n");
  CHECK_FALSE(fs::exists(ledger.root() / "visits/新 走访"));
  ledger.folder.write("visits/2023.yaml", "- id: V0\n");
  ledger.folder.write("visits/新 走访/2024.yaml", "mine");
  CHECK(exit_of([&] { ledger.apply_plan(); }) == Exit::refused);
}

TEST_CASE("undo is refused when a file is no longer as the change left it") {
  const ALedgerToChange ledger;
  ledger.apply_plan();
  ledger.folder.write("visits/新 走访/2024.yaml", "- id: V1 # mine\n");
  CHECK(exit_of([&] { (void)plan_undo(ledger.root(), ledger.state); }) == Exit::refused);
}

TEST_CASE("a link that leads out of the ledger, or a path that does, is refused") {
  const AFolder outside;
  outside.write("a.yaml", "- id: A1\n");
  for (const std::string path : {"appeals/2024-01.yaml", "linked/a.yaml", "../a.yaml", "/etc/a.yaml", ".git/config"}) {
    ALedgerToChange ledger;
    fs::remove(ledger.root() / "appeals/2024-01.yaml");
    fs::create_symlink(outside.path() / "a.yaml", ledger.root() / "appeals/2024-01.yaml");
    fs::create_directory_symlink(outside.path(), ledger.root() / "linked");
    ledger.plan.files = {{path, "- id: A1\n", "changed"}};
    CHECK_MESSAGE(exit_of([&] { ledger.apply_plan(); }) == Exit::refused, path);
    CHECK(read_file(outside.path() / "a.yaml") == "- id: A1\n");
  }
}

TEST_CASE("a link inside the ledger stays a link and its file is changed; the mode of a file stays") {
  ALedgerToChange ledger;
  fs::rename(ledger.root() / "appeals/2024-01.yaml", ledger.root() / "appeals/real.yaml");
  fs::create_symlink("real.yaml", ledger.root() / "appeals/2024-01.yaml");
  ::chmod((ledger.root() / "appeals/real.yaml").c_str(), 0640);
  ledger.apply_plan();
  CHECK(fs::is_symlink(ledger.root() / "appeals/2024-01.yaml"));
  CHECK(read_file(ledger.root() / "appeals/real.yaml") == "- id: A1\n- id: A2\n");
  CHECK((fs::status(ledger.root() / "appeals/real.yaml").permissions() & fs::perms::mask) == fs::perms(0640));
}

TEST_CASE("a file without the right to be written stops the whole change") {
  const ALedgerToChange ledger;
  ::chmod((ledger.root() / "visits/2023.yaml").c_str(), 0444);
  CHECK(exit_of([&] { ledger.apply_plan(); }) == Exit::environment);
  CHECK(ledger.files() == before);
}

TEST_CASE("killed at any system call, a change is old or new in each file, and the next run completes it or takes it back" *
          doctest::skip(!bq::tests::can_trace())) {
  bool reached = true;
  int completed = 0, rolled_back = 0;
  for (long call = 0; reached; ++call) {
    CAPTURE(call);
    const ALedgerToChange ledger;
    const tests::Ending ending = tests::run_until(call, tests::Fate::killed, [&] {
      ledger.apply_plan();
      return 0;
    });
    reached = ending.reached;
    CHECK(nothing_is_half(ledger.files()));
    const bool interrupted = is_interrupted(ledger.state);
    const Lock lock(ledger.state);
    const Recovery recovery = recover(ledger.root(), ledger.state, lock);
    completed += recovery == Recovery::completed ? 1 : 0;
    rolled_back += recovery == Recovery::rolled_back ? 1 : 0;
    CHECK(interrupted == (recovery == Recovery::completed));
    const auto files = ledger.files();
    CHECK((files == before || files == after));
    if (recovery == Recovery::completed) CHECK(files == after);
    CHECK_FALSE(is_interrupted(ledger.state));
    CHECK(recover(ledger.root(), ledger.state, lock) == Recovery::none);
  }
  CHECK(completed > 10);
  CHECK(rolled_back > 10);
}

TEST_CASE("killed at any system call of a recovery or an undo, the next run still ends well" * doctest::skip(!bq::tests::can_trace())) {
  for (const bool undoing : {false, true}) {
    bool reached = true;
    for (long call = 0; reached; ++call) {
      CAPTURE(call);
      const ALedgerToChange ledger;
      if (undoing) {
        ledger.apply_plan();
      } else {
        fs::create_directories(ledger.state.directory);
        write_file(ledger.state.decided(), write_journal({ledger.plan, false}));
      }
      reached = tests::run_until(call, tests::Fate::killed, [&] {
                  const Lock lock(ledger.state);
                  if (undoing) {
                    undo(plan_undo(ledger.root(), ledger.state), ledger.root(), ledger.state, lock);
                  } else {
                    recover(ledger.root(), ledger.state, lock);
                  }
                  return 0;
                }).reached;
      CHECK(nothing_is_half(ledger.files()));
      const Lock lock(ledger.state);
      recover(ledger.root(), ledger.state, lock);
      const auto files = ledger.files();
      CHECK((files == after || (undoing && files == before)));
      if (!undoing) CHECK(files == after);
    }
  }
}

TEST_CASE("a disk that is full at any system call leaves every file old or new, and says so" * doctest::skip(!bq::tests::can_trace())) {
  bool reached = true;
  int failed = 0;
  for (long call = 0; reached; ++call) {
    CAPTURE(call);
    const ALedgerToChange ledger;
    const tests::Ending ending = tests::run_until(call, tests::Fate::no_room, [&] { return static_cast<int>(exit_of([&] { ledger.apply_plan(); })); });
    reached = ending.reached;
    failed += ending.exit == static_cast<int>(Exit::environment) ? 1 : 0;
    CHECK((ending.exit == 0 || ending.exit == static_cast<int>(Exit::environment)));
    CHECK(nothing_is_half(ledger.files()));
    const Lock lock(ledger.state);
    recover(ledger.root(), ledger.state, lock);
    const auto files = ledger.files();
    CHECK((files == before || files == after));
    if (ending.exit == 0) CHECK(files == after);
  }
  CHECK(failed > 10);
}

TEST_CASE("a file that may not grow any further stops the whole change" * doctest::skip(!bq::tests::can_trace())) {
  ALedgerToChange ledger;
  ledger.plan.files[0].after = std::string(100'000, '#') + "\n";
  ledger.plan.files[0].before = "- id: A1\n";
  const tests::Ending ending = tests::run_until(1'000'000, tests::Fate::killed, [&] {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{50'000, 50'000};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    return static_cast<int>(exit_of([&] { ledger.apply_plan(); }));
  });
  CHECK(ending.exit == static_cast<int>(Exit::environment));
  CHECK(ledger.files() == before);
  CHECK(ledger.notes() == std::set<std::string>{"ledger.lock"});
}

TEST_CASE("an interrupted batch one of whose files was changed since is left alone") {
  const ALedgerToChange ledger;
  fs::create_directories(ledger.state.directory);
  write_file(ledger.state.decided(), write_journal({ledger.plan, false}));
  ledger.folder.write("appeals/2024-01.yaml", "- id: A1 # mine\n");
  CHECK(exit_of([&] { ledger.apply_plan(); }) == Exit::refused);
  CHECK(read_file(ledger.root() / "visits/2023.yaml") == "- id: V0\n");
}

TEST_CASE("a damaged note is no note") {
  const Batch batch{{"标题\n", {{"a b.yaml", std::nullopt, std::string("x\0y\n", 4)}, {"c", "1", std::nullopt}}}, true};
  const std::string text = write_journal(batch);
  CHECK(read_journal(text) == batch);
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string damaged = text;
    damaged[i] = static_cast<char>(damaged[i] ^ 1);
    CHECK_FALSE(read_journal(damaged));
    CHECK_FALSE(read_journal(text.substr(0, i)));
  }
}

TEST_CASE("two writers at once both get through, one after the other") {
  const ALedgerToChange ledger;
  constexpr int rounds = 20;
  const auto append = [&](const std::string& line) {
    for (int i = 0; i < rounds; ++i) {
      const Lock lock(ledger.state);
      const std::string now = read_file(ledger.root() / "appeals/2024-01.yaml");
      apply({"", {{"appeals/2024-01.yaml", now, now + line}}}, ledger.root(), ledger.state, lock);
    }
    return 0;
  };
  const pid_t other = ::fork();
  if (other == 0) ::_exit(append("- id: B\n"));
  append("- id: C\n");
  int status = 0;
  ::waitpid(other, &status, 0);
  CHECK(status == 0);
  CHECK(read_file(ledger.root() / "appeals/2024-01.yaml").size() == std::string("- id: A1\n").size() + 2 * rounds * std::string("- id: B\n").size());
}
