#include <algorithm>

#include "render/formats.hpp"
#include "render/json_lines.hpp"

namespace bq::render {
namespace {

using Json = nlohmann::ordered_json;

/// Down to the members of a finding.
constexpr int spread_depth = 3;

void add_place(Json& json, const Place& place, const std::string& root) {
  json["path"] = root + place.path;
  json["line"] = place.begin.line;
  json["column"] = place.begin.column;
  json["end_line"] = place.end.line;
  json["end_column"] = place.end.column;
}

Json finding(const Diagnostic& diagnostic, const std::string& root) {
  Json json{{"rule", diagnostic.rule}, {"severity", diagnostic.is_error ? "error" : "warning"}};
  add_place(json, diagnostic.place, root);
  json["message"] = diagnostic.message;
  json["hint"] = diagnostic.hint.empty() ? Json(nullptr) : Json(diagnostic.hint);
  json["also"] = nullptr;
  if (diagnostic.also) add_place(json["also"], *diagnostic.also, root);
  return json;
}

}  // namespace

std::string verdict_json(const Verdict& verdict, const Style&) {
  Json diagnostics = Json::array();
  for (const Diagnostic& diagnostic : verdict.diagnostics) diagnostics.push_back(finding(diagnostic, verdict.root));
  const auto errors = std::ranges::count_if(verdict.diagnostics, &Diagnostic::is_error);
  const auto warnings = std::ssize(verdict.diagnostics) - errors;
  return json_lines({{"bqtool", {{"format", 1}}}, {"diagnostics", std::move(diagnostics)}, {"errors", errors}, {"warnings", warnings}}, spread_depth) + '\n';
}

}  // namespace bq::render
