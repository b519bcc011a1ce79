#include "change/merge_check.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "base/source.hpp"
#include "change/conflict.hpp"
#include "change/merge_match.hpp"
#include "yaml/lines.hpp"
#include "yaml/read.hpp"

namespace bq::change {
namespace {

/// How often each value, with the id of its record, and each comment stand in a text.
using Tally = std::map<std::string, std::ptrdiff_t, std::less<>>;

void count_comments(std::string_view gap, Tally& tally) {
  for (std::size_t at = 0; at < gap.size(); at = yaml::next_line(gap, at)) {
    const std::string_view line = gap.substr(at, yaml::line_end(gap, at) - at);
    if (const std::size_t sign = line.find('#'); sign != std::string_view::npos) ++tally[std::string(line.substr(sign))];
  }
}

/// Names of fields and stored values by what people call them: either language says the same.
using Names = std::map<std::string, std::string, std::less<>>;

void collect_names(const schema::Field& field, Names& names) {
  names.emplace(field.title, field.name);
  for (const schema::Choice& choice : field.choices) names.emplace(choice.title, choice.value);
  for (const schema::Field& inner : field.fields) collect_names(inner, names);
  for (const schema::Field& item : field.item) collect_names(item, names);
}

/// Absent when the text has a fault.
std::optional<Tally> tally_of(std::string_view text, const schema::Kind& kind, const Names& names) {
  const Source source("", std::string(text));
  const yaml::Reading reading = yaml::read(source);
  if (!reading.faults.empty()) return std::nullopt;
  Tally tally;
  const auto& nodes = reading.document.nodes();
  const auto root = reading.document.root();
  std::map<std::size_t, std::string> ids;  // by the node with which a record begins
  if (root)
    for (const yaml::NodeRef record : root->items()) ids[record.index()] = id_of(record, kind).value_or("");
  std::string id;
  std::size_t at = 0;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (const auto record = ids.find(i); record != ids.end()) id = record->second;
    const yaml::Node& node = nodes[i];
    if (node.kind != yaml::NodeKind::scalar) continue;
    // A block scalar at the end of a file without a last line end lacks it too, until something is put behind it.
    std::string_view value = node.text.substr(0, node.text.find_last_not_of('\n') + 1);
    if (const auto name = names.find(value); name != names.end()) value = name->second;
    if (!value.empty()) ++tally[fmt::format("={}={}", id, value)];
    const std::size_t begin = std::max<std::size_t>(node.span.begin, at);
    count_comments(source.text().substr(at, begin - at), tally);
    at = std::max<std::size_t>(node.span.end, at);
  }
  count_comments(source.text().substr(at), tally);
  return tally;
}

std::ptrdiff_t count(const Tally& tally, const std::string& what) {
  const auto found = tally.find(what);
  return found == tally.end() ? 0 : found->second;
}

}  // namespace

bool keeps_all(const ThreeTexts& texts, std::string_view merged, const schema::Kind& kind) {
  Names names;
  collect_names(kind.root, names);
  const auto tally = [&](std::string_view text) { return tally_of(text, kind, names); };
  const auto base = tally(texts.base), ours = tally(texts.ours), theirs = tally(texts.theirs);
  const auto one = tally(settled(merged, Side::ours)), other = tally(settled(merged, Side::theirs));
  if (!base || !ours || !theirs || !one || !other) return false;
  std::set<std::string> all;
  for (const auto& side : {*ours, *theirs})
    for (const auto& [what, number] : side) all.insert(what);
  return std::ranges::all_of(all, [&](const std::string& what) {
    const std::ptrdiff_t b = count(*base, what), o = count(*ours, what), t = count(*theirs, what);
    const std::ptrdiff_t kept = std::min({o, t, o + t - b});
    return count(*one, what) >= std::max(kept, o - b) && count(*other, what) >= std::max(kept, t - b);
  });
}

}  // namespace bq::change
