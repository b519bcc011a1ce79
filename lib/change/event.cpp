#include "change/event.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "base/error.hpp"
#include "change/deadline.hpp"
#include "change/edited_file.hpp"
#include "index/record_reader.hpp"
#include "index/unknown_id.hpp"
#include "yaml/emit.hpp"

namespace bq::change {
namespace {

using schema::Field;
using yaml::Content;
using yaml::NodeRef;

/// The list of a kind that is its history: what its fold runs over, or else the list of dated events.
struct History {
  const Field* list = nullptr;
  const Field* date = nullptr;
  const Field* event = nullptr;
};

std::optional<History> history_of(const pack::Pack& pack, const schema::Kind& kind) {
  for (const auto& [name, fold] : pack.folds) {
    const Field* list = fold.kind == kind.name ? schema::find_field(kind.root, fold.list) : nullptr;
    if (list != nullptr && list->type == schema::Type::list) {
      return History{list, schema::find_field(list->item.front(), fold.date), schema::find_field(list->item.front(), fold.event)};
    }
  }
  for (const Field& list : kind.root.fields) {
    if (list.ascending.empty() || list.type != schema::Type::list) continue;
    const Field* event = schema::find_field(list.item.front(), "event");
    if (event != nullptr && !event->choices.empty()) return History{&list, schema::find_field(list.item.front(), list.ascending), event};
  }
  return std::nullopt;
}

/// The stored value of what is written in a file, which may be its title.
std::string stored(const Field& field, const std::string& written) {
  const auto choice = std::ranges::find(field.choices, written, &schema::Choice::title);
  return choice == field.choices.end() ? written : choice->value;
}

std::string brief(const Fault& fault) {
  std::string text = fault.rule;
  for (const auto& [name, value] : fault.args) text += '\n' + name + '=' + value;
  return text;
}

class Planner {
 public:
  Planner(index::Index& index, const NewEvent& event)
      : index_(index), event_(event), reader_(index.pack(), index.settings().vocabulary, mistakes_), files_(index.tree()) {}

  EventPlan plan() {
    std::set<std::string> seen;
    for (const std::string& id : event_.ids) {
      if (!seen.insert(id).second) {
        throw UserError(Exit::usage, {fmt::format("编号“{}”写了两次", id), fmt::format("the id '{}' stands there twice", id)});
      }
      enter(id);
    }
    if (result_.faults.empty()) result_.plan.files = files_.changes();
    return std::move(result_);
  }

 private:
  index::Index& index_;
  const NewEvent& event_;
  index::FoldMistakes mistakes_;
  index::RecordReader reader_;
  EditedFiles files_;
  EventPlan result_;

  /// The kind and the file of a record that has a history.
  std::tuple<const schema::Kind*, History, std::string> find(const std::string& id) {
    const auto rows = index_.rows("SELECT r.kind, f.path FROM record r JOIN file f ON f.file = r.rid >> 20 WHERE r.id = :id AND r.repeated = 0 ORDER BY r.rid",
                                  {{":id", id}});
    for (const auto& row : rows) {
      const schema::Kind& kind = *index_.pack().kinds.at(std::get<std::string>(row[0]));
      if (const auto history = history_of(index_.pack(), kind)) return {&kind, *history, std::get<std::string>(row[1])};
    }
    if (!rows.empty()) {
      const schema::Kind& kind = *index_.pack().kinds.at(std::get<std::string>(rows[0][0]));
      throw UserError(Exit::usage, {fmt::format("“{}”是{}，没有办理过程可记", id, kind.root.title),
                                    fmt::format("'{}' is a record of kind {}, which has no history", id, kind.name)});
    }
    std::vector<std::string> known;
    for (const auto& row : index_.rows("SELECT id FROM record WHERE id IS NOT NULL ORDER BY id LIMIT 50000")) known.push_back(std::get<std::string>(row[0]));
    throw UserError(Exit::usage, {fmt::format("台账里没有编号“{}”", id), fmt::format("there is no record '{}'", id)},
                    index::unknown_id_hint(index_, id, known));
  }

  void enter(const std::string& id) {
    const auto [kind, history, path] = find(id);
    EditedFile& file = files_.open(path);
    const NodeRef record = record_in(file, *kind, id);
    const Keys keys = keys_of(file.reading.document, *kind).value_or(Keys::names);
    const Field& item = history.list->item.front();

    std::vector<InputFault> faults;
    const Content event = build_mapping(*kind, item, inputs_for(record, *kind, history), keys, index_.settings().vocabulary, faults);
    for (InputFault& fault : faults) result_.faults.push_back({id, std::move(fault.fault)});
    if (!faults.empty() || !may_come(id, record, *kind, history, keys, event)) return;

    const auto list = find_value(record, *history.list);
    if (list && list->is_sequence() && !list->items().empty()) return file.editor.insert_items(*list, before(*list, history), {event});
    std::optional<NodeRef> after;
    for (const auto& [key, value] : record.entries()) {
      const Field* field = find_by_key(kind->root, key.text());
      if (field != nullptr && field < history.list) after = key;
    }
    file.editor.append_items(record, key_of(*history.list, keys), {event}, after);
  }

  /// Behind how many of the events the new one comes: the last that is not later.
  [[nodiscard]] std::size_t place_in(NodeRef list, const History& history) const {
    std::size_t place = 0, position = 0;
    for (const NodeRef item : list.items()) {
      ++position;
      if (value_in(item, history.date) <= to_string(event_.date)) place = position;
    }
    return place;
  }

  /// The event behind which the new one comes; absent when it is the first.
  [[nodiscard]] std::optional<NodeRef> before(NodeRef list, const History& history) const {
    std::optional<NodeRef> last;
    std::size_t left = place_in(list, history);
    for (const NodeRef item : list.items()) {
      if (left-- == 0) break;
      last = item;
    }
    return last;
  }

  /// All that the event says: what was given, and what follows from the record and the settings.
  std::vector<Input> inputs_for(NodeRef record, const schema::Kind& kind, const History& history) {
    std::vector<Input> inputs{{history.date->name, to_string(event_.date)}, {history.event->name, event_.event}};
    inputs.insert(inputs.end(), event_.fields.begin(), event_.fields.end());
    const Field& item = history.list->item.front();
    const std::string event = stored(*history.event, event_.event);
    const auto given = [&](const Field& field) {
      return std::ranges::any_of(inputs, [&](const Input& input) { return find_by_key(item, input.path) == &field; });
    };
    for (const Field& field : item.fields) {
      const bool is_needed = std::ranges::any_of(field.needs, [&](const std::vector<schema::Condition>& all) {
        return all.size() == 1 && all[0].field == history.event->name && std::ranges::find(all[0].values, event) != all[0].values.end();
      });
      if (is_needed && field.default_value && !given(field)) inputs.push_back({field.name, *field.default_value});
    }
    const Field* due = schema::find_field(item, "due");
    const Field* target = schema::find_field(item, "target");
    const bool assigns = event == "assign" || (event == "reopen" && target != nullptr && given(*target));
    if (assigns && due != nullptr && !given(*due) && !is_assigned_to_helper(inputs, item)) {
      if (const auto day = handling_deadline(index_, case_of(record, kind, history))) inputs.push_back({"due", to_string(*day)});
    }
    return inputs;
  }

  static bool is_assigned_to_helper(const std::vector<Input>& inputs, const Field& item) {
    const Field* role = schema::find_field(item, "role");
    return role != nullptr &&
           std::ranges::any_of(inputs, [&](const Input& input) { return find_by_key(item, input.path) == role && stored(*role, input.value) != "lead"; });
  }

  [[nodiscard]] Case case_of(NodeRef record, const schema::Kind& kind, const History& history) const {
    Case result;
    result.object = value_in(record, schema::find_field(kind.root, "enterprise"));
    result.topic = value_in(record, schema::find_field(kind.root, "category"));
    result.opened = value_in(record, schema::find_field(kind.root, "received"));
    result.assigned = event_.date;
    if (stored(*history.event, event_.event) == "reopen") {
      result.opened = to_string(event_.date);
      return result;
    }
    const auto list = find_value(record, *history.list);
    if (!list) return result;
    for (const NodeRef item : list->items()) {
      const std::string day = value_in(item, history.date);
      if (day > to_string(event_.date)) break;
      const std::string event = stored(*history.event, value_in(item, history.event));
      if (event == "reopen") {
        result = {result.object, result.topic, day, std::nullopt, event_.date, std::nullopt};
      }
      if (event == "accept" && !result.accepted) result.accepted = parse_date(day);
      if (event == "escalate") result.escalated = parse_date(day);
    }
    return result;
  }

  /// What is wrong with a record by itself, as often as it is.
  [[nodiscard]] std::vector<Fault> faults_of(const schema::Kind& kind, const Content& record) const {
    auto source = std::make_unique<Source>("", yaml::emit_item(record, 0, false, yaml::Manner{}) + "\n");
    const index::RecordFile file = reader_.read(kind, std::move(source));
    return file.faults;
  }

  /// The record with an event at its place.
  [[nodiscard]] Content with_event(NodeRef record, const History& history, Keys keys, const Content& event) const {
    Content result = yaml::content_of(record);
    const std::string& key = key_of(*history.list, keys);
    auto entry =
        std::ranges::find_if(result.entries, [&](const yaml::ContentEntry& one) { return one.key == history.list->name || one.key == history.list->title; });
    if (entry == result.entries.end()) entry = result.entries.insert(entry, {key, yaml::sequence({})});
    entry->value.kind = yaml::NodeKind::sequence;
    entry->value.text.clear();
    const auto list = find_value(record, *history.list);
    const std::size_t place = list ? place_in(*list, history) : 0;
    entry->value.items.insert(entry->value.items.begin() + static_cast<std::ptrdiff_t>(place), event);
    return result;
  }

  /// The faults that an event brings into its record.
  [[nodiscard]] std::vector<Fault> new_faults(NodeRef record, const schema::Kind& kind, const History& history, Keys keys, const Content& event) const {
    std::multiset<std::string> known;
    for (const Fault& fault : faults_of(kind, yaml::content_of(record))) known.insert(brief(fault));
    std::vector<Fault> result;
    for (Fault& fault : faults_of(kind, with_event(record, history, keys, event))) {
      const auto same = known.find(brief(fault));
      if (same != known.end()) {
        known.erase(same);
      } else {
        result.push_back(std::move(fault));
      }
    }
    return result;
  }

  static bool is_transition(const Fault& fault) { return fault.rule == "illegal-transition"; }

  bool may_come(const std::string& id, NodeRef record, const schema::Kind& kind, const History& history, Keys keys, const Content& event) {
    std::vector<Fault> faults = new_faults(record, kind, history, keys, event);
    for (Fault& fault : faults) {
      const bool forbidden = is_transition(fault);
      result_.faults.push_back({id, std::move(fault), forbidden ? allowed(record, kind, history, keys) : Text{}});
    }
    return faults.empty();
  }

  /// The events that the fold lets come on that day.
  [[nodiscard]] Text allowed(NodeRef record, const schema::Kind& kind, const History& history, Keys keys) const {
    Text names;
    for (const schema::Choice& choice : history.event->choices) {
      const Content event = yaml::mapping({{key_of(*history.date, keys), yaml::scalar(to_string(event_.date), yaml::Form::typed)},
                                           {key_of(*history.event, keys), yaml::scalar(choice.value, yaml::Form::typed)}});
      if (std::ranges::any_of(new_faults(record, kind, history, keys, event), is_transition)) continue;
      names = {names.zh + (names.zh.empty() ? "" : "、") + choice.title, names.en + (names.en.empty() ? "" : ", ") + choice.value};
    }
    return names;
  }
};

}  // namespace

EventPlan plan_event(index::Index& index, const NewEvent& event) { return Planner(index, event).plan(); }

}  // namespace bq::change
