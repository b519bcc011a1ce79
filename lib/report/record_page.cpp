#include "report/record_page.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "index/tables.hpp"
#include "report/label.hpp"
#include "schema/value.hpp"

namespace bq::report {
namespace {

using index::sql_name;
using index::SqlValue;
using schema::Column;
using schema::Table;

/// More records that point to one than anybody reads through; the rest is counted.
constexpr std::size_t most_pointers = 200;

/// A list with more columns than the widest keeps so many beside each other.
constexpr std::size_t widest = 7;
constexpr std::size_t beside = 5;

std::string text_of(const SqlValue& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return fmt::to_string(*number);
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  return {};
}

class Page {
 public:
  Page(index::Index& index, const index::Subject& subject, Language language)
      : index_(index), subject_(subject), kind_(*index.pack().kinds.find(subject.kind)->second), language_(language) {
    const auto rows = index.rows("SELECT rid FROM record WHERE kind = :kind AND id = :id AND repeated = 0", {{":kind", subject.kind}, {":id", subject.id}});
    rid_ = std::get<std::int64_t>(rows.at(0)[0]);
  }

  Report build() {
    Report report;
    report.name = "show";
    report.programme = index_.settings().name;
    const Date as_of = index_.question().as_of;
    report.period = {PeriodLength::day, to_string(as_of), as_of, as_of};
    report.as_of = as_of;
    const std::string label = label_of(index_, subject_.kind, subject_.id);
    report.title = fmt::format("{} {}{}", title_of(kind_), subject_.id, label.empty() ? "" : " " + label);
    report.sections.push_back(fields());
    for (const Table& table : kind_.tables) {
      if (!table.is_root) add(report, list(table));
    }
    for (const auto& [name, fold] : index_.pack().folds) {
      if (fold.kind == kind_.name) add(report, states(fold));
    }
    add(report, pointers());
    return report;
  }

 private:
  index::Index& index_;
  const index::Subject& subject_;
  const schema::Kind& kind_;
  Language language_;
  std::int64_t rid_ = 0;

  [[nodiscard]] bool zh() const { return language_ == Language::zh; }
  [[nodiscard]] std::string title_of(const schema::Kind& kind) const { return zh() ? kind.root.title : kind.name; }
  [[nodiscard]] std::string title_of(const Column& column) const { return zh() ? column.field->title : column.name; }

  static void add(Report& report, Section section) {
    if (!section.rows.empty()) report.sections.push_back(std::move(section));
  }

  /// A stored value as people read it: labelled values by their title, references with the name of what they refer to.
  std::string words(const Column& column, const SqlValue& value) {
    const std::string text = text_of(value);
    const schema::Field& field = *column.field;
    if (text.empty()) return text;
    if (field.type == schema::Type::boolean) return text == "1" ? (zh() ? "是" : "yes") : (zh() ? "否" : "no");
    if (field.type == schema::Type::decimal) return to_string(Decimal{std::get<std::int64_t>(value)});
    const std::vector<schema::Choice>& choices = schema::choices_of(field, index_.settings().vocabulary);
    const auto choice = std::ranges::find(choices, text, &schema::Choice::value);
    if (choice != choices.end()) return zh() ? choice->title : choice->value;
    for (const std::string& kind : field.refs) {
      if (const std::string label = label_of(index_, kind, text); !label.empty()) return fmt::format("{} {}", text, label);
    }
    return text;
  }

  /// The values of `table`'s columns in the rows that `where` names.
  std::vector<std::vector<SqlValue>> values(const Table& table, const std::string& where) {
    std::vector<std::string> names;
    for (const Column& column : table.columns) names.push_back(sql_name(column.name));
    if (names.empty()) return {};
    return index_.rows(fmt::format("SELECT {} FROM {} WHERE {} ORDER BY rid", fmt::join(names, ", "), sql_name(table.name), where),
                       {{":rid", rid_}, {":as_of", to_string(index_.question().as_of)}});
  }

  Section fields() {
    Section section;
    section.id = "fields";
    section.title = zh() ? "基本情况" : "Fields";
    section.columns = {{"field", zh() ? "项目" : "Field", Format::text, true}, {"value", zh() ? "内容" : "Value", Format::text, true}};
    const Table& table = kind_.tables.front();
    for (const auto& row : values(table, "rid = :rid")) {
      for (std::size_t i = 0; i < row.size(); ++i) {
        const std::string text = words(table.columns[i], row[i]);
        if (!text.empty()) section.rows.push_back({Cell(title_of(table.columns[i])), Cell(text)});
      }
    }
    return section;
  }

  /// The items of one list, with the columns in which something stands.
  Section list(const Table& table) {
    const bool is_history = std::ranges::any_of(kind_.root.fields, [&](const schema::Field& field) {
      return !field.ascending.empty() && table.name == kind_.name + "_" + field.name && field.ascending == "date";
    });
    const auto rows = values(table, is_history ? "record = :rid AND (date IS NULL OR date <= :as_of)" : "record = :rid");
    Section section;
    section.id = table.name;
    section.title = zh() ? table.title : table.name;
    std::vector<std::size_t> shown;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      if (std::ranges::any_of(rows, [&](const auto& row) { return !text_of(row[i]).empty(); })) shown.push_back(i);
    }
    // What does not fit beside the first columns is told in one, so that a line stays readable; json and csv have every column.
    const bool is_wide = shown.size() > widest;
    const auto is_beside = [&](std::size_t place) { return !is_wide || place < beside; };
    for (std::size_t place = 0; place < shown.size(); ++place) {
      const Column& column = table.columns[shown[place]];
      section.columns.push_back({column.name, title_of(column), Format::text, is_beside(place)});
    }
    if (is_wide) section.columns.push_back({"more", zh() ? "说明" : "More", Format::text, true});
    for (const auto& row : rows) {
      std::vector<Cell> cells;
      std::string more;
      for (std::size_t place = 0; place < shown.size(); ++place) {
        const Column& column = table.columns[shown[place]];
        const std::string text = words(column, row[shown[place]]);
        cells.emplace_back(text);
        if (!is_beside(place) && !text.empty()) {
          more += fmt::format(fmt::runtime(zh() ? "{}{}：{}" : "{}{}: {}"), more.empty() ? "" : zh() ? "；" : "; ", title_of(column), text);
        }
      }
      if (is_wide) cells.emplace_back(more);
      section.rows.push_back(std::move(cells));
    }
    return section;
  }

  /// What a fold makes of the record as of the question, one column per round.
  Section states(const pack::Fold& fold) {
    const schema::Field* list = schema::find_field(kind_.root, fold.list);
    std::vector<std::string> titles{"", zh() ? "开始日" : "Opened"};
    std::vector<std::string> quoted{"round", "opened"};
    std::vector<const schema::Field*> taken{nullptr, nullptr};
    for (const pack::FoldColumn& column : fold.columns) {
      titles.push_back(column.title.empty() ? column.name : column.title.in(language_));
      quoted.push_back(sql_name(column.name));
      taken.push_back(column.take.empty() || list == nullptr ? nullptr : schema::find_field(list->item.front(), column.take));
    }
    const auto rows = index_.rows(fmt::format("SELECT {} FROM {} WHERE record = :rid AND since <= :as_of AND (until IS NULL OR until > :as_of) ORDER BY round",
                                              fmt::join(quoted, ", "), sql_name(fold.name)),
                                  {{":rid", rid_}, {":as_of", to_string(index_.question().as_of)}});
    Section section;
    section.id = fold.name;
    section.title = fold.title.in(language_);
    section.columns.push_back({"milestone", zh() ? "里程碑" : "Milestone", Format::text, true});
    for (const auto& row : rows)
      section.columns.push_back({"round" + text_of(row[0]), fmt::format(fmt::runtime(zh() ? "第{}轮" : "Round {}"), text_of(row[0])), Format::text, true});
    for (std::size_t i = 1; i < titles.size(); ++i) {
      std::vector<Cell> cells{Cell(titles[i])};
      for (const auto& row : rows) cells.emplace_back(taken[i] == nullptr ? text_of(row[i]) : words({titles[i], taken[i]}, row[i]));
      if (std::ranges::any_of(rows, [&](const auto& row) { return !text_of(row[i]).empty(); })) section.rows.push_back(std::move(cells));
    }
    if (rows.empty()) section.rows.clear();
    return section;
  }

  /// The condition that a record `k` of this kind is from the as-of day or before; kinds without a day of their own always are.
  [[nodiscard]] std::string has_happened(const schema::Kind& kind) const {
    std::string day = "date";
    for (const auto& [name, fold] : index_.pack().folds) {
      if (fold.kind == kind.name) day = fold.opens;
    }
    if (!schema::find_column(kind.tables.front(), day)) return "1";
    return fmt::format("(k.{0} IS NULL OR k.{0} <= :as_of)", sql_name(day));
  }

  /// Every record with a reference to this one.
  Section pointers() {
    Section section;
    section.id = "pointers";
    section.title = zh() ? "指向它的记录" : "Records that point to it";
    section.columns = {{"kind", zh() ? "种类" : "Kind", Format::text, true},
                       {"id", zh() ? "编号" : "Id", Format::text, true},
                       {"label", zh() ? "名称" : "Name", Format::text, true},
                       {"field", zh() ? "所在的项" : "Field", Format::text, true}};
    std::size_t more = 0;
    for (const auto& [name, kind] : index_.pack().kinds) {
      for (const Table& table : kind->tables) {
        for (const Column& column : table.columns) {
          if (std::ranges::find(column.field->refs, subject_.kind) == column.field->refs.end()) continue;
          const std::string sql = fmt::format(
              "SELECT DISTINCT r.id FROM {} t JOIN record r ON r.rid = t.{} JOIN {} k ON k.rid = r.rid WHERE t.{} = :id AND r.rid <> :rid AND {} ORDER BY r.id",
              sql_name(table.name), table.is_root ? "rid" : "record", sql_name(name), sql_name(column.name), has_happened(*kind));
          const auto rows = index_.rows(sql, {{":id", subject_.id}, {":rid", rid_}, {":as_of", to_string(index_.question().as_of)}});
          for (const auto& row : rows) {
            if (section.rows.size() >= most_pointers) {
              ++more;
              continue;
            }
            const std::string id = text_of(row[0]);
            const std::string list = zh() ? table.title : table.name;
            const bool is_of_values = table.columns.size() == 1 && column.name == "value";
            const std::string field = table.is_root ? title_of(column) : is_of_values ? list : fmt::format("{}·{}", list, title_of(column));
            section.rows.push_back({Cell(title_of(*kind)), Cell(id), Cell(label_of(index_, name, id)), Cell(field)});
          }
        }
      }
    }
    if (more > 0) section.narrative.push_back(fmt::format(fmt::runtime(zh() ? "另有{}条未列。" : "Not listed: {} more."), more));
    return section;
  }
};

}  // namespace

Report record_page(index::Index& index, const index::Subject& subject, Language language) { return Page(index, subject, language).build(); }

}  // namespace bq::report
