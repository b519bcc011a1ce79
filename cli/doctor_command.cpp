#include <algorithm>
#include <filesystem>
#include <memory>

#include <fmt/format.h>

#include "base/stopwatch.hpp"
#include "base/width.hpp"
#include "commands.hpp"
#include "index/validate.hpp"
#include "ledger.hpp"
#include "output.hpp"
#include "render/render.hpp"
#include "store/git.hpp"
#include "version.hpp"

namespace bq::cli {
namespace {

struct Flags {
  bool timings = false;
};

/// One thing looked at: what, how it stands, what to do when it stands badly.
struct Finding {
  std::string what;
  std::string state;
  bool good = true;
  Text remedy;
};

std::vector<Finding> look(Ledger& ledger, Date today, Language language) {
  const bool zh = language == Language::zh;
  std::vector<Finding> findings;
  findings.push_back({"bqtool", version, true, {}});
  findings.push_back({"SQLite", std::get<std::string>(ledger.index().rows("SELECT sqlite_version()")[0][0]), true, {}});
  const auto git = store::run_git(ledger.tree().root(), {"--version"});
  findings.push_back({"git",
                      git ? git->substr(0, git->find('\n')) : "—",
                      git.has_value(),
                      {"安装 git：没有它就没有版本、分支和评审", "install git: without it there is no history, no branch, no review"}});
  const store::Revision revision = store::revision_of(ledger.tree().root());
  findings.push_back({zh ? "台账" : "ledger",
                      fmt::format("{}{}", revision.commit.empty() ? "—" : revision.commit,
                                  revision.clean || revision.commit.empty() ? ""
                                  : zh                                      ? "（有未提交的改动）"
                                                                            : " (uncommitted changes)"),
                      !revision.commit.empty(),
                      {"把台账放进 git：git init && git add . && git commit", "keep the ledger in git: git init && git add . && git commit"}});
  std::error_code none;
  const bool has_index = std::filesystem::exists(ledger.index_file(), none);
  findings.push_back({zh ? "索引" : "index",
                      has_index ? fmt::format("{:.1f} MB", static_cast<double>(std::filesystem::file_size(ledger.index_file(), none)) / 1e6)
                      : zh      ? "只在内存里"
                                : "in memory only",
                      has_index,
                      {"索引目录不可写，每次都要重读全部文件", "the index can't be written, so every run reads all files"}});
  const auto calendar = ledger.pack().calendars.find(ledger.index().settings().calendar);
  const bool knows = calendar != ledger.pack().calendars.end() && calendar->second.knows(today);
  findings.push_back({zh ? "日历" : "calendar",
                      calendar == ledger.pack().calendars.end() ? "—" : fmt::format("{}–{}", calendar->second.first_year, calendar->second.last_year),
                      knows,
                      {"今年的放假通知不在日历里：在台账的 calendars/ 里放一份新的 cn.yaml",
                       "this year's days off are not in the calendar: put a newer cn.yaml into the ledger's calendars/"}});
  return findings;
}

/// One line per thing, with the remedy below what stands badly.
std::string as_lines(const std::vector<Finding>& findings, Language language) {
  std::string text;
  for (const Finding& finding : findings) {
    text += fmt::format("{} {} {}\n", finding.good ? "✓" : "✗", pad_right(finding.what, 10), finding.state);
    if (!finding.good) text += fmt::format("  = {}\n", finding.remedy.in(language));
  }
  return text;
}

/// The steps of opening, and each check with its time, the slowest first.
std::string as_timings(std::vector<index::Timing> timings, const std::vector<Lap>& laps, Language language) {
  const bool zh = language == Language::zh;
  std::ranges::stable_sort(timings, std::ranges::greater{}, &index::Timing::time);
  std::vector<std::vector<std::string>> rows;
  for (const Lap& lap : laps) rows.push_back({lap.name.in(language), fmt::format("{:.1f}", lap.milliseconds), "", ""});
  for (const index::Timing& timing : timings) {
    rows.push_back({timing.part, fmt::format("{:.1f}", static_cast<double>(timing.time.count()) / 1e3), std::to_string(timing.findings),
                    timing.reused ? zh ? "沿用" : "reused" : ""});
  }
  return render::render_table({zh ? "步骤或规则" : "step or rule", zh ? "毫秒" : "ms", zh ? "发现" : "found", ""}, rows, {false, true, true, false});
}

Exit run(const Flags& flags, const Context& context) {
  const Options& options = context.options;
  Stopwatch watch;
  Ledger ledger(context);
  watch.lap({"打开并更新索引", "open and refresh the index"});
  for (const Lap& lap : ledger.index().refreshed().laps) watch.add({{"  " + lap.name.zh, "  " + lap.name.en}, lap.milliseconds});
  ledger.index().ask(question_on(options.as_of.value_or(context.today)));
  const std::vector<Finding> findings = look(ledger, context.today, options.language);
  std::string text = as_lines(findings, options.language);
  if (flags.timings) {
    watch.restart();
    index::Findings checks = index::CheckRun(ledger.index(), index::Weight::all).finish();
    watch.lap({"运行全部规则", "run all rules"});
    text += "\n" + as_timings(std::move(checks.timings), watch.laps(), options.language);
  }
  print(options, text);
  return std::ranges::all_of(findings, &Finding::good) ? Exit::clean : Exit::findings;
}

Run set_up(CLI::App& app, Language language) {
  const auto flags = std::make_shared<Flags>();
  app.add_flag("--timings", flags->timings, language == Language::zh ? "每一步、每条规则用了多少时间" : "how long each step and each rule takes");
  return [flags](const Context& context) { return run(*flags, context); };
}

}  // namespace

Command doctor_command() {
  return {.name = "doctor",
          .about = {.zh = "检查周围环境：git、索引、日历", .en = "look at the surroundings: git, index, calendar"},
          .examples = {{"bqtool doctor", {.zh = "哪里不对、怎么办", .en = "what is wrong and what to do about it"}},
                       {"bqtool doctor --timings", {.zh = "时间花在哪里", .en = "where the time goes"}}},
          .formats = {},
          .set_up = set_up};
}

}  // namespace bq::cli
