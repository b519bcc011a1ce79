#include "change/merge_match.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "change/record.hpp"

namespace bq::change {
namespace {

using yaml::Branch;
using yaml::NodeRef;
using yaml::Part;

const std::vector<Branch>& branches_of(const Part* part) {
  static const std::vector<Branch> none;
  return part == nullptr ? none : part->branches;
}

/// The most comparisons that matching two lists may cost.
constexpr std::size_t most_pairs = 4'000'000;

const schema::Field* field_in(const schema::Field* object, std::string_view key) { return object == nullptr ? nullptr : find_by_key(*object, key); }

std::string name_of(const schema::Field* field, std::string_view key) { return field == nullptr ? std::string(key) : field->name; }

const schema::Field* item_of(const schema::Field* list) { return list == nullptr || list->item.empty() ? nullptr : &list->item.front(); }

std::vector<std::string> meanings(const std::vector<Branch>& branches, const schema::Field* item) {
  std::vector<std::string> result;
  for (const Branch& branch : branches) result.push_back(meaning_of(branch.value.node, item));
  return result;
}

/// True when most of what two mappings say is the same: one is the other with a field or two changed.
bool is_alike(NodeRef one, NodeRef other, const schema::Field* item) {
  std::map<std::string, std::string> meanings;  // by name of the field
  for (const auto& [key, value] : one.entries()) {
    const schema::Field* field = field_in(item, key.text());
    meanings.emplace(name_of(field, key.text()), meaning_of(value, field));
  }
  std::size_t count = 0, same = 0;
  for (const auto& [key, value] : other.entries()) {
    ++count;
    const schema::Field* field = field_in(item, key.text());
    const auto known = meanings.find(name_of(field, key.text()));
    if (known != meanings.end() && known->second == meaning_of(value, field)) ++same;
  }
  return same > 0 && same * 2 >= std::max(count, meanings.size());
}

/// For each item of a side the item of the base that it is; absent for new ones.
using Origins = std::vector<std::optional<std::size_t>>;

/// Pairs the items of a stretch without equal ones: those that are alike, or all of them where a text stands for a text.
void pair_changed(const std::vector<Branch>& base, std::size_t from, std::size_t to, const std::vector<Branch>& side, std::size_t begin, std::size_t end,
                  const schema::Field* item_field, Origins& origins) {
  const bool one_for_one = to - from == end - begin;
  const std::size_t first = from;
  for (std::size_t i = begin; i < end; ++i) {
    const NodeRef item = side[i].value.node;
    for (std::size_t b = from; b < to; ++b) {
      const NodeRef old = base[b].value.node;
      const bool texts = item.is_scalar() && old.is_scalar() && one_for_one && b - first == i - begin;
      if (!texts && !(item.is_mapping() && old.is_mapping() && is_alike(old, item, item_field))) continue;
      origins[i] = b;
      from = b + 1;
      break;
    }
  }
}

std::optional<Origins> origins_of(const std::vector<Branch>& base, const std::vector<Branch>& side, const schema::Field* item) {
  const auto old = meanings(base, item);
  const auto now = meanings(side, item);
  if (old.size() * now.size() > most_pairs) return std::nullopt;
  // length[b][s]: of the longest common part of what follows.
  const std::size_t width = now.size() + 1;
  std::vector<std::uint32_t> length((old.size() + 1) * width);
  for (std::size_t b = old.size(); b-- > 0;)
    for (std::size_t s = now.size(); s-- > 0;)
      length[b * width + s] = old[b] == now[s] ? length[(b + 1) * width + s + 1] + 1 : std::max(length[(b + 1) * width + s], length[b * width + s + 1]);
  Origins origins(now.size());
  std::size_t b = 0, s = 0, from = 0, begin = 0;
  while (b < old.size() && s < now.size()) {
    if (old[b] == now[s]) {
      pair_changed(base, from, b, side, begin, s, item, origins);
      origins[s] = b;
      from = ++b;
      begin = ++s;
    } else if (length[(b + 1) * width + s] >= length[b * width + s + 1]) {
      ++b;
    } else {
      ++s;
    }
  }
  pair_changed(base, from, old.size(), side, begin, now.size(), item, origins);
  return origins;
}

std::optional<std::vector<std::string>> ids_of(const std::vector<Branch>& records, const schema::Kind& kind) {
  std::vector<std::string> ids;
  std::set<std::string> seen;
  for (const Branch& record : records) {
    auto id = id_of(record.value.node, kind);
    if (!id || !seen.insert(*id).second) return std::nullopt;
    ids.push_back(std::move(*id));
  }
  return ids;
}

std::vector<std::string> keys_in(const std::vector<Branch>& entries, const schema::Field* object) {
  std::vector<std::string> keys;
  for (const Branch& entry : entries) {
    const std::string_view written = entry.key->text();
    const schema::Field* field = object == nullptr ? nullptr : find_by_key(*object, written);
    std::string key = field == nullptr ? "?" + std::string(written) : field->name;
    // A field in both languages is a fault, but no reason to lose one of them.
    if (std::ranges::find(keys, key) != keys.end()) key = "?" + std::string(written);
    keys.push_back(std::move(key));
  }
  return keys;
}

}  // namespace

std::string meaning_of(NodeRef node, const schema::Field* field) {
  if (node.is_scalar()) {
    if (node.is_missing()) return "~";
    std::string_view text = node.text();
    if (field != nullptr) {
      const auto choice = std::ranges::find(field->choices, text, &schema::Choice::title);
      if (choice != field->choices.end()) text = choice->value;
    }
    return fmt::format("{}:{}", text.size(), text);
  }
  std::string result;
  if (node.is_sequence()) {
    for (const NodeRef item : node.items()) result += meaning_of(item, item_of(field)) + ',';
    return '[' + result + ']';
  }
  std::vector<std::string> entries;
  for (const auto& [key, value] : node.entries()) {
    const schema::Field* inner = field_in(field, key.text());
    const std::string name = name_of(inner, key.text());
    entries.push_back(fmt::format("{}:{}={};", name.size(), name, meaning_of(value, inner)));
  }
  std::ranges::sort(entries);
  for (const std::string& entry : entries) result += entry;
  return '{' + result + '}';
}

Matching match_entries(const Part* base, const Part& ours, const Part& theirs, const schema::Field* object) {
  return {keys_in(branches_of(base), object), keys_in(ours.branches, object), keys_in(theirs.branches, object)};
}

std::optional<Matching> match_records(const Part* base, const Part& ours, const Part& theirs, const schema::Kind& kind) {
  auto of_base = ids_of(branches_of(base), kind);
  auto of_ours = ids_of(ours.branches, kind);
  auto of_theirs = ids_of(theirs.branches, kind);
  if (!of_base || !of_ours || !of_theirs) return std::nullopt;
  return Matching{std::move(*of_base), std::move(*of_ours), std::move(*of_theirs)};
}

std::optional<Matching> match_items(const Part* base, const Part& ours, const Part& theirs, const schema::Field* list) {
  const schema::Field* item = item_of(list);
  const auto& old = branches_of(base);
  const auto of_ours = origins_of(old, ours.branches, item);
  const auto of_theirs = origins_of(old, theirs.branches, item);
  if (!of_ours || !of_theirs) return std::nullopt;
  Matching matching;
  for (std::size_t b = 0; b < old.size(); ++b) matching.base.push_back(fmt::format("base {}", b));
  std::multimap<std::string, std::string> added;  // by meaning; what both added is one
  for (std::size_t i = 0; i < of_ours->size(); ++i) {
    const auto origin = (*of_ours)[i];
    matching.ours.push_back(origin ? matching.base[*origin] : fmt::format("ours {}", i));
    if (!origin) added.emplace(meaning_of(ours.branches[i].value.node, item), matching.ours.back());
  }
  for (std::size_t i = 0; i < of_theirs->size(); ++i) {
    const auto origin = (*of_theirs)[i];
    const auto same = origin ? added.end() : added.find(meaning_of(theirs.branches[i].value.node, item));
    if (same == added.end()) {
      matching.theirs.push_back(origin ? matching.base[*origin] : fmt::format("theirs {}", i));
    } else {
      matching.theirs.push_back(same->second);
      added.erase(same);
    }
  }
  return matching;
}

std::optional<std::string> id_of(NodeRef record, const schema::Kind& kind) {
  if (!record.is_mapping() || kind.key.empty()) return std::nullopt;
  std::string id;
  for (const std::string& name : kind.key) {
    const schema::Field* field = schema::find_field(kind.root, name);
    const auto value = field == nullptr ? std::nullopt : find_value(record, *field);
    if (!value || !value->is_scalar() || value->is_missing()) return std::nullopt;
    id += (id.empty() ? "" : " ") + std::string(value->text());
  }
  return id;
}

}  // namespace bq::change
