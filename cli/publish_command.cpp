#include <algorithm>
#include <memory>
#include <set>

#include <fmt/format.h>

#include "commands.hpp"
#include "index/redaction.hpp"
#include "index/validate.hpp"
#include "ledger.hpp"
#include "output.hpp"
#include "print_report.hpp"
#include "public_folder.hpp"
#include "public_paper.hpp"
#include "render/markdown.hpp"
#include "render/paper.hpp"
#include "render/render.hpp"

namespace bq::cli {
namespace {

struct Flags {
  std::string folder;
  bool strict = false;
};

/// The name of a paper's file without its extension.
std::string name_for(const PublicPaper& paper, const report::Report& report) {
  std::string name = report.name;
  if (!paper.scheme.empty()) name += "-" + paper.scheme;
  if (report.period.length != PeriodLength::day) name += "-" + report.period.label;
  std::ranges::replace(name, '/', '-');
  return name;
}

/// What is published besides the papers: where they are, as of when.
report::Report contents(Ledger& ledger, Date as_of, Language language) {
  report::Report page;
  page.name = "index";
  page.programme = ledger.index().settings().name;
  page.title = fmt::format(fmt::runtime(language == Language::zh ? "{}公开事项" : "{}: what is public"), page.programme);
  page.period = {PeriodLength::day, to_string(as_of), as_of, as_of};
  page.as_of = as_of;
  stamp(page, ledger);
  return page;
}

Exit run(const Flags& flags, const Context& context) {
  const Options& options = context.options;
  if (!options.output.empty()) {
    throw UserError(Exit::usage, {"publish 写一个文件夹，不用 -o", "publish writes a folder and takes no -o"}, {"bqtool publish 文件夹", "bqtool publish DIR"});
  }
  Ledger ledger(context);
  index::Index& index = ledger.index();
  const Date as_of = options.as_of.value_or(context.today);
  index.ask(question_on(as_of));
  const std::vector<PublicPaper> papers = public_papers(index, as_of);
  if (papers.empty()) {
    throw UserError(Exit::findings, {fmt::format("{}没有要公布的材料", to_string(as_of)), fmt::format("nothing is to be published on {}", to_string(as_of))},
                    {"在 bqtool.yaml 的 publication 里列出，例如 - {report: roster}", "list it under publication in bqtool.yaml, such as - {report: roster}"});
  }
  index::CheckRun checks(index, index::Weight::errors);
  const index::Damage damage = index::damage(index, checks);
  if (flags.strict && damage.errors > 0) {
    throw UserError(Exit::findings,
                    {fmt::format("台账有 {} 处错误，按 --strict 不公布", damage.errors),
                     fmt::format("the ledger has {} errors; --strict publishes nothing then", damage.errors)},
                    {"先用 bqtool validate 看清并改正", "see and mend them with bqtool validate"});
  }

  const auto format = std::ranges::find(render::report_formats(), options.format, &render::ReportFormat::name);
  std::vector<PublicFile> files;
  std::vector<render::Link> links;
  std::set<std::string> names{"index.md"};
  {
    index::Redaction redaction(index);
    for (const PublicPaper& paper : papers) {
      report::Report report = build_public(ledger, redaction, paper, context);
      report.errors = damage.errors;
      report.left_out = damage.left_out;
      const std::string name = fmt::format("{}.{}", name_for(paper, report), format->extension);
      if (!names.insert(name).second) {
        throw UserError(Exit::findings, {fmt::format("设置的 publication 里“{}”列了两次", paper.report),
                                         fmt::format("publication of the settings lists '{}' twice", paper.report)});
      }
      files.push_back(
          {name, bytes_of(render_report(report, ledger.pack(), options, {options.language, false}), format->is_for_excel ? Reader::excel : Reader::anybody)});
      links.push_back({report.title, render::period_line(report, options.language), name});
    }
  }
  report::Report page = contents(ledger, as_of, options.language);
  page.errors = damage.errors;
  page.left_out = damage.left_out;
  files.push_back({"index.md", render::contents_markdown(page, links, options.language)});

  const PublicFolder folder = publish_into(flags.folder, files);
  std::string listing;
  for (const PublicFile& file : files) listing += (std::filesystem::path(flags.folder) / file.name).string() + '\n';
  print(options, listing);
  note(options, {fmt::format("公布 {} 个文件，撤下 {} 个", folder.written, folder.removed),
                 fmt::format("files published: {}, taken down: {}", folder.written, folder.removed)});
  if (damage.errors > 0) {
    note(options, {fmt::format("台账有 {} 处错误，公布的只含有效记录；用 bqtool validate 查看", damage.errors),
                   fmt::format("the ledger has errors: {}; what was published speaks of its valid part only, see bqtool validate", damage.errors)});
  }
  return damage.errors > 0 ? Exit::findings : Exit::clean;
}

Run set_up(CLI::App& app, Language language) {
  const bool zh = language == Language::zh;
  const auto flags = std::make_shared<Flags>();
  app.add_option("folder", flags->folder, zh ? "写进哪个文件夹：新的、空的，或以前公布过的" : "where to: a new or empty folder, or one published earlier")
      ->type_name("DIR")
      ->required();
  app.add_flag("--strict", flags->strict, zh ? "台账有错误就不公布" : "publish nothing when the ledger has errors");
  return [flags](const Context& context) { return run(*flags, context); };
}

/// Markdown first, which web sites and code hosts show as pages.
std::vector<std::string> formats() {
  std::vector<std::string> names = names_of(render::report_formats());
  const auto markdown = std::ranges::find(names, "md");
  if (markdown != names.end()) std::rotate(names.begin(), markdown, markdown + 1);
  return names;
}

}  // namespace

Command publish_command() {
  return {.name = "publish",
          .about = {.zh = "把设置中要公开的材料写成一个文件夹，不含不公开的内容",
                    .en = "write what the settings make public into a folder, without anything private"},
          .examples = {{"bqtool publish 公示", {.zh = "写进文件夹“公示”，再次运行就更新", .en = "into the folder 公示; run again to bring it up to date"}},
                       {"bqtool publish site -O docx --strict",
                        {.zh = "做成文档；台账有错误就不公布", .en = "as documents, and nothing while the ledger has errors"}}},
          .formats = formats(),
          .set_up = set_up,
          .takes_at = true};
}

}  // namespace bq::cli
