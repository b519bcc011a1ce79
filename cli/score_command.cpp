#include <memory>

#include "commands.hpp"
#include "paper.hpp"
#include "render/render.hpp"

namespace bq::cli {
namespace {

Run set_up(CLI::App& app, Language language) {
  const auto flags = std::make_shared<PaperFlags>();
  const auto scheme = std::make_shared<std::string>();
  flags->name = "score";
  app.add_option("scheme", *scheme, language == Language::zh ? "设置中的考评方案；不写则是第一个" : "a scheme of the settings; the first one when absent")
      ->type_name("[SCHEME]");
  add_period_flags(app, flags->period, language);
  return [flags, scheme](const Context& context) {
    if (!scheme->empty()) flags->parameters["scheme"] = *scheme;
    return print_paper(*flags, context);
  };
}

}  // namespace

Command score_command() {
  return {.name = "score",
          .about = {.zh = "按考评方案计分排名", .en = "score and place those whom a scheme assesses"},
          .examples = {{"bqtool score group-half --half=2023H1", {.zh = "工作组上半年考评", .en = "the working groups in the first half of 2023"}},
                       {"bqtool score -o 考评.xlsx",
                        {.zh = "设置中第一个方案，最近一个已结束的半年，做成电子表格", .en = "the first scheme over the last half-year, as a workbook"}}},
          .formats = names_of(render::report_formats()),
          .set_up = set_up,
          .takes_at = true};
}

}  // namespace bq::cli
