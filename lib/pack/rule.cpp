#include "pack/rule.hpp"

#include <algorithm>
#include <array>

namespace bq::pack {
namespace {

using yaml::Fields;
using yaml::NodeRef;

constexpr std::array<std::pair<std::string_view, Severity>, 3> severities{
    {{"error", Severity::error}, {"warning", Severity::warning}, {"ignore", Severity::ignore}}};

Example read_example(Fields& keys, std::string_view name) {
  Example example;
  const auto node = keys.need(name);
  if (!node) return example;
  for (auto [key, value] : node->entries()) {
    if (key.text() == "as_of") {
      example.as_of = std::string(value.text());
    } else {
      example.files.emplace_back(key.text(), value.text());
    }
  }
  return example;
}

std::vector<Text> read_hints(Fields& keys) {
  std::vector<Text> hints;
  const auto node = keys.take("hint");
  if (!node) return hints;
  if (!node->is_sequence()) hints.push_back(yaml::bilingual_of(*node, keys.faults()));
  for (NodeRef item : node->items()) hints.push_back(yaml::bilingual_of(item, keys.faults()));
  return hints;
}

Severity read_severity(Fields& keys) {
  const auto node = keys.need("severity");
  if (!node) return Severity::error;
  const auto found = std::ranges::find(severities, node->text(), &std::pair<std::string_view, Severity>::first);
  if (found != severities.end()) return found->second;
  keys.faults().push_back(yaml::mistake(node->span(), {"severity 只能是 error、warning、ignore", "severity must be error, warning or ignore"}));
  return Severity::error;
}

}  // namespace

Rule read_rule(std::string id, NodeRef root, const Source& source, std::vector<Fault>& faults) {
  Fields keys(root, faults);
  Rule rule;
  rule.id = std::move(id);
  rule.path = source.path();
  rule.severity = read_severity(keys);
  rule.title = keys.bilingual("title");
  rule.about = keys.bilingual("about");
  rule.message = keys.bilingual("message");
  rule.hints = read_hints(keys);
  rule.members = keys.flag("members");
  rule.sql = take_sql(keys, "sql", source);
  rule.fails = read_example(keys, "fails");
  rule.passes = read_example(keys, "passes");
  if (rule.title.empty() || rule.about.empty() || rule.message.empty()) {
    faults.push_back(yaml::mistake(root.span(), {"规则要有 title、about、message", "a rule needs title, about and message"}));
  }
  keys.finish();
  return rule;
}

}  // namespace bq::pack
