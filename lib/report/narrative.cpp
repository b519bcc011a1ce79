#include "report/narrative.hpp"

#include <cstdlib>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "index/derive.hpp"
#include "index/tables.hpp"
#include "index/words.hpp"

namespace bq::report {
namespace {

using index::SqlValue;

std::string text_of(const SqlValue& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  if (const auto* real = std::get_if<double>(&value)) return fmt::format("{:.10g}", *real);
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  return {};
}

std::string literal_of(const SqlValue& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return index::sql_text(*text);
  return std::holds_alternative<std::monostate>(value) ? "NULL" : text_of(value);
}

/// The figures as columns of one row, so that conditions are plain SQL expressions: a rate or ratio `x` is x_n and x_d, days are x_n.
std::vector<std::string> as_columns(const Figures& figures) {
  std::vector<std::string> columns;
  const auto add = [&](const std::string& name, std::int64_t value) { columns.push_back(fmt::format("{} AS {}", value, index::sql_name(name))); };
  for (const auto& [id, cell] : figures) {
    if (const auto* count = std::get_if<std::int64_t>(&cell)) add(id, *count);
    if (const auto* decimal = std::get_if<Decimal>(&cell)) add(id, decimal->millionths);
    if (const auto* days = std::get_if<Days>(&cell)) add(id + "_n", days->n);
    if (const auto* ratio = std::get_if<Ratio>(&cell)) {
      add(id + "_n", ratio->n.millionths);
      add(id + "_d", ratio->d.millionths);
    }
    if (const auto* rate = std::get_if<Rate>(&cell)) {
      add(id + "_n", rate->n);
      add(id + "_d", rate->d);
    }
    if (std::holds_alternative<std::monostate>(cell)) {  // what the paper is narrowed to has no such figure
      for (const char* part : {"", "_n", "_d"}) columns.push_back(fmt::format("NULL AS {}", index::sql_name(id + part)));
    }
  }
  return columns;
}

/// The values that a section's own SQL gives, as one row of named places.
std::vector<std::pair<std::string, SqlValue>> read_values(index::Index& index, const pack::Sql& sql, std::vector<pack::PackFault>& faults) {
  std::vector<std::pair<std::string, SqlValue>> values;
  if (sql.empty()) return values;
  index.settle_for(sql.text);
  const index::Guard guard(index.db());
  index::GuardedQuery query(index.db(), sql.text);
  std::optional<index::SqlFault> fault = query.fault();
  if (!fault) {
    const std::vector<std::string> names = query.columns();
    fault = query.run(index.bindings(), [&](const std::vector<SqlValue>& row) {
      for (std::size_t i = 0; i < names.size(); ++i) values.emplace_back(names[i], row[i]);
      return false;
    });
  }
  if (fault) faults.push_back(index::sql_mistake(sql, fault->offset, fault->reason));
  return values;
}

bool holds(index::Index& index, const pack::Sql& condition, const std::string& row, std::vector<pack::PackFault>& faults) {
  if (condition.empty()) return true;
  const std::string prefix = "SELECT (";
  const index::Guard guard(index.db());
  index::GuardedQuery query(index.db(), fmt::format("{}{}\n) IS TRUE FROM ({})", prefix, condition.text, row));
  std::optional<index::SqlFault> fault = query.fault();
  bool result = false;
  if (!fault) {
    fault = query.run(index.bindings(), [&](const std::vector<SqlValue>& values) {
      result = text_of(values[0]) == "1";
      return false;
    });
  }
  if (fault) faults.push_back(index::sql_mistake(condition, fault->offset - std::min(prefix.size(), fault->offset), fault->reason));
  return result;
}

/// A sentence with its places filled; a place without a value is a dash.
std::string filled(std::string_view rest, const Figures& figures, const Args& args, Language language) {
  std::string text;
  while (!rest.empty()) {
    const std::size_t open = rest.find('{');
    const std::size_t close = rest.find('}', open == std::string_view::npos ? 0 : open);
    if (open == std::string_view::npos || close == std::string_view::npos) break;
    const std::string_view place = rest.substr(open + 1, close - open - 1);
    text += rest.substr(0, open);
    const auto figure = figure_text(place, figures);
    const std::string other = figure ? *figure : index::value_of_place(place, args, language);
    text += other.empty() ? "—" : other;
    rest.remove_prefix(close + 1);
  }
  return text + std::string(rest);
}

}  // namespace

std::optional<std::string> figure_text(std::string_view place, const Figures& figures) {
  const std::size_t dot = place.find('.');
  const auto figure = figures.find(place.substr(0, dot));
  if (figure == figures.end()) return std::nullopt;
  const std::string_view part = dot == std::string_view::npos ? "" : place.substr(dot + 1);
  if (const auto* count = std::get_if<std::int64_t>(&figure->second)) return std::to_string(*count);
  if (const auto* decimal = std::get_if<Decimal>(&figure->second)) return to_string(*decimal);
  if (const auto* ratio = std::get_if<Ratio>(&figure->second)) {
    if (part == "n") return to_string(ratio->n);
    if (part == "d") return to_string(ratio->d);
    if (part == "size") return percent_of({Decimal{std::abs(ratio->n.millionths)}, ratio->d});
    return percent_of(*ratio);
  }
  if (const auto* rate = std::get_if<Rate>(&figure->second)) {
    if (part == "n") return std::to_string(rate->n);
    if (part == "d") return std::to_string(rate->d);
    return percent(rate->n, rate->d);
  }
  if (const auto* days = std::get_if<Days>(&figure->second)) {
    if (part == "n") return std::to_string(days->n);
    if (days->n == 0) return "—";
    if (part == "p90") return std::to_string(days->p90);
    return fmt::format("{}{}", days->median_doubled / 2, days->median_doubled % 2 != 0 ? ".5" : "");
  }
  return std::nullopt;
}

std::vector<std::string> write_sentences(index::Index& index, const std::vector<pack::Sentence>& sentences, const pack::Sql& values, const Figures& figures,
                                         const Args& facts, Language language, std::vector<pack::PackFault>& faults) {
  std::vector<std::string> written;
  if (sentences.empty()) return written;
  const auto own = read_values(index, values, faults);
  Figures named = figures;
  for (const auto& [name, value] : own) named.erase(name);  // what the section names itself goes before a metric of that name
  std::vector<std::string> columns = as_columns(named);
  Args args = facts;
  for (const auto& [name, value] : own) {
    columns.push_back(fmt::format("{} AS {}", literal_of(value), index::sql_name(name)));
    args.emplace_back(name, text_of(value));
  }
  const std::string row = fmt::format("SELECT {}", columns.empty() ? "1" : fmt::format("{}", fmt::join(columns, ", ")));
  for (const pack::Sentence& sentence : sentences) {
    if (holds(index, sentence.when, row, faults)) written.push_back(filled(sentence.text.in(language), named, args, language));
  }
  return written;
}

std::vector<std::string> write_narrative(index::Index& index, const pack::SectionPlan& section, const Figures& figures, const Args& facts, Language language,
                                         std::vector<pack::PackFault>& faults) {
  const auto sentences = write_sentences(index, section.narrative, section.values, figures, facts, language, faults);
  if (sentences.empty()) return {};
  return {fmt::format("{}", fmt::join(sentences, language == Language::en ? " " : ""))};
}

}  // namespace bq::report
