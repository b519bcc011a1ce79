#include "change/merge_check.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "base/source.hpp"
#include "change/conflict.hpp"
#include "yaml/lines.hpp"
#include "yaml/read.hpp"

namespace bq::change {
namespace {

/// How often each value and each comment stands in a text.
using Tally = std::map<std::string, std::ptrdiff_t, std::less<>>;

void count_comments(std::string_view gap, Tally& tally) {
  for (std::size_t at = 0; at < gap.size(); at = yaml::next_line(gap, at)) {
    const std::string_view line = gap.substr(at, yaml::line_end(gap, at) - at);
    if (const std::size_t sign = line.find('#'); sign != std::string_view::npos) ++tally[std::string(line.substr(sign))];
  }
}

/// Absent when the text has a fault.
std::optional<Tally> tally_of(std::string_view text) {
  const Source source("", std::string(text));
  const yaml::Reading reading = yaml::read(source);
  if (!reading.faults.empty()) return std::nullopt;
  Tally tally;
  std::size_t at = 0;
  for (const yaml::Node& node : reading.document.nodes()) {
    if (node.kind != yaml::NodeKind::scalar) continue;
    ++tally["=" + std::string(node.text)];
    const std::size_t begin = std::max<std::size_t>(node.span.begin, at);
    count_comments(source.text().substr(at, begin - at), tally);
    at = std::max<std::size_t>(node.span.end, at);
  }
  count_comments(source.text().substr(at), tally);
  tally.erase("=");  // a value that is missing: its place may be filled
  return tally;
}

std::ptrdiff_t count(const Tally& tally, const std::string& what) {
  const auto found = tally.find(what);
  return found == tally.end() ? 0 : found->second;
}

}  // namespace

bool keeps_all(const ThreeTexts& texts, std::string_view merged) {
  const auto base = tally_of(texts.base), ours = tally_of(texts.ours), theirs = tally_of(texts.theirs);
  const auto one = tally_of(settled(merged, Side::ours)), other = tally_of(settled(merged, Side::theirs));
  if (!base || !ours || !theirs || !one || !other) return false;
  std::set<std::string> all;
  for (const auto& tally : {*ours, *theirs})
    for (const auto& [what, number] : tally) all.insert(what);
  return std::ranges::all_of(all, [&](const std::string& what) {
    const std::ptrdiff_t b = count(*base, what), o = count(*ours, what), t = count(*theirs, what);
    const std::ptrdiff_t kept = std::min({o, t, o + t - b});
    return count(*one, what) >= std::max(kept, o - b) && count(*other, what) >= std::max(kept, t - b);
  });
}

}  // namespace bq::change
