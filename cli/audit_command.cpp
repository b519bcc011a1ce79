#include <algorithm>
#include <memory>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "commands.hpp"
#include "history/history.hpp"
#include "index/history_rows.hpp"
#include "ledger.hpp"
#include "paper.hpp"
#include "print_report.hpp"
#include "render/render.hpp"
#include "store/log.hpp"

namespace bq::cli {
namespace {

[[noreturn]] void refuse_empty(const store::Range& named, bool backwards) {
  throw UserError(Exit::usage, {fmt::format("{}..{} 之间没有提交", named.from, named.to), fmt::format("no commit lies in {}..{}", named.from, named.to)},
                  backwards ? Text{fmt::format("前后倒了？是不是 {}..{}", named.to, named.from),
                                   fmt::format("the wrong way round? did you mean {}..{}", named.to, named.from)}
                            : Text{"git log 列出各次提交", "git log lists the commits"});
}

/// The commits of the range that was asked for, and the ledger at its end.
struct Asked {
  std::vector<store::Commit> commits;
  store::RevisionTree end;
};

Asked find_commits(const std::filesystem::path& directory, const std::string& text) {
  const store::Range named = store::parse_range(text);
  Asked asked{{}, store::open_revision(directory, named.to)};
  const std::string from = store::named_commit(directory, named.from);
  asked.commits = store::commits_in(directory, {from, asked.end.id});
  if (asked.commits.empty()) refuse_empty(named, from != asked.end.id && store::is_ancestor(directory, asked.end.id, from));
  return asked;
}

/// The days on which the commits came into being.
PeriodFlags days_of(const std::vector<store::Commit>& commits) {
  const auto [first, last] = std::ranges::minmax_element(commits, {}, &store::Commit::committed);
  return {.length = {}, .value = {}, .since = to_string(first->committed), .until = to_string(last->committed)};
}

Exit run(const std::string& range, std::optional<int> late, const Context& context) {
  Asked asked = find_commits(context.options.directory, range);
  const std::string folder = asked.end.folder;
  const std::string id = asked.end.id;
  Ledger ledger(context, std::move(asked.end), Reading{.revision = id});
  index::HistoryRows rows(ledger.index());
  for (std::size_t i = 0; i < asked.commits.size(); ++i) rows.add(i, asked.commits[i]);
  history::tell_changes(context.options.directory, folder, asked.commits, {ledger.pack(), ledger.index().settings().vocabulary},
                        [&](std::size_t commit, const history::Change& change) { rows.add(commit, change); });
  rows.commit();

  PaperFlags flags{.name = "audit", .period = days_of(asked.commits), .of_history = true};
  if (late) flags.parameters["late"] = std::to_string(*late);
  Options options = context.options;
  options.as_of = parse_date(flags.period.until);
  Paper paper = plan_paper(flags, ledger, {options, context.today, context.app});
  paper.built = report::build(ledger.index(), {&paper.plan, paper.asked.period, paper.asked.cut_off, options.language, paper.asked.cut_offs});
  stamp(paper.built.report, ledger);
  return hand_out(paper, flags, ledger, options);
}

Run set_up(CLI::App& app, Language language) {
  const auto range = std::make_shared<std::string>();
  const auto late = std::make_shared<std::optional<int>>();
  const bool zh = language == Language::zh;
  app.add_option("range", *range, zh ? "起点..终点，都是版本；不写终点就到 HEAD" : "FROM..TO, both revisions; without TO up to HEAD")
      ->type_name("REV..REV")
      ->required();
  app.add_option("--late", *late, zh ? "隔多少个工作日以上算补录，默认 5" : "more working days than this make an entry a late one, 5 by default")
      ->type_name("N")
      ->check(CLI::Range(0, 10'000).description(""));
  return [range, late](const Context& context) { return run(*range, *late, context); };
}

}  // namespace

Command audit_command() {
  return {.name = "audit",
          .about = {.zh = "核查一段提交历史：补录、改动和删除、一人两次回访、动过的材料",
                    .en = "look into a range of commits: late entries, changed history, checks by one author, papers touched again"},
          .examples = {{"bqtool audit v2024Q1..v2024Q2", {.zh = "两个版本之间的录入情况", .en = "how the ledger was kept between two revisions"}},
                       {"bqtool audit HEAD~30.. --late 3 -O csv -o audit",
                        {.zh = "最近 30 次提交，三个工作日以上算补录，各表存成文件",
                         .en = "the last 30 commits, more than 3 working days being late, each table a file"}}},
          .formats = names_of(render::report_formats()),
          .set_up = set_up};
}

}  // namespace bq::cli
