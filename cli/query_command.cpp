#include <algorithm>
#include <memory>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/width.hpp"
#include "commands.hpp"
#include "index/validate.hpp"
#include "ledger.hpp"
#include "output.hpp"
#include "render/render.hpp"
#include "suggest.hpp"

namespace bq::cli {
namespace {

/// What a screen and a reader stand; `--limit` moves it.
constexpr std::int64_t most_rows = 100'000;

struct Flags {
  std::string sql;
  std::string named;
  std::int64_t limit = most_rows;
};

/// The rows of a query as text, and which columns hold nothing but numbers.
struct Result {
  std::vector<std::string> columns;
  std::vector<std::vector<index::SqlValue>> rows;
};

std::string text_of(const index::SqlValue& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  if (const auto* real = std::get_if<double>(&value)) return fmt::format("{}", *real);
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  return {};
}

std::string as_table(const Result& result) {
  std::vector<std::vector<std::string>> rows;
  std::vector<bool> right(result.columns.size(), true);
  for (const auto& row : result.rows) {
    std::vector<std::string>& cells = rows.emplace_back();
    for (std::size_t i = 0; i < row.size(); ++i) {
      cells.push_back(text_of(row[i]));
      if (std::holds_alternative<std::string>(row[i])) right[i] = false;
    }
  }
  return render::render_table(result.columns, rows, right);
}

std::string as_csv(const Result& result) {
  std::string text;
  const auto line = [&](const std::vector<std::string>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) text += (i == 0 ? "" : ",") + render::csv_cell(cells[i]);
    text += '\n';
  };
  line(result.columns);
  for (const auto& row : result.rows) {
    std::vector<std::string> cells;
    for (const auto& value : row) cells.push_back(text_of(value));
    line(cells);
  }
  return text;
}

std::string as_json(const Result& result) {
  auto rows = nlohmann::ordered_json::array();
  for (const auto& row : result.rows) {
    nlohmann::ordered_json object;
    for (std::size_t i = 0; i < row.size(); ++i) {
      std::visit(
          [&](const auto& value) {
            if constexpr (std::is_same_v<std::decay_t<decltype(value)>, std::monostate>) {
              object[result.columns[i]] = nullptr;
            } else {
              object[result.columns[i]] = value;
            }
          },
          row[i]);
    }
    rows.push_back(std::move(object));
  }
  return rows.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

struct QueryFormat {
  std::string name;
  std::string (*render)(const Result&);
};

const std::vector<QueryFormat>& query_formats() {
  static const std::vector<QueryFormat> formats{{"text", as_table}, {"csv", as_csv}, {"json", as_json}};
  return formats;
}

std::string sql_named(const std::string& name, const pack::Pack& pack) {
  std::vector<std::string> known;
  if (pack.derived.contains(name)) return fmt::format("SELECT * FROM \"{}\"", name);
  if (const auto rule = pack.rules.find(name); rule != pack.rules.end() && !rule->second.sql.empty()) return rule->second.sql.text;
  for (const auto& [kind_name, kind] : pack.kinds) {
    for (const schema::Table& table : kind->tables) {
      if (table.name == name) return fmt::format("SELECT * FROM \"{}\" ORDER BY rid", name);
      known.push_back(table.name);
    }
  }
  for (const auto& [derived, none] : pack.derived) known.push_back(derived);
  for (const auto& [rule, none] : pack.rules) known.push_back(rule);
  throw unknown_value("--named", name, known);
}

/// The mistake with the line of SQL it stands in and a caret below.
UserError mistake(const std::string& sql, const index::SqlFault& fault) {
  const Source source("SQL", sql);
  const Position at = source.position(static_cast<std::uint32_t>(fault.offset));
  const std::string_view line = source.line(at.line);
  const std::size_t before =
      display_width(source.slice({static_cast<std::uint32_t>(line.data() - source.text().data()), static_cast<std::uint32_t>(fault.offset)}));
  const std::string shown = fmt::format("\n  {}\n  {}^", line, std::string(before, ' '));
  return {Exit::usage, {fault.reason.zh + shown, fault.reason.en + shown}};
}

Exit run(const Flags& flags, const Context& context) {
  const Options& options = context.options;
  if (flags.sql.empty() == flags.named.empty()) {
    throw UserError(Exit::usage, {"要么写一条 SQL，要么用 --named 指名", "give one SQL query, or a name with --named"},
                    {"bqtool query 'SELECT COUNT(*) FROM round'", "bqtool query 'SELECT COUNT(*) FROM round'"});
  }
  Ledger ledger(context);
  index::Index& index = ledger.index();
  index.ask(question_on(options.as_of.value_or(context.today)));
  const std::string sql = flags.sql.empty() ? sql_named(flags.named, ledger.pack()) : flags.sql;
  index.settle_for(sql);
  const index::Guard guard(index.db());
  index::GuardedQuery query(index.db(), sql);
  if (query.fault()) throw mistake(sql, *query.fault());
  Result result{query.columns(), {}};
  bool cut = false;
  const auto fault = query.run(index.bindings(), [&](const std::vector<index::SqlValue>& row) {
    cut = static_cast<std::int64_t>(result.rows.size()) == flags.limit;
    if (!cut) result.rows.push_back(row);
    return !cut;
  });
  if (fault) throw mistake(sql, *fault);
  const auto format = std::ranges::find(query_formats(), options.format, &QueryFormat::name);
  print(options, format->render(result), options.format == "csv" ? Reader::excel : Reader::anybody);
  if (cut)
    note(options,
         {fmt::format("只列出前 {} 行，用 --limit 调整", flags.limit), fmt::format("only the first {} rows are shown; --limit changes that", flags.limit)});
  return Exit::clean;
}

Run set_up(CLI::App& app, Language language) {
  const auto flags = std::make_shared<Flags>();
  const bool zh = language == Language::zh;
  app.add_option("sql", flags->sql, zh ? "一条只读的 SQL" : "one read-only SQL query")->type_name("[SQL]");
  app.add_option("--named", flags->named, zh ? "一张表、视图，或一条规则的名字" : "the name of a table, a view or a rule")->type_name("NAME");
  app.add_option_function<std::string>(
         "--limit", [flags](const std::string& text) { flags->limit = read_count("--limit", text); }, zh ? "最多多少行" : "how many rows at most")
      ->type_name("N");
  return [flags](const Context& context) { return run(*flags, context); };
}

}  // namespace

Command query_command() {
  return {
      .name = "query",
      .about = {.zh = "用 SQL 查询台账（只读）", .en = "ask the ledger in SQL, read-only"},
      .examples = {{"bqtool query \"SELECT town, COUNT(*) FROM enterprise GROUP BY town\"", {.zh = "各乡镇的包联对象数", .en = "objects per town"}},
                   {"bqtool query --named round --as-of 2024-03-31 -O csv", {.zh = "三月底的全部办理轮次", .en = "every round as known at the end of March"}}},
      .formats = names_of(query_formats()),
      .set_up = set_up,
      .takes_at = true};
}

}  // namespace bq::cli
