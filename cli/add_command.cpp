#include <algorithm>
#include <memory>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "ask_fields.hpp"
#include "base/encoding.hpp"
#include "change/addition.hpp"
#include "change/csv_read.hpp"
#include "change/habit.hpp"
#include "change/on_site.hpp"
#include "change_session.hpp"
#include "commands.hpp"
#include "field_flags.hpp"
#include "output.hpp"

namespace bq::cli {
namespace {

namespace fs = std::filesystem;
using change::Input;

struct Flags {
  std::string kind;
  std::vector<std::string> fields;
  std::string id;
  std::string file;
  std::string csv;
  std::optional<std::string> on_site;  ///< The unit that solved it; empty: the one that took it.
  bool apply = false;
  bool dry_run = false;
};

/// A table saved as CSV: a record a row, with the line each stands on.
struct Table {
  std::vector<change::NewRecord> records;
  std::vector<std::size_t> lines;
};

Table read_table(const std::string& path) {
  const auto rows = change::read_csv(read_as_utf8(path));
  if (rows.size() < 2) {
    throw UserError(Exit::usage, {fmt::format("{} 里没有记录", path), fmt::format("{} holds no records", path)},
                    {"第一行写字段名或标题，以下每行一条记录", "the first line names the fields, each further line is a record"});
  }
  Table table;
  const auto& head = rows.front().cells;
  for (auto row = rows.begin() + 1; row != rows.end(); ++row) {
    change::NewRecord& record = table.records.emplace_back();
    table.lines.push_back(row->line);
    for (std::size_t i = 0; i < row->cells.size(); ++i) {
      if (i < head.size()) {
        if (!head[i].empty()) record.inputs.push_back({head[i], row->cells[i]});
      } else if (!row->cells[i].empty()) {
        throw UserError(Exit::usage, {fmt::format("{}:{}：第 {} 列没有表头", path, row->line, i + 1),
                                      fmt::format("{}:{}: column {} has no heading", path, row->line, i + 1)});
      }
    }
  }
  return table;
}

const Input* find(const schema::Kind& kind, const std::vector<Input>& inputs, std::string_view name) {
  const schema::Field* field = schema::find_field(kind.root, name);
  const auto input = std::ranges::find_if(inputs, [&](const Input& one) { return change::find_by_key(kind.root, one.path) == field; });
  return field == nullptr || input == inputs.end() ? nullptr : &*input;
}

void add_on_site(const schema::Kind& kind, const std::string& unit, Date today, std::vector<Input>& inputs) {
  if (schema::find_field(kind.root, "on_site") == nullptr) {
    throw UserError(Exit::usage, {fmt::format("{}没有“当场解决”一说", kind.root.title), fmt::format("--on-site does not go with '{}'", kind.name)});
  }
  const Input* taker = find(kind, inputs, "unit");
  const Input* day = find(kind, inputs, "received");
  const std::string solver = !unit.empty() ? unit : taker != nullptr ? taker->value : "";
  if (solver.empty()) {
    throw UserError(Exit::usage, {"不知道是哪个单位当场解决的", "which unit solved it on the spot is not known"},
                    {"写作 --on-site=单位编号，或用 --set unit= 写明受理登记单位", "write --on-site=UNIT, or give the unit that took it with --set unit="});
  }
  for (Input& input : change::solved_on_site(solver, day != nullptr ? day->value : to_string(today))) inputs.push_back(std::move(input));
}

/// Throws for inputs that do not fit their fields: the first in words, at its cell where it came from a table; further ones are said to be there.
void refuse_slips(const schema::Kind& kind, const Table& table, const Flags& flags, Ledger& ledger) {
  std::vector<std::pair<std::size_t, change::InputFault>> found;
  for (std::size_t i = 0; i < table.records.size(); ++i) {
    std::vector<change::InputFault> faults;
    (void)change::build_mapping(kind, kind.root, table.records[i].inputs, change::Keys::names, ledger.index().settings().vocabulary, faults);
    for (change::InputFault& fault : faults) found.emplace_back(i, std::move(fault));
  }
  if (found.empty()) return;
  const auto& [record, first] = found.front();
  const Text message = message_of(ledger.pack(), first.fault);
  const std::string place =
      table.lines.empty() ? "" : fmt::format("{}:{} [{}] ", flags.csv, table.lines[record], table.records[record].inputs[first.input].path);
  const std::size_t more = found.size() - 1;
  throw UserError(Exit::usage,
                  {fmt::format("{}{}{}", place, message.zh, more == 0 ? "" : fmt::format("（另有 {} 处）", more)),
                   fmt::format("{}{}{}", place, message.en, more == 0 ? "" : fmt::format(" (and {} more)", more))},
                  hint_of(ledger.pack(), first.fault));
}

Exit run(const Flags& flags, const Context& context) {
  const bool is_bulk = !flags.csv.empty();
  const bool writes = !flags.dry_run && (!is_bulk || flags.apply);
  ChangeSession session(context, writes ? Intent::write : Intent::show);
  Ledger& ledger = session.ledger();
  const schema::Kind& kind = find_kind(ledger.pack(), flags.kind);
  const Date today = context.options.as_of.value_or(context.today);

  Table table;
  if (is_bulk) table = read_table(flags.csv);
  if (!is_bulk) table.records.emplace_back();
  for (change::NewRecord& record : table.records) {
    for (Input& input : read_inputs(flags.fields)) record.inputs.push_back(std::move(input));
    if (!flags.id.empty()) record.inputs.push_back({"id", flags.id});
    if (!flags.file.empty()) record.file = flags.file;
  }
  for (change::NewRecord& record : table.records)
    if (flags.on_site) add_on_site(kind, *flags.on_site, today, record.inputs);
  refuse_slips(kind, table, flags, ledger);
  if (!is_bulk) ask_missing(ledger, kind, context.options, table.records.front().inputs);

  change::Addition addition = change::plan_addition(ledger.index(), kind, table.records, today);
  const bool zh = context.options.language == Language::zh;
  const std::string what = addition.ids.size() == 1 ? addition.ids.front() : fmt::format("{}{}", addition.ids.size(), zh ? " 条" : " records");
  addition.plan.title = zh ? fmt::format("登记{} {}", kind.root.title, what) : fmt::format("Add {} {}", kind.name, what);
  const Exit exit = session.carry_out(addition.plan);
  if (exit == Exit::clean && writes) print(context.options, fmt::format("{}\n", fmt::join(addition.ids, "\n")));
  if (exit == Exit::clean && is_bulk && !writes) note(context.options, {"加上 --apply 写入", "--apply writes it"});
  return exit;
}

Run set_up(CLI::App& app, Language language) {
  const auto flags = std::make_shared<Flags>();
  const bool zh = language == Language::zh;
  app.add_option("kind", flags->kind, zh ? "哪一种记录，如 appeal 或 诉求" : "which kind of record, such as appeal")->type_name("KIND")->required();
  app.add_option("--set", flags->fields, zh ? "给一个字段填值，名称或标题都行；可多次使用" : "give a field its value, by name or title; may be repeated")
      ->type_name("FIELD=VALUE")
      ->allow_extra_args(false);
  app.add_option("--id", flags->id, zh ? "编号；不写就按台账的编号习惯取下一个" : "its id; the next one after the ledger's own pattern when absent")
      ->type_name("ID");
  app.add_option("--file", flags->file, zh ? "写进台账里的哪个文件；不写就按台账的习惯" : "the file of the ledger it goes to; as is usual there when absent")
      ->type_name("FILE");
  app.add_option("--csv", flags->csv, zh ? "成批登记：表头为字段名或标题，每行一条" : "many at once: a heading of names or titles, a record a line")
      ->type_name("FILE");
  app.add_option_function<std::string>(
         "--on-site", [flags](const std::string& unit) { flags->on_site = unit; },
         zh ? "当场解决：受理、转办、办结、销号都在当天；写明单位，或就是受理登记单位"
            : "solved on the spot: accepted, assigned, resolved and closed that day, by UNIT or the unit that took it")
      ->type_name("UNIT")
      ->expected(0, 1);
  app.add_flag("--apply", flags->apply, zh ? "成批登记时写入；否则只打印差异" : "write what comes from a table; its diff is printed otherwise");
  app.add_flag("--dry-run", flags->dry_run, zh ? "只打印差异，不写入" : "print the diff and write nothing");
  return [flags](const Context& context) { return run(*flags, context); };
}

}  // namespace

Command add_command() {
  return {.name = "add",
          .about = {.zh = "登记新记录：编号、日期、文件按台账的习惯", .en = "add records: id, day and file follow the ledger's habit"},
          .examples = {{"bqtool add appeal --set enterprise=E001 --set title=厂区道路积水 --set category=水电气 --set channel=visit",
                        {.zh = "登记一件诉求，今天提出", .en = "an appeal raised today"}},
                       {"bqtool add 走访 --set 日期=2023-05-04 --set 包联对象=E001 --set 走访人.岗位=changwu --set 方式=实地 --dry-run",
                        {.zh = "看看一次走访会怎样写入", .en = "see how a visit would be written"}},
                       {"bqtool add enterprise --csv 底册.csv --apply", {.zh = "从 Excel 另存的表格成批登记", .en = "many from a table that Excel saved"}}},
          .formats = {},
          .set_up = set_up};
}

}  // namespace bq::cli
