#include "change/conflict_place.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "change/merge_match.hpp"
#include "change/record.hpp"
#include "yaml/lines.hpp"
#include "yaml/outline.hpp"
#include "yaml/read.hpp"

namespace bq::change {
namespace {

/// The key with which the first line of a conflict begins.
std::string key_in(std::string_view line) {
  line = line.substr(0, yaml::line_end(line, 0));
  const std::size_t begin = line.find_first_not_of(" -");
  const std::size_t colon = line.find(':');
  if (begin == std::string_view::npos || colon == std::string_view::npos || colon < begin) return {};
  const std::string_view key = line.substr(begin, colon - begin);
  return key.find_first_of("{[#\"'") == std::string_view::npos ? std::string(key) : std::string();
}

/// Finds the record around byte `at` of a text without markers; false when there is none.
bool find_record(const std::string& text, std::size_t at, const schema::Kind& kind, PlacedConflict& placed) {
  const Source source("", text);
  const yaml::Reading reading = yaml::read(source);
  const auto outline = yaml::outline(source, reading.document);
  if (!outline) return false;
  const auto take = [&](yaml::NodeRef record) {
    placed.id = id_of(record, kind).value_or("");
    const schema::Field* label = schema::find_field(kind.root, kind.label);
    const auto title = label == nullptr || !record.is_mapping() ? std::nullopt : find_value(record, *label);
    if (title && title->is_scalar()) placed.title = title->text();
    return !placed.id.empty();
  };
  const yaml::Part& root = outline->root;
  if (root.node.is_mapping()) return take(root.node);
  const auto end = [&](const yaml::Branch& record) { return static_cast<std::size_t>(record.text.data() - source.text().data()) + record.text.size(); };
  const auto record = std::ranges::find_if(root.branches, [&](const yaml::Branch& candidate) { return end(candidate) > at; });
  return record != root.branches.end() && take(record->value.node);
}

/// Whether lines begin a record of the kind: with its id.
bool begins_record(std::string_view lines, const schema::Kind& kind) {
  const schema::Field* field = find_by_key(kind.root, key_in(lines));
  return field != nullptr && !kind.key.empty() && field->name == kind.key.front();
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::vector<PlacedConflict> place_conflicts(const std::string& text, const schema::Kind* kind) {
  std::vector<PlacedConflict> placed;
  for (MarkedConflict& conflict : find_marked(text)) {
    PlacedConflict one;
    one.line = static_cast<std::size_t>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(conflict.begin), '\n')) + 1;
    const bool ours_first = !conflict.ours.empty();
    one.field = key_in(ours_first ? conflict.ours : conflict.theirs);
    for (const Side side : {ours_first ? Side::ours : Side::theirs, ours_first ? Side::theirs : Side::ours}) {
      if (kind == nullptr) break;
      const std::size_t at = settled(text.substr(0, conflict.begin), side).size();
      if (find_record(settled(text, side), at, *kind, one)) break;
    }
    one.is_of_two = kind != nullptr && begins_record(conflict.ours, *kind) && begins_record(conflict.theirs, *kind);
    one.conflict = std::move(conflict);
    placed.push_back(std::move(one));
  }
  return placed;
}

std::string id_after(std::string_view id, const std::vector<std::string>& texts) {
  const std::string_view stem = id.substr(0, id.find_last_not_of("0123456789") + 1);
  const std::size_t width = id.size() - stem.size();
  if (width == 0 || stem.empty()) return {};
  std::string highest(id.substr(stem.size()));
  for (const std::string& text : texts) {
    for (std::size_t at = text.find(stem); at != std::string::npos; at = text.find(stem, at + 1)) {
      const std::size_t begin = at + stem.size();
      std::size_t end = begin;
      while (end < text.size() && is_digit(text[end])) ++end;
      if (end - begin == width) highest = std::max(highest, text.substr(begin, width));
    }
  }
  for (std::size_t i = width; i-- > 0;) {
    if (highest[i] != '9') {
      ++highest[i];
      return std::string(stem) + highest;
    }
    highest[i] = '0';
  }
  return fmt::format("{}1{}", stem, highest);
}

}  // namespace bq::change
