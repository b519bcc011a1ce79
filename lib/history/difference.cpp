#include "history/difference.hpp"

#include <algorithm>
#include <functional>

#include "history/words.hpp"

namespace bq::history {
namespace {

using schema::Field;
using yaml::Content;
using yaml::NodeKind;

const Content* value_of(const Content& mapping, const std::string& key) {
  const auto entry = std::ranges::find(mapping.entries, key, &yaml::ContentEntry::key);
  return entry == mapping.entries.end() ? nullptr : &entry->value;
}

/// True when most of what two items say is the same: one is the other with a field or two changed.
bool is_alike(const Content& one, const Content& other) {
  if (one.kind != NodeKind::mapping || other.kind != NodeKind::mapping) return false;
  const auto is_same = [&](const yaml::ContentEntry& entry) {
    const Content* value = value_of(other, entry.key);
    return value != nullptr && same(entry.value, *value);
  };
  const auto equal = static_cast<std::size_t>(std::ranges::count_if(one.entries, is_same));
  return equal > 0 && equal * 2 >= std::max(one.entries.size(), other.entries.size());
}

/// Takes out of both sides what satisfies `match`, each with each once, and hands the pairs on.
void take_pairs(std::vector<const Content*>& before, std::vector<const Content*>& after, const std::function<bool(const Content&, const Content&)>& match,
                const std::function<void(const Content&, const Content&)>& take) {
  std::erase_if(before, [&](const Content* old) {
    const auto found = std::ranges::find_if(after, [&](const Content* one) { return match(*old, *one); });
    if (found == after.end()) return false;
    take(*old, **found);
    after.erase(found);
    return true;
  });
}

/// Where a value stands in its record.
struct Place {
  std::string field;
  std::string title;
  std::string item;

  [[nodiscard]] Place inside(const std::string& key, const Field* known) const {
    const std::string& words = known == nullptr ? key : known->title;
    return {field.empty() ? key : field + "." + key, title.empty() ? words : title + "·" + words, item};
  }
};

/// Collects the changes of one record.
class Comparison {
 public:
  Comparison(const Record& record, const schema::Vocabulary& vocabulary, std::vector<Change>& changes)
      : record_(record), vocabulary_(vocabulary), changes_(changes) {}

  void compare_mappings(const Place& place, const Field* object, const Content& before, const Content& after) {
    for (const yaml::ContentEntry& entry : before.entries) {
      const Field* field = field_of(object, entry.key);
      compare_values(place.inside(entry.key, field), field, &entry.value, value_of(after, entry.key));
    }
    for (const yaml::ContentEntry& entry : after.entries) {
      if (value_of(before, entry.key) != nullptr) continue;
      const Field* field = field_of(object, entry.key);
      compare_values(place.inside(entry.key, field), field, nullptr, &entry.value);
    }
  }

  /// A record or an item of a list that came or went.
  void add_whole(const Place& place, const Field* field, const Content& value, What what) {
    const std::string words = words_of(value, field, vocabulary_);
    Change change = start(place, what, what == What::removed ? words : "", what == What::added ? words : "");
    collect(value, "", change.values);
    changes_.push_back(std::move(change));
  }

  /// The items of all lists of a record that is new.
  void add_items(const Content& record) {
    for (const yaml::ContentEntry& entry : record.entries) {
      const Field* field = field_of(&record_.kind->root, entry.key);
      for (const Content& item : entry.value.items) {
        if (item.kind == NodeKind::mapping) add_item(Place{}.inside(entry.key, field), field, item, What::added);
      }
    }
  }

 private:
  const Record& record_;
  const schema::Vocabulary& vocabulary_;
  std::vector<Change>& changes_;

  static const Field* field_of(const Field* object, const std::string& key) { return object == nullptr ? nullptr : schema::find_field(*object, key); }
  static const Field* item_of(const Field* list) { return list == nullptr || list->item.empty() ? nullptr : &list->item.front(); }

  [[nodiscard]] Change start(const Place& place, What what, std::string was, std::string now) const {
    return {what, record_.kind->name, record_.id, place.field, place.title, place.item, std::move(was), std::move(now), {}};
  }

  static void collect(const Content& value, const std::string& prefix, std::vector<std::pair<std::string, std::string>>& values) {
    for (const yaml::ContentEntry& entry : value.entries) {
      if (entry.value.kind == NodeKind::scalar) values.emplace_back(prefix + entry.key, entry.value.text);
      if (entry.value.kind == NodeKind::mapping) collect(entry.value, prefix + entry.key + "_", values);
    }
  }

  void add_item(const Place& list, const Field* field, const Content& item, What what) {
    const Field* description = item_of(field);
    add_whole({list.field, list.title, name_of_item(item, description, vocabulary_)}, description, item, what);
  }

  void compare_values(const Place& place, const Field* field, const Content* before, const Content* after) {
    const Content& some = after != nullptr ? *after : *before;
    if (before != nullptr && after != nullptr && same(*before, *after)) return;
    Content none;
    none.kind = some.kind;
    const Content& old = before != nullptr ? *before : none;
    const Content& now = after != nullptr ? *after : none;
    if (old.kind == now.kind && old.kind == NodeKind::mapping) return compare_mappings(place, field, old, now);
    if (old.kind == now.kind && old.kind == NodeKind::sequence) return compare_lists(place, field, old, now);
    const What what = before == nullptr ? What::added : after == nullptr ? What::removed : What::changed;
    changes_.push_back(start(place, what, words_of(old, field, vocabulary_), words_of(now, field, vocabulary_)));
  }

  void compare_lists(const Place& place, const Field* field, const Content& before, const Content& after) {
    std::vector<const Content*> old, now;
    for (const Content& item : before.items) old.push_back(&item);
    for (const Content& item : after.items) now.push_back(&item);
    take_pairs(old, now, same, [](const Content&, const Content&) {});
    take_pairs(old, now, is_alike, [&](const Content& one, const Content& other) {
      compare_mappings({place.field, place.title, name_of_item(one, item_of(field), vocabulary_)}, item_of(field), one, other);
    });
    for (const Content* item : old) add_item(place, field, *item, What::removed);
    for (const Content* item : now) add_item(place, field, *item, What::added);
  }
};

void collect_scalars(const Content& value, std::vector<std::string>& scalars) {
  if (value.kind == NodeKind::scalar) scalars.push_back(value.text);
  for (const Content& item : value.items) collect_scalars(item, scalars);
  for (const yaml::ContentEntry& entry : value.entries) collect_scalars(entry.value, scalars);
}

}  // namespace

std::string name_of(What what) {
  switch (what) {
    case What::added:
      return "added";
    case What::changed:
      return "changed";
    case What::removed:
      return "removed";
    case What::unreadable:
      return "unreadable";
  }
  return {};
}

Text words_of(What what) {
  switch (what) {
    case What::added:
      return {"新增", "added"};
    case What::changed:
      return {"改动", "changed"};
    case What::removed:
      return {"删除", "removed"};
    case What::unreadable:
      return {"读不懂", "unreadable"};
  }
  return {};
}

std::vector<Change> compare(const Record* before, const Record* after, const schema::Vocabulary& vocabulary) {
  std::vector<Change> changes;
  const Record& record = after != nullptr ? *after : *before;
  Comparison comparison(record, vocabulary, changes);
  const Field* root = &record.kind->root;
  if (before != nullptr && after != nullptr) {
    comparison.compare_mappings({}, root, before->content, after->content);
    return changes;
  }
  const What what = before == nullptr ? What::added : What::removed;
  comparison.add_whole({}, root, record.content, what);
  if (what == What::added) comparison.add_items(record.content);
  return changes;
}

std::vector<std::string> scalars_of(const Record& record) {
  std::vector<std::string> scalars;
  collect_scalars(record.content, scalars);
  return scalars;
}

}  // namespace bq::history
