#include <memory>

#include "commands.hpp"
#include "ledger.hpp"
#include "paper.hpp"
#include "render/render.hpp"
#include "suggest.hpp"

namespace bq::cli {
namespace {

/// Throws UserError(usage) for a scheme that the settings don't have.
void check_scheme(const std::string& scheme, const Context& context) {
  Options quiet = context.options;
  quiet.quiet = true;  // what the ledger has to say is said when the paper is printed
  Ledger ledger({.options = quiet, .today = context.today, .app = context.app});
  std::vector<std::string> known;
  for (const auto& row : ledger.index().rows("SELECT DISTINCT scheme FROM programme_scoring WHERE scheme IS NOT NULL ORDER BY rid")) {
    known.push_back(std::get<std::string>(row[0]));
  }
  if (std::ranges::find(known, scheme) == known.end()) throw unknown_value("score", scheme, known);
}

Run set_up(CLI::App& app, Language language) {
  const auto flags = std::make_shared<PaperFlags>();
  const auto scheme = std::make_shared<std::string>();
  flags->name = "score";
  app.add_option("scheme", *scheme, language == Language::zh ? "设置中的考评方案；不写则是第一个" : "a scheme of the settings; the first one when absent")
      ->type_name("[SCHEME]");
  add_period_flags(app, flags->period, language);
  return [flags, scheme](const Context& context) {
    if (!scheme->empty()) {
      check_scheme(*scheme, context);
      flags->parameters["scheme"] = *scheme;
    }
    return print_paper(*flags, context);
  };
}

}  // namespace

Command score_command() {
  return {.name = "score",
          .about = {.zh = "按考评方案计分排名", .en = "score and place those whom a scheme assesses"},
          .examples = {{"bqtool score group-half --half=2023H1", {.zh = "工作组上半年考评", .en = "the working groups in the first half of 2023"}},
                       {"bqtool score -O csv -o 考评.csv",
                        {.zh = "设置中第一个方案，最近一个已结束的半年，供 Excel 打开", .en = "the first scheme over the last half-year, for Excel"}}},
          .formats = names_of(render::report_formats()),
          .set_up = set_up,
          .takes_at = true};
}

}  // namespace bq::cli
