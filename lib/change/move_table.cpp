#include "change/move_table.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/nearest.hpp"
#include "base/source.hpp"
#include "change/csv_read.hpp"
#include "yaml/read.hpp"

namespace bq::change {
namespace {

/// The columns, by name and by title.
constexpr std::array<std::array<const char*, 2>, 6> columns = {
    {{"object", "对象"}, {"from", "交出"}, {"to", "接手"}, {"role", "角色"}, {"effective", "生效日"}, {"basis", "依据"}}};

struct Row {
  std::size_t line = 0;
  std::map<std::string, std::string> cells;     // by column
  std::map<std::string, std::string> headings;  // as written, by column
};

std::string column_of(const std::string& heading) {
  for (const auto& names : columns)
    if (heading == names[0] || heading == names[1]) return names[0];
  return {};
}

Text unknown_column(const std::string& heading) {
  return {fmt::format("没有“{}”这一列，可用：对象、交出、接手、角色、生效日、依据", heading),
          fmt::format("there is no column '{}'; there are object, from, to, role, effective and basis", heading)};
}

std::vector<Row> rows_of_csv(std::string_view text, std::vector<CellFault>& faults) {
  std::vector<Row> rows;
  const auto table = read_csv(text);
  if (table.empty()) return rows;
  const auto& head = table.front().cells;
  for (const std::string& heading : head)
    if (!heading.empty() && column_of(heading).empty()) faults.push_back({table.front().line, heading, unknown_column(heading)});
  for (auto line = table.begin() + 1; line != table.end(); ++line) {
    Row& row = rows.emplace_back();
    row.line = line->line;
    for (std::size_t i = 0; i < line->cells.size(); ++i) {
      if (i >= head.size() || head[i].empty()) {
        if (!line->cells[i].empty()) faults.push_back({line->line, fmt::to_string(i + 1), {"这一列没有表头", "this column has no heading"}});
        continue;
      }
      row.cells[column_of(head[i])] = line->cells[i];
      row.headings[column_of(head[i])] = head[i];
    }
  }
  return rows;
}

std::vector<Row> rows_of_yaml(std::string_view text, std::vector<CellFault>& faults) {
  const Source source("", std::string(text));
  const yaml::Reading reading = yaml::read(source);
  std::vector<Row> rows;
  for (const Fault& fault : reading.faults)
    faults.push_back({source.line_number(fault.span.begin), "", {"YAML 读不通：" + fault.rule, "this is no YAML: " + fault.rule}});
  const auto root = reading.document.root();
  if (!root) return rows;
  for (const yaml::NodeRef item : root->items()) {
    Row& row = rows.emplace_back();
    row.line = source.position(item.span().begin).line;
    if (!item.is_mapping()) faults.push_back({row.line, "", {"要写成 对象: …，接手: …", "write it as object: ..., to: ..."}});
    for (const auto& [key, value] : item.entries()) {
      const std::string heading(key.text());
      if (column_of(heading).empty()) faults.push_back({source.position(key.span().begin).line, heading, unknown_column(heading)});
      row.cells[column_of(heading)] = value.is_scalar() && !value.is_missing() ? std::string(value.text()) : std::string();
      row.headings[column_of(heading)] = heading;
    }
  }
  return rows;
}

class Reader {
 public:
  Reader(index::Index& index, std::optional<Date> day, const std::string& basis, MoveTable& table) : index_(index), day_(day), basis_(basis), table_(table) {}

  void read(const Row& row) {
    const std::size_t before = table_.faults.size();
    Move move;
    const std::string effective = cell(row, "effective");
    const auto day = effective.empty() ? day_ : parse_written_date(effective);
    if (!day) {
      fault(row, "effective",
            effective.empty()
                ? Text{"没有写哪天生效", "no day is given"}
                : Text{fmt::format("“{}”不是日期，写作 2024-03-31", effective), fmt::format("'{}' is no day; write it as 2024-03-31", effective)});
    }
    move.effective = day.value_or(Date{});
    move.basis = cell(row, "basis").empty() ? basis_ : cell(row, "basis");
    std::string object, role;
    std::optional<Party> from;
    check(row, "object", true, [&](const std::string& text) { object = find_object(index_, "", text); });
    check(row, "to", true, [&](const std::string& text) { move.to = find_party(index_, "", text); });
    check(row, "from", false, [&](const std::string& text) { from = find_party(index_, "", text); });
    check(row, "role", false, [&](const std::string& text) { role = find_role(index_, text); });
    if (day) guard(row, "basis", [&] { check_basis(index_, move.basis, *day); });
    if (table_.faults.size() > before) return;
    guard(row, "object", [&] {
      move.stretch = the_one(object, role, from, move);
      check_move(index_, move);
      if (!seen_.insert(move.stretch.rid).second) throw UserError(Exit::usage, {"这个对象的这一角色前面已经调过", "a line above moves this already"});
    });
    if (table_.faults.size() == before) table_.moves.push_back(std::move(move));
  }

 private:
  index::Index& index_;
  std::optional<Date> day_;
  const std::string& basis_;
  MoveTable& table_;
  std::set<std::int64_t> seen_;

  static std::string cell(const Row& row, const std::string& column) {
    const auto found = row.cells.find(column);
    return found == row.cells.end() ? std::string() : found->second;
  }

  void fault(const Row& row, const std::string& column, Text what) {
    const auto heading = row.headings.find(column);
    table_.faults.push_back({row.line, heading == row.headings.end() ? column : heading->second, std::move(what)});
  }

  template <class Step>
  void guard(const Row& row, const std::string& column, Step step) {
    try {
      step();
    } catch (const UserError& error) {
      const auto without_flag = [](std::string text, std::string_view mark) { return text.starts_with(mark) ? text.substr(mark.size()) : text; };
      Text what{without_flag(error.message().zh, "："), without_flag(error.message().en, ": ")};
      if (!error.hint().empty()) what = {what.zh + "；" + error.hint().zh, what.en + "; " + error.hint().en};
      fault(row, column, std::move(what));
    }
  }

  template <class Step>
  void check(const Row& row, const std::string& column, bool is_needed, Step step) {
    const std::string text = cell(row, column);
    if (!text.empty()) return guard(row, column, [&] { step(text); });
    if (is_needed) fault(row, column, {"没有填", "this is empty"});
  }

  /// The one stretch that a line means: by role and by who gives up where they are named, else that which answers and the target may take.
  Stretch the_one(const std::string& object, const std::string& role, const std::optional<Party>& from, const Move& move) {
    std::vector<Stretch> found = stretches_for(index_, object, role, move.effective);
    std::erase_if(found, [&](const Stretch& one) {
      return !can_end_on(one, move.effective) || (from && !(one.holder == *from)) || (role.empty() && !from && one.role_holder != move.to.kind);
    });
    if (found.size() == 1) return found.front();
    if (found.empty())
      throw UserError(Exit::usage, {"这一天没有这样的包联关系可调", "there is no such pairing to move on that day"},
                      {"核对交出、角色和生效日", "check from, role and effective"});
    throw UserError(Exit::usage, {"这一天有几条包联关系都符合", "several pairings fit on that day"}, {"写明交出或角色", "say from whom or which role"});
  }
};

}  // namespace

MoveTable read_moves(index::Index& index, std::string_view text, bool is_yaml, std::optional<Date> day, const std::string& basis) {
  MoveTable table;
  const std::vector<Row> rows = is_yaml ? rows_of_yaml(text, table.faults) : rows_of_csv(text, table.faults);
  if (rows.empty() && table.faults.empty())
    table.faults.push_back(
        {1, "", {"里面没有要调的：第一行写列名，以下每行一个对象", "it holds no moves: the first line names the columns, each further one an object"}});
  if (!table.faults.empty()) return table;
  Reader reader(index, day, basis, table);
  for (const Row& row : rows) reader.read(row);
  return table;
}

}  // namespace bq::change
