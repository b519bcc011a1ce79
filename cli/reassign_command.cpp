#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "base/encoding.hpp"
#include "change/hand_over.hpp"
#include "change/move_table.hpp"
#include "change/pairing_notice.hpp"
#include "change/reassign.hpp"
#include "change_session.hpp"
#include "commands.hpp"
#include "output.hpp"
#include "reassign_spread.hpp"
#include "reassign_summary.hpp"

namespace bq::cli {
namespace {

using change::Move;

struct Flags {
  std::string from;
  std::string to;
  std::string spread;
  std::string post;
  std::string holder;
  std::string plan;
  std::string role;
  std::vector<std::string> only;
  std::string effective;
  std::string basis;
  bool acting = false;
  bool notice = false;
  bool apply = false;
};

/// The error for flags that do not go together.
UserError wrong_flags(const Text& what) {
  return {Exit::usage,
          what,
          {"写作 --from 谁 --to 谁 --effective 日期，或 --post 岗位 --holder 干部 --effective 日期",
           "write --from WHO --to WHO --effective DATE, or --post POST --holder CADRE --effective DATE"}};
}

void check_flags(const Flags& flags) {
  const bool moves = !flags.from.empty();
  const bool changes_hands = !flags.post.empty();
  if (!flags.plan.empty()) {
    if (moves || changes_hands || !flags.to.empty() || !flags.spread.empty() || !flags.only.empty() || !flags.role.empty() || !flags.holder.empty() ||
        flags.acting)
      throw wrong_flags({"--plan 只和 --effective、--basis、--notice、--apply 一起用，其余写在表里",
                         "--plan goes with --effective, --basis, --notice and --apply; the file says the rest"});
    return;
  }
  if (moves == changes_hands) throw wrong_flags({"--from、--post、--plan 写一个，也只写一个", "one of --from, --post and --plan says what changes"});
  if (moves && flags.to.empty() == flags.spread.empty())
    throw wrong_flags({"接手的用 --to 或 --spread 写明，只写一个", "either --to or --spread says who takes over"});
  if (changes_hands && flags.holder.empty()) throw wrong_flags({"--post 要和 --holder 一起用", "--post goes with --holder"});
  if (!moves && (!flags.to.empty() || !flags.spread.empty() || !flags.only.empty() || !flags.role.empty() || !flags.basis.empty() || flags.notice))
    throw wrong_flags(
        {"--to、--spread、--only、--role、--basis、--notice 只和 --from 一起用", "--to, --spread, --only, --role, --basis and --notice go with --from"});
  if (!changes_hands && (!flags.holder.empty() || flags.acting))
    throw wrong_flags({"--holder、--acting 只和 --post 一起用", "--holder and --acting go with --post"});
  if (flags.effective.empty()) throw wrong_flags({"没有写生效日 --effective", "--effective says from which day on"});
}

/// Moves of all that one gives up to one who takes it.
std::vector<Move> moves_to(index::Index& index, const Flags& flags, const std::vector<change::Stretch>& given, Date day) {
  const change::Party to = change::find_party(index, "--to", flags.to);
  std::vector<Move> moves;
  for (const change::Stretch& stretch : given) moves.push_back({stretch, to, day, flags.basis});
  return moves;
}

/// The plan that makes the moves, `who` being the end of its title; says what they come to.
change::Plan plan_of(index::Index& index, const Flags& flags, const Context& context, const std::vector<Move>& moves, Date day, const Text& who) {
  std::set<std::string> objects;
  for (const Move& move : moves) objects.insert(move.stretch.object);
  const Language language = context.options.language;
  const std::string tables = gains_and_losses(index, moves, language) + "\n" + table_of(index, moves, language);
  note(context.options, {fmt::format("调整包联：对象 {} 个，关系 {} 条\n\n{}", objects.size(), moves.size(), tables),
                         fmt::format("objects that change hands: {}, pairings: {}\n\n{}", objects.size(), moves.size(), tables)});
  change::Plan plan{.title = {}, .files = change::plan_moves(index, moves)};
  const change::Telling telling = change::telling_of(index, moves, day);
  if (flags.notice || telling == change::Telling::must) {
    for (change::FileChange& file : change::plan_notice(index, moves, context.options.as_of.value_or(context.today))) plan.files.push_back(std::move(file));
  } else if (telling == change::Telling::should) {
    note(context.options, {"调整要告知双方：加上 --notice 一并登记调整告知", "both sides have to be told: --notice enters the notice as well"});
  }
  plan.title = language == Language::zh ? fmt::format("{} 起调整包联 {} 个对象：{}", to_string(day), objects.size(), who.zh)
                                        : fmt::format("Reassign {} objects {} as of {}", objects.size(), who.en, to_string(day));
  return plan;
}

change::Plan plan_of_moves(ChangeSession& session, const Flags& flags, const Context& context, Date day) {
  index::Index& index = session.ledger().index();
  const change::Party from = change::find_party(index, "--from", flags.from);
  const std::string role = flags.role.empty() ? std::string() : change::find_role(index, flags.role);
  std::vector<change::Filter> filters;
  for (const std::string& text : flags.only) filters.push_back(change::read_filter(index, text));
  const auto given = change::ending_on(index, from, change::stretches_of(index, from, role, filters, day), day);
  change::check_basis(index, flags.basis, day);
  const std::vector<Move> moves = flags.spread.empty() ? moves_to(index, flags, given, day) : moves_spread(index, flags.spread, given, day, flags.basis);
  for (const Move& move : moves) change::check_move(index, move);
  const std::string to = flags.spread.empty() ? moves.front().to.id : flags.spread;
  return plan_of(index, flags, context, moves, day, {fmt::format("{} → {}", from.id, to), fmt::format("from {} to {}", from.id, to)});
}

/// The moves of a table, `last` the latest of their days; throws UserError(usage) that names every bad cell.
change::Plan plan_of_table(ChangeSession& session, const Flags& flags, const Context& context, std::optional<Date> day, Date& last) {
  index::Index& index = session.ledger().index();
  const std::string text = read_as_utf8(flags.plan);
  const bool is_yaml = flags.plan.ends_with(".yaml") || flags.plan.ends_with(".yml");
  const change::MoveTable table = change::read_moves(index, text, is_yaml, day, flags.basis);
  if (!table.faults.empty()) {
    Text all{fmt::format("{} 有 {} 处要改，什么也没有写入", flags.plan, table.faults.size()),
             fmt::format("{}: places to mend: {}; nothing was written", flags.plan, table.faults.size())};
    for (const change::CellFault& fault : table.faults) {
      const std::string place = fmt::format("\n{}:{}{}", flags.plan, fault.line, fault.column.empty() ? "" : fmt::format(" [{}]", fault.column));
      all = {fmt::format("{}{} {}", all.zh, place, fault.what.zh), fmt::format("{}{} {}", all.en, place, fault.what.en)};
    }
    throw UserError(Exit::usage, all);
  }
  last = std::ranges::max(table.moves, {}, &Move::effective).effective;
  const std::string name = std::filesystem::path(flags.plan).filename().string();
  return plan_of(index, flags, context, table.moves, last, {name, fmt::format("by {}", name)});
}

change::Plan plan_of_post(ChangeSession& session, const Flags& flags, const Context& context, Date day) {
  index::Index& index = session.ledger().index();
  change::HandOver change{.post = change::find_party(index, "--post", flags.post), .holder = {}, .effective = day, .acting = flags.acting};
  if (change.post.kind != "post")
    throw UserError(Exit::usage, {fmt::format("--post 的“{}”不是岗位", flags.post), fmt::format("--post: '{}' is no post", flags.post)});
  if (flags.holder != "none" && flags.holder != "空缺") {
    change.holder = change::find_party(index, "--holder", flags.holder);
    if (change.holder->kind != "cadre")
      throw UserError(Exit::usage, {fmt::format("--holder 的“{}”不是干部", flags.holder), fmt::format("--holder: '{}' is no cadre", flags.holder)},
                      {"空出来写 --holder none", "write --holder none to leave the post vacant"});
  }
  const change::HandOverPlan result = change::plan_hand_over(index, change);
  note(context.options, sentences_of(change, result));
  const std::string to = change.holder ? change.holder->id : "none";
  return {.title = context.options.language == Language::zh ? fmt::format("{} 起岗位 {} 换人：{}", to_string(day), change.post.id, to)
                                                            : fmt::format("Hand the post {} over to {} as of {}", change.post.id, to, to_string(day)),
          .files = result.files};
}

Exit run(const Flags& flags, const Context& context) {
  check_flags(flags);
  const auto given = flags.effective.empty() ? std::nullopt : std::optional(read_day("--effective", flags.effective));
  ChangeSession session(context, flags.apply ? Intent::write : Intent::show);
  const Date today = context.options.as_of.value_or(context.today);
  Date day = given.value_or(today);
  session.ledger().index().ask(question_on(std::max(today, day)));  // the result is judged as of the day on which it holds
  change::Plan plan;
  if (!flags.plan.empty()) {
    plan = plan_of_table(session, flags, context, given, day);
    session.ledger().index().ask(question_on(std::max(today, day)));
  } else {
    plan = flags.from.empty() ? plan_of_post(session, flags, context, day) : plan_of_moves(session, flags, context, day);
  }
  const Exit exit = session.carry_out(plan);
  if (exit != Exit::clean) return exit;
  if (!flags.apply) note(context.options, {"加上 --apply 写入", "--apply writes it"});
  note(context.options, papers_of(day));
  return exit;
}

Run set_up(CLI::App& app, Language language) {
  const auto flags = std::make_shared<Flags>();
  const bool zh = language == Language::zh;
  app.add_option("--from", flags->from, zh ? "谁交出：干部、岗位或单位，编号或名称" : "who gives up: a cadre, post or unit, by id or name")->type_name("WHO");
  app.add_option("--to", flags->to, zh ? "谁接手" : "who takes over")->type_name("WHO");
  app.add_option(
         "--spread", flags->spread,
         zh ? "分给几个人：数目均匀、不超上限、同属地同行业尽量不拆" : "share it out among several: evenly, within capacity, towns and industries together")
      ->type_name("WHO,WHO[,...]");
  app.add_option("--plan", flags->plan,
                 zh ? "成批调换的表（csv 或 yaml）：对象、交出、接手、角色、生效日、依据"
                    : "many moves from a table, csv or yaml: object, from, to, role, effective, basis")
      ->type_name("FILE");
  app.add_option("--role", flags->role, zh ? "只调这一种角色，默认所有角色" : "only pairings of this role; all roles when absent")->type_name("ROLE");
  app.add_option("--only", flags->only,
                 zh ? "只调这些对象：town=、park=、industry=、type=、category=、tier= 或编号，逗号为或，多次为且"
                    : "only these objects: town=, park=, industry=, type=, category=, tier= or ids; commas mean or, repeating it means and")
      ->type_name("FILTER")
      ->allow_extra_args(false);
  app.add_option("--post", flags->post, zh ? "换人的岗位" : "the post that changes hands")->type_name("POST");
  app.add_option("--holder", flags->holder, zh ? "到任的干部；none 为空缺" : "the cadre who comes; none leaves it vacant")->type_name("CADRE");
  app.add_flag("--acting", flags->acting, zh ? "到任的是主持工作" : "who comes acts in the post without holding it");
  app.add_option("--effective", flags->effective, zh ? "从哪一天起" : "from which day on")->type_name("DATE");
  app.add_option("--basis", flags->basis, zh ? "依据文件的编号" : "the id of the document it rests on")->type_name("DOC");
  app.add_flag("--notice", flags->notice, zh ? "同时登记发给双方的调整告知" : "enter the notice of the change to both sides as well");
  app.add_flag("--apply", flags->apply, zh ? "写入；否则只看计划" : "write it; only the plan is shown otherwise");
  return [flags](const Context& context) { return run(*flags, context); };
}

}  // namespace

Command reassign_command() {
  return {.name = "reassign",
          .about = {.zh = "调整由谁包联：先看计划，再写入，历史都留着", .en = "change who is paired with what: shown as a plan, then written; history stays"},
          .examples = {{"bqtool reassign --from fs-gongye --to changwu --effective 2023-12-01 --basis D2023-060",
                        {.zh = "一个岗位的对象交给另一个", .en = "the objects of one post go to another"}},
                       {"bqtool reassign --post fs-gongye --holder mei-guangping --effective 2023-12-01",
                        {.zh = "岗位换人，包联关系随岗位走", .en = "a post changes hands; its pairings follow by themselves"}},
                       {"bqtool reassign --from shuji --spread fushuji,changwu --only town=澜江镇 --effective 2023-12-01 --apply",
                        {.zh = "分给几个人，写入", .en = "share them out among several, and write it"}}},
          .formats = {},
          .set_up = set_up};
}

}  // namespace bq::cli
