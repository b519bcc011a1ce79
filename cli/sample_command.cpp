#include <algorithm>
#include <memory>

#include <fmt/format.h>

#include "commands.hpp"
#include "index/derive.hpp"
#include "index/tables.hpp"
#include "ledger.hpp"
#include "period_flags.hpp"
#include "print_report.hpp"
#include "render/render.hpp"
#include "report/label.hpp"
#include "report/sample.hpp"
#include "sample_ends.hpp"
#include "suggest.hpp"

namespace bq::cli {
namespace {

struct Flags {
  std::string kind;
  std::size_t size = 0;
  std::string strata;
  std::string only;
  std::string seed;
  std::string ends;
  PeriodFlags period;
};

const schema::Kind& kind_named(const pack::Pack& pack, const std::string& name) {
  std::vector<std::string> known;
  for (const auto& [other, kind] : pack.kinds) {
    if (kind->key == std::vector<std::string>{"id"}) known.push_back(other);
  }
  if (std::ranges::find(known, name) == known.end()) throw unknown_value("--kind", name, known);
  return *pack.kinds.find(name)->second;
}

/// The column whose values are the strata, null without `field`; throws UserError(usage) for a field that the kind does not have.
const schema::Column* stratum_column(const schema::Kind& kind, const std::string& field) {
  if (field.empty()) return nullptr;
  std::vector<std::string> known;
  for (const schema::Column& column : kind.tables.front().columns) {
    if (column.name == field || column.field->title == field) return &column;
    known.push_back(column.name);
  }
  throw unknown_value("--strata", field, known);
}

/// Those that the condition leaves; it is somebody's SQL and runs in the sandbox.
std::vector<report::Candidate> candidates(index::Index& index, const schema::Kind& kind, const Flags& flags) {
  const schema::Column* strata = stratum_column(kind, flags.strata);
  const std::string only = flags.only.empty() ? "1" : fmt::format("({}\n)", flags.only);
  const std::string sql =
      fmt::format("SELECT k.id, {} FROM {} k JOIN record r ON r.rid = k.rid WHERE r.broken = 0 AND r.repeated = 0 AND k.id IS NOT NULL AND {} ORDER BY k.id",
                  strata == nullptr ? "''" : "k." + index::sql_name(strata->name), index::sql_name(kind.name), only);
  index.settle_for(sql);
  const index::Guard guard(index.db());
  index::GuardedQuery query(index.db(), sql);
  std::vector<report::Candidate> result;
  std::optional<index::SqlFault> fault = query.fault();
  if (!fault) {
    fault = query.run(index.bindings(), [&](const std::vector<index::SqlValue>& row) {
      const auto* stratum = std::get_if<std::string>(&row[1]);
      result.push_back({std::get<std::string>(row[0]), stratum != nullptr ? *stratum : ""});
      return true;
    });
  }
  if (fault) {
    throw UserError(Exit::usage, {"--only 的条件不对：" + fault->reason.zh, "the condition of --only: " + fault->reason.en},
                    {"写字段上的条件，例如 --only \"town = 'baihua'\"", "write a condition on the kind's columns, such as --only \"town = 'baihua'\""});
  }
  return result;
}

/// What is drawn, in words and as tables, for records of one kind.
struct Page {
  std::vector<std::string> head;
  std::vector<report::Section> sections;
};

Page draw_from_all(index::Index& index, const schema::Kind& kind, const Flags& flags, const std::string& seed, Language language) {
  const bool zh = language == Language::zh;
  const auto from = candidates(index, kind, flags);
  if (from.empty()) throw UserError(Exit::findings, {"没有可抽的记录", "there is nothing to draw from"});
  const auto drawn = report::draw(from, flags.size, seed);
  report::Section section;
  section.id = "sample";
  section.title = zh ? "名单" : "Drawn";
  section.columns = {{"number", zh ? "样本号" : "No.", report::Format::count, true},
                     {"id", zh ? "编号" : "Id", report::Format::text, true},
                     {"label", zh ? "名称" : "Name", report::Format::text, true}};
  const schema::Column* strata = stratum_column(kind, flags.strata);
  if (strata != nullptr) section.columns.push_back(stratum_heading(*strata, language));
  for (const report::Candidate& one : drawn) {
    std::vector<report::Cell> row{report::Cell(static_cast<std::int64_t>(section.rows.size()) + 1), report::Cell(one.id),
                                  report::Cell(report::label_on_list(index, kind.name, one.id, language))};
    if (strata != nullptr) row.emplace_back(report::words_of_value(index, *strata->field, one.stratum));
    section.rows.push_back(std::move(row));
  }
  return {{fmt::format(fmt::runtime(zh ? "种子：{}；共{}个，抽取{}个。同一种子、同一台账抽出的名单相同。"
                                       : "Seed: {}; drawn of {}: {}. The same seed on the same ledger draws the same."),
                       seed, from.size(), drawn.size())},
          {std::move(section)}};
}

/// The period that a scheme is scored over, that of the paper `score` unless the flags name one; without a scheme the day.
Asked asked_of(const Flags& flags, const pack::Pack& pack, const index::Settings& settings, const Context& context) {
  if (!flags.ends.empty()) {
    const auto plan = pack.reports.find("score");
    return resolve_period(flags.period, plan == pack.reports.end() ? PeriodLength::half : plan->second.period, "score", settings, context);
  }
  if (flags.period.any()) {
    throw UserError(Exit::usage, {"周期是考评的周期，要和 --ends 一起用", "a period is that of a scoring and goes with --ends"},
                    {"只抽某段时间的记录用 --only，例如 --only \"received >= '2024-01-01'\"",
                     "to draw from the records of some days use --only, such as --only \"received >= '2024-01-01'\""});
  }
  const Date as_of = context.options.as_of.value_or(context.today);
  return {.period = {PeriodLength::day, to_string(as_of), as_of, as_of}, .cut_off = {}, .question = question_on(as_of)};
}

Exit run(const Flags& flags, const Context& context) {
  const Options& options = context.options;
  if (flags.size == 0) throw UserError(Exit::usage, {"-n 要写抽多少个，至少一个", "-n says how many to draw, one at least"});
  if (!flags.ends.empty() && flags.size < 2) throw UserError(Exit::usage, {"抓两头至少抽两个，两头各一个", "both ends need two at least, one from each"});
  Ledger ledger(context);
  index::Index& index = ledger.index();
  const bool zh = options.language == Language::zh;
  const schema::Kind& kind = kind_named(ledger.pack(), flags.kind);
  const Asked asked = asked_of(flags, ledger.pack(), index.settings(), context);
  index.ask(asked.question);
  const std::string seed = !flags.seed.empty() ? flags.seed : ledger.revision().commit;
  if (seed.empty()) {
    throw UserError(Exit::usage, {"台账还没有提交，抽样没有种子", "the ledger has no commit, so there is no seed to draw by"},
                    {"先提交台账，或用 --seed 指明种子", "commit the ledger first, or give --seed"});
  }

  report::Report page;
  page.name = "sample";
  page.programme = index.settings().name;
  page.period = asked.period;
  page.as_of = index.question().as_of;
  page.cut_off = asked.cut_off;
  page.title = fmt::format(fmt::runtime(zh ? "{}抽样名单" : "Sample: {}"), zh ? kind.root.title : kind.name);
  if (flags.ends.empty()) {
    Page all = draw_from_all(index, kind, flags, seed, options.language);
    page.head = std::move(all.head);
    page.sections = std::move(all.sections);
  } else {
    add_ends(page, ledger,
             {.scheme = flags.ends, .size = flags.size, .seed = seed, .kind = kind, .strata = stratum_column(kind, flags.strata), .language = options.language},
             candidates(index, kind, flags));
  }
  stamp(page, ledger);
  print_report(page, ledger.pack(), options);
  return Exit::clean;
}

Run set_up(CLI::App& app, Language language) {
  const bool zh = language == Language::zh;
  const auto flags = std::make_shared<Flags>();
  app.add_option("--kind", flags->kind, zh ? "抽哪一种记录" : "which kind of record")->type_name("KIND")->required();
  app.add_option("-n", flags->size, zh ? "抽多少个" : "how many")->type_name("N")->required();
  app.add_option("--strata", flags->strata, zh ? "按哪一项分层，各层按比例抽" : "the field whose values are drawn from in proportion")->type_name("FIELD");
  app.add_option("--only", flags->only, zh ? "只从符合条件的记录里抽（SQL 条件）" : "draw only from records that fulfil this SQL condition")
      ->type_name("CONDITION");
  app.add_option("--seed", flags->seed, zh ? "种子；不写则是台账的提交" : "the seed; the ledger's commit when absent")->type_name("TEXT");
  app.add_option("--ends", flags->ends,
                 zh ? "抓两头：按这套考评方案，一半抽自名次最低的，一半抽自最高的"
                    : "half from those placed lowest by this scheme of the settings, half from those placed highest")
      ->type_name("SCHEME");
  add_period_flags(app, flags->period, language);
  return [flags](const Context& context) { return run(*flags, context); };
}

}  // namespace

Command sample_command() {
  return {
      .name = "sample",
      .about = {.zh = "抽样核查：由提交决定抽到谁，谁也挑不了", .en = "draw a sample for a check; the commit decides who is drawn"},
      .examples = {{"bqtool sample --kind enterprise -n 12 --strata town",
                    {.zh = "十二家企业，各乡镇按比例", .en = "twelve enterprises, from each town in proportion"}},
                   {"bqtool sample --kind appeal -n 10 --only \"received >= '2024-01-01'\"", {.zh = "今年的诉求中抽十件", .en = "ten of this year's appeals"}},
                   {"bqtool sample --kind appeal -n 10 --ends lead-year --year=2024",
                    {.zh = "两头各五件：考评最低和最高的领导所包抓的", .en = "five cases of those scored lowest and five of those scored highest"}}},
      .formats = names_of(render::report_formats()),
      .set_up = set_up,
      .takes_at = true};
}

}  // namespace bq::cli
