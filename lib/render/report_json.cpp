#include "render/formats.hpp"
#include "render/json_lines.hpp"

namespace bq::render {
namespace {

using Json = nlohmann::ordered_json;
using report::Format;

/// Down to the rows of a section, each of which stays on its line.
constexpr int spread_depth = 4;

const char* name_of(Format format) {
  switch (format) {
    case Format::text:
      return "text";
    case Format::count:
      return "count";
    case Format::rate:
      return "rate";
    case Format::days:
      return "days";
    case Format::decimal:
      return "decimal";
    case Format::date:
      return "date";
    case Format::ratio:
      return "ratio";
    case Format::figure:
      return "figure";
  }
  return "text";
}

struct CellJson {
  Json operator()(std::monostate) const { return nullptr; }
  Json operator()(std::int64_t count) const { return count; }
  Json operator()(const std::string& text) const { return text; }
  Json operator()(const report::Rate& rate) const { return {{"n", rate.n}, {"d", rate.d}}; }
  Json operator()(const report::Days& days) const {
    if (days.n == 0) return {{"n", 0}, {"median", nullptr}, {"p90", nullptr}};
    const bool is_whole = days.median_doubled % 2 == 0;
    const Json median = is_whole ? Json(days.median_doubled / 2) : Json(static_cast<double>(days.median_doubled) / 2);
    return {{"n", days.n}, {"median", median}, {"p90", days.p90}};
  }
  Json operator()(const report::Ratio& ratio) const { return {{"n", to_string(ratio.n)}, {"d", to_string(ratio.d)}}; }
  Json operator()(const Decimal& decimal) const { return to_string(decimal); }
};

std::string joined(const std::vector<std::string>& paragraphs) {
  std::string text;
  for (const std::string& paragraph : paragraphs) text += (text.empty() ? "" : "\n") + paragraph;
  return text;
}

Json section_json(const report::Section& section) {
  Json columns = Json::array();
  for (const auto& column : section.columns) columns.push_back({{"id", column.id}, {"title", column.title}, {"format", name_of(column.format)}});
  Json rows = Json::array();
  for (const auto& cells : section.rows) {
    Json row = Json::array();
    for (const auto& cell : cells) row.push_back(std::visit(CellJson{}, cell));
    rows.push_back(std::move(row));
  }
  return {{"id", section.id}, {"title", section.title}, {"narrative", joined(section.narrative)}, {"columns", std::move(columns)}, {"rows", std::move(rows)}};
}

}  // namespace

std::string report_json(const report::Report& report, const Style&) {
  Json sections = Json::array();
  for (const auto& section : report.sections) sections.push_back(section_json(section));
  Json json{
      {"bqtool", {{"format", 1}}},
      {"report", report.name},
      {"title", report.title},
      {"programme", report.programme},
      {"period", {{"label", report.period.label}, {"start", to_string(report.period.start)}, {"finish", to_string(report.period.finish)}}},
      {"as_of", to_string(report.as_of)},
      {"ledger", {{"commit", report.commit.empty() ? Json(nullptr) : Json(report.commit)}, {"clean", report.clean}}},
      {"pack", report.pack},
      {"calendar", report.calendar},
      {"errors", report.errors},
      {"left_out", report.left_out},
  };
  if (!report.head.empty()) json["head"] = report.head;
  if (!report.foot.empty()) json["foot"] = report.foot;
  json["sections"] = std::move(sections);
  return json_lines(json, spread_depth) + '\n';
}

}  // namespace bq::render
