#include <memory>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "commands.hpp"
#include "file_format.hpp"
#include "issue.hpp"
#include "ledger.hpp"
#include "output.hpp"
#include "paper.hpp"
#include "parameter_flags.hpp"
#include "render/render.hpp"
#include "store/work_tree.hpp"

namespace bq::cli {
namespace {

struct Flags : PaperFlags {
  bool list = false;
  bool issue = false;
  IssueFlags how;
};

/// How the papers are handed in, by report: from whom to whom, and by when, as the settings of the ledger around here say.
std::map<std::string, std::vector<std::string>> lines_of(index::Index& index, Language language) {
  std::map<std::string, std::vector<std::string>> lines;
  for (const auto& row : index.rows("SELECT report, sender, recipient, due_zh, due_en FROM paper_line ORDER BY rid")) {
    const std::string from_to = row[2].index() == 0 ? index::text_in(row[1]) : fmt::format("{} → {}", index::text_in(row[1]), index::text_in(row[2]));
    const std::string due = index::text_in(row[language == Language::zh ? 3 : 4]);
    lines[index::text_in(row[0])].push_back(due.empty() ? from_to : fmt::format(fmt::runtime(language == Language::zh ? "{}，{}" : "{}, {}"), from_to, due));
  }
  return lines;
}

/// The reports of the pack as a table: name, period, what it can be narrowed to, how this ledger hands it in, what it is.
std::string list_reports(const pack::Pack& pack, const std::map<std::string, std::vector<std::string>>& lines, Language language) {
  std::vector<std::vector<std::string>> rows;
  for (const auto& [name, plan] : pack.reports) {
    if (!is_paper(plan)) continue;
    const auto mine = lines.find(name);
    const std::string subjects = fmt::format("{}{}", fmt::join(plan.subjects, ","), plan.needs_subject ? "!" : "");
    std::vector<std::string> row{name, name_of(plan.period), subjects, plan.about.in(language)};
    if (!lines.empty())
      row.insert(row.begin() + 3, mine == lines.end() ? "" : fmt::format("{}", fmt::join(mine->second, language == Language::zh ? "；" : "; ")));
    rows.push_back(std::move(row));
  }
  const bool zh = language == Language::zh;
  std::vector<std::string> headings{zh ? "名称" : "name", zh ? "周期" : "period", "--for", zh ? "内容" : "content"};
  if (!lines.empty()) headings.insert(headings.begin() + 3, zh ? "报送" : "handed in");
  return render::render_table(headings, rows, std::vector<bool>(headings.size(), false));
}

Exit print_list(const Context& context) {
  const Options& options = context.options;
  if (is_binary(options.format)) throw UserError(Exit::usage, {"--list 只能印成文字", "--list can only be printed as text"});
  if (options.at.empty() && !store::find_ledger(options.directory)) {
    print(options, list_reports(*load_pack(options), {}, options.language));
    return Exit::clean;
  }
  Ledger ledger(context);
  print(options, list_reports(ledger.pack(), lines_of(ledger.index(), options.language), options.language));
  return Exit::clean;
}

Run set_up(CLI::App& app, Language language) {
  const auto flags = std::make_shared<Flags>();
  const bool zh = language == Language::zh;
  app.add_option("name", flags->name, zh ? "哪张报表；不写则是该周期的那一张" : "which report; without it the paper of that period")->type_name("[NAME]");
  add_period_flags(app, flags->period, language);
  app.add_option("--for", flags->subject, zh ? "只讲一个单位、岗位、干部、对象或别的记录" : "only of one unit, post, person, object or other record")
      ->type_name("ID");
  app.add_option("--each", flags->each, zh ? "逐个各印一份，放进 -o 的文件夹" : "one file for each, into the folder of -o")
      ->type_name("unit|post|cadre|enterprise");
  add_parameter_flags(app, flags, language);
  app.add_flag("--list", flags->list, zh ? "列出有哪些报表" : "list the reports there are");
  app.add_flag("--strict", flags->strict, zh ? "台账有错误就不出报表" : "print no report when the ledger has errors");
  auto* issue = app.add_flag("--issue", flags->issue,
                             zh ? "印发：把全部数字和所依据的版本存进台账" : "issue it: keep its figures and the commit they rest on in the ledger");
  app.add_flag("--again", flags->how.again, zh ? "重新印发，取代此前的那份" : "issue it once more in the place of the earlier one")->needs(issue);
  app.add_flag("--allow-errors", flags->how.allow_errors, zh ? "台账有错误也印发" : "issue it though the ledger has errors")->needs(issue);
  app.add_flag("--dry-run", flags->how.dry_run, zh ? "只打印将存档的差异，不写入" : "print the diff of what would be kept and write nothing")->needs(issue);
  return [flags](const Context& context) {
    if (flags->list) return print_list(context);
    return flags->issue ? issue_paper(*flags, flags->how, context) : print_paper(*flags, context);
  };
}

}  // namespace

Command report_command() {
  return {.name = "report",
          .about = {.zh = "打印周、月、季、半年、年度材料", .en = "print the paper of a week, month, quarter, half-year or year"},
          .examples = {{"bqtool report --quarter", {.zh = "最近一个已结束的季度", .en = "the last quarter that has ended"}},
                       {"bqtool report --quarter=2024Q1 --as-of 2024-04-10",
                        {.zh = "2024 年一季度，按 4 月 10 日所知", .en = "the first quarter of 2024 as known on 10 April"}},
                       {"bqtool report --month=2024-03 -o 三月.xlsx", {.zh = "三月的材料，做成电子表格", .en = "the paper of March as a workbook"}},
                       {"bqtool report --quarter --issue", {.zh = "印发，全部数字存进台账", .en = "issue it, and keep its figures in the ledger"}}},
          .formats = names_of(render::report_formats()),
          .set_up = set_up,
          .takes_at = true};
}

}  // namespace bq::cli
