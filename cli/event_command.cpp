#include <memory>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "change/event.hpp"
#include "change_session.hpp"
#include "commands.hpp"
#include "field_flags.hpp"
#include "output.hpp"

namespace bq::cli {
namespace {

struct Flags {
  std::string ids;
  std::string event;
  std::string date;
  std::vector<std::string> fields;
  bool dry_run = false;
};

/// The first fault in words; an event that may not come is refused, anything else is a slip on the command line.
UserError fault_of(const change::EventPlan& plan, const pack::Pack& pack) {
  const change::EventFault& first = plan.faults.front();
  const Text message = message_of(pack, first.fault);
  const std::size_t more = plan.faults.size() - 1;
  Text hint = hint_of(pack, first.fault);
  if (!first.allowed.empty()) hint = {fmt::format("此时可以记：{}", first.allowed.zh), fmt::format("what may come here: {}", first.allowed.en)};
  return {first.allowed.empty() ? Exit::usage : Exit::refused,
          {fmt::format("{}：{}{}", first.id, message.zh, more == 0 ? "" : fmt::format("（另有 {} 处）", more)),
           fmt::format("{}: {}{}", first.id, message.en, more == 0 ? "" : fmt::format(" (and {} more)", more))},
          std::move(hint)};
}

/// Ids with commas between, of either width.
std::vector<std::string> split_ids(std::string_view text) {
  constexpr std::string_view wide_comma = "，";
  std::vector<std::string> ids{""};
  while (!text.empty()) {
    const bool is_comma = text.starts_with(',') || text.starts_with(wide_comma);
    if (is_comma) {
      ids.emplace_back();
    } else {
      ids.back() += text.front();
    }
    text.remove_prefix(text.starts_with(wide_comma) ? wide_comma.size() : 1);
  }
  std::erase(ids, "");
  return ids;
}

Exit run(const Flags& flags, const Context& context) {
  const std::vector<std::string> ids = split_ids(flags.ids);
  ChangeSession session(context, flags.dry_run ? Intent::show : Intent::write);
  const Date today = context.options.as_of.value_or(context.today);
  const Date date = flags.date.empty() ? today : read_day("--date", flags.date);
  change::EventPlan plan = change::plan_event(session.ledger().index(), {.ids = ids, .event = flags.event, .date = date, .fields = read_inputs(flags.fields)});
  if (!plan.faults.empty()) throw fault_of(plan, session.ledger().pack());
  plan.plan.title = fmt::format("{} {}", flags.event, ids.size() <= 3 ? fmt::format("{}", fmt::join(ids, " ")) : fmt::to_string(ids.size()));
  return session.carry_out(plan.plan);
}

Run set_up(CLI::App& app, Language language) {
  const auto flags = std::make_shared<Flags>();
  const bool zh = language == Language::zh;
  app.add_option("id", flags->ids, zh ? "记录的编号；几条用逗号隔开" : "the id of a record, or several with commas between")
      ->type_name("ID[,ID...]")
      ->required();
  app.add_option("event", flags->event, zh ? "事项，如 assign 或 转办" : "what happened, such as assign")->type_name("EVENT")->required();
  app.add_option("--date", flags->date, zh ? "哪一天，默认今天" : "on which day; today when absent")->type_name("DATE");
  app.add_option("--set", flags->fields,
                 zh ? "给事项的一个字段填值，名称或标题都行；可多次使用" : "give a field of the event its value, by name or title; may be repeated")
      ->type_name("FIELD=VALUE")
      ->allow_extra_args(false);
  app.add_flag("--dry-run", flags->dry_run, zh ? "只打印差异，不写入" : "print the diff and write nothing");
  return [flags](const Context& context) { return run(*flags, context); };
}

}  // namespace

Command event_command() {
  return {.name = "event",
          .about = {.zh = "在诉求等记录的办理过程里记一件事项", .en = "enter an event in the history of appeals and the like"},
          .examples = {{"bqtool event A2024-0001 assign --set target=gongxin --date 2024-03-05",
                        {.zh = "转办给一个单位，时限按方案的时钟填", .en = "assign it to a unit; the due day comes from the programme's clock"}},
                       {"bqtool event A2024-0001,A2024-0002 受理 --set 办理者=fagai", {.zh = "两件诉求今天受理", .en = "accept two appeals today"}}},
          .formats = {},
          .set_up = set_up};
}

}  // namespace bq::cli
