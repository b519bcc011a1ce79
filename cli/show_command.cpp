#include <memory>

#include "commands.hpp"
#include "ledger.hpp"
#include "print_report.hpp"
#include "render/render.hpp"
#include "report/record_page.hpp"
#include "subject.hpp"

namespace bq::cli {
namespace {

Exit run(const std::string& id, const Context& context) {
  const Options& options = context.options;
  Ledger ledger(context);
  ledger.index().ask(question_on(options.as_of.value_or(context.today)));
  report::Report page = report::record_page(ledger.index(), read_subject(ledger, "show", id), options.language);
  stamp(page, ledger);
  print_report(page, ledger.pack(), options);
  return Exit::clean;
}

Run set_up(CLI::App& app, Language language) {
  const auto id = std::make_shared<std::string>();
  app.add_option("id", *id, language == Language::zh ? "记录的编号；几种记录同号时写 种类:编号" : "the id of a record; kind:id where several kinds have it")
      ->type_name("ID")
      ->required();
  return [id](const Context& context) { return run(*id, context); };
}

}  // namespace

Command show_command() {
  return {.name = "show",
          .about = {.zh = "看一条记录的全貌：内容、经过、状态和指向它的记录", .en = "one record whole: fields, history, state and what points to it"},
          .examples = {{"bqtool show A2024-0001", {.zh = "一件诉求", .en = "an appeal"}},
                       {"bqtool show E006 --as-of 2024-03-31", {.zh = "一家企业，按 3 月 31 日所知", .en = "an enterprise as known on 31 March"}}},
          .formats = names_of(render::report_formats()),
          .set_up = set_up,
          .takes_at = true};
}

}  // namespace bq::cli
