#include <memory>

#include "commands.hpp"
#include "paper.hpp"
#include "parameter_flags.hpp"
#include "render/render.hpp"

namespace bq::cli {
namespace {

Run set_up(CLI::App& app, Language language) {
  const auto flags = std::make_shared<PaperFlags>();
  const bool zh = language == Language::zh;
  app.add_option("name", flags->name, zh ? "哪张报表；不写则是各级汇总" : "which report; without it that of all levels together")->type_name("[NAME]");
  add_period_flags(app, flags->period, language);
  app.add_option("--for", flags->subject,
                 zh ? "只讲一个单位、岗位、干部、对象或别的记录；下级台账的写作“单位.编号”"
                    : "only of one unit, post, person, object or other record; of a member's ledger UNIT.ID")
      ->type_name("ID");
  add_parameter_flags(app, flags, language);
  app.add_flag("--strict", flags->strict, zh ? "台账有错误就不出报表" : "print no report when the ledger has errors");
  return [flags](const Context& context) { return print_rollup(*flags, context); };
}

}  // namespace

Command rollup_command() {
  return {.name = "rollup",
          .about = {.zh = "把下级台账合在一起重新统计", .en = "count the ledger and those of its members together"},
          .examples = {{"bqtool rollup --half=2024H1",
                        {.zh = "全市上半年，各县（区）一栏，合计去重", .en = "all levels in the first half of 2024, the total counted again"}},
                       {"bqtool rollup units-grid --quarter", {.zh = "任一报表，数字取自合在一起的台账", .en = "any report, over all the ledgers"}},
                       {"bqtool rollup score --scheme county-half --half=2024H1",
                        {.zh = "考评县（区），办理和走访的数字取自各自的台账", .en = "the members scored by what their own ledgers say"}},
                       {"bqtool rollup weekly --week", {.zh = "各单位的周报表合成一张", .en = "the weekly forms of all units on one sheet"}}},
          .formats = names_of(render::report_formats()),
          .set_up = set_up};
}

}  // namespace bq::cli
