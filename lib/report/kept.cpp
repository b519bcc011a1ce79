#include "report/kept.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/hash.hpp"

namespace bq::report {
namespace {

using Json = nlohmann::json;

/// What a report depends on besides the pack.
std::string state_of(index::Index& index, const Order& order) {
  const index::Question& question = index.question();
  const std::string asked = fmt::format("{} {} {} {} {} {}", order.plan->name, static_cast<int>(order.language), order.period.label, to_string(question.start),
                                        to_string(question.finish), to_string(question.as_of));
  std::string narrowed = question.subject ? question.subject->kind + " " + question.subject->id : "";
  for (const auto& [name, value] : question.values) {
    if (const auto* text = std::get_if<std::string>(&value)) narrowed += fmt::format("\n{} {}", name, *text);
    if (const auto* number = std::get_if<std::int64_t>(&value)) narrowed += fmt::format("\n{} {}", name, *number);
  }
  return hex(hash_of(asked, hash_of(narrowed, index.contents())));
}

Json to_json(const Cell& cell) {
  if (const auto* count = std::get_if<std::int64_t>(&cell)) return *count;
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  if (const auto* rate = std::get_if<Rate>(&cell)) return {{"r", {rate->n, rate->d}}};
  if (const auto* ratio = std::get_if<Ratio>(&cell)) return {{"q", {ratio->n.millionths, ratio->d.millionths}}};
  if (const auto* days = std::get_if<Days>(&cell)) return {{"d", {days->n, days->median_doubled, days->p90}}};
  if (const auto* decimal = std::get_if<Decimal>(&cell)) return {{"m", decimal->millionths}};
  return nullptr;
}

Cell cell_of(const Json& json) {
  if (json.is_number_integer()) return json.get<std::int64_t>();
  if (json.is_string()) return json.get<std::string>();
  if (!json.is_object()) return {};
  if (json.contains("r")) return Rate{json["r"][0], json["r"][1]};
  if (json.contains("q")) return Ratio{{json["q"][0].get<std::int64_t>()}, {json["q"][1].get<std::int64_t>()}};
  if (json.contains("d")) return Days{json["d"][0], json["d"][1], json["d"][2]};
  return Decimal{json["m"].get<std::int64_t>()};
}

Json to_json(const Section& section) {
  Json columns = Json::array();
  for (const Column& column : section.columns) columns.push_back({column.id, column.title, static_cast<int>(column.format), column.on_paper});
  Json rows = Json::array();
  for (const auto& row : section.rows) {
    Json cells = Json::array();
    for (const Cell& cell : row) cells.push_back(to_json(cell));
    rows.push_back(std::move(cells));
  }
  Json sums = Json::array();
  for (const RowSum& sum : section.sums) sums.push_back({sum.row, sum.parts});
  return {section.id, section.title, section.narrative, columns, rows, section.on_paper, section.keyed, section.is_summary, sums};
}

Section section_of(const Json& json) {
  Section section;
  section.id = json[0];
  section.title = json[1];
  section.narrative = json[2].get<std::vector<std::string>>();
  for (const Json& column : json[3]) section.columns.push_back({column[0], column[1], static_cast<Format>(column[2].get<int>()), column[3]});
  for (const Json& cells : json[4]) {
    auto& row = section.rows.emplace_back();
    for (const Json& cell : cells) row.push_back(cell_of(cell));
  }
  section.on_paper = json[5];
  section.keyed = json[6];
  section.is_summary = json[7];
  for (const Json& sum : json[8]) section.sums.push_back({sum[0], sum[1].get<std::vector<std::size_t>>()});
  return section;
}

std::optional<Report> recall(index::Index& index, const std::string& state, const Order& order) {
  const auto text = index.recall(state);
  if (!text) return std::nullopt;
  const Json body = Json::parse(*text);
  Report report;
  report.name = order.plan->name;
  report.title = body["title"];
  report.programme = body["programme"];
  report.period = order.period;
  report.as_of = index.question().as_of;
  report.cut_off = order.cut_off;
  report.head = body["head"].get<std::vector<std::string>>();
  report.foot = body["foot"].get<std::vector<std::string>>();
  for (const Json& section : body["sections"]) report.sections.push_back(section_of(section));
  return report;
}

void keep(index::Index& index, const std::string& state, const Report& report) {
  Json sections = Json::array();
  for (const Section& section : report.sections) sections.push_back(to_json(section));
  const Json body = {{"title", report.title}, {"programme", report.programme}, {"head", report.head}, {"foot", report.foot}, {"sections", std::move(sections)}};
  index.remember(state, body.dump(-1, ' ', false, Json::error_handler_t::replace));
}

}  // namespace

Built build_or_recall(index::Index& index, const Order& order) {
  const std::string state = state_of(index, order);
  if (auto known = recall(index, state, order)) return {std::move(*known), {}};
  Built built = build(index, order);
  if (built.faults.empty()) keep(index, state, built.report);
  return built;
}

}  // namespace bq::report
