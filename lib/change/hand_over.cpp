#include "change/hand_over.hpp"

#include <fmt/format.h>

#include "base/error.hpp"
#include "change/edited_file.hpp"
#include "change/record.hpp"

namespace bq::change {
namespace {

using schema::Field;
using yaml::NodeRef;

UserError nothing_to_do(const HandOver& change) {
  if (!change.holder) return {Exit::usage, {fmt::format("“{}”本来就空缺", change.post.name), fmt::format("the post {} is vacant already", change.post.name)}};
  return {Exit::usage,
          {fmt::format("“{}”本来就由{}担任", change.post.name, change.holder->name),
           fmt::format("{} holds the post {} already", change.holder->name, change.post.name)}};
}

/// The objects whose pairings are with the post on the day.
std::vector<std::string> followers(index::Index& index, const HandOver& change) {
  std::vector<std::string> objects;
  for (const auto& row : index.rows("SELECT DISTINCT e.id || ' ' || e.name FROM enterprise_pairings p JOIN enterprise e ON e.rid = p.parent "
                                    "WHERE p.post = :post AND p.since <= :day AND (p.until IS NULL OR p.until > :day) ORDER BY e.id",
                                    {{":post", change.post.id}, {":day", to_string(change.effective)}})) {
    objects.push_back(index::text_in(row[0]));
  }
  return objects;
}

}  // namespace

HandOverPlan plan_hand_over(index::Index& index, const HandOver& change) {
  const std::string day = to_string(change.effective);
  const auto found =
      index.rows("SELECT f.path FROM post o JOIN file f ON f.file = o.rid >> 20 WHERE o.id = :id ORDER BY o.rid LIMIT 1", {{":id", change.post.id}});
  const schema::Kind& kind = *index.pack().kinds.at("post");
  const Field& holders = *schema::find_field(kind.root, "holders");
  const Field& item = holders.item.front();
  const Field* cadre = schema::find_field(item, "cadre");
  const Field* since = schema::find_field(item, "since");
  const Field* until = schema::find_field(item, "until");
  const Field* acting = schema::find_field(item, "acting");
  if (change.holder) check_in_office(index, *change.holder, change.effective);

  EditedFiles files(index.tree());
  EditedFile& file = files.open(index::text_in(found.at(0)[0]));
  const NodeRef record = record_in(file, kind, change.post.id);
  const Keys keys = keys_of(file.reading.document, kind).value_or(Keys::names);
  const auto list = find_value(record, holders);
  std::optional<NodeRef> current, last;
  if (list) {
    for (const NodeRef one : list->items()) {
      last = one;
      const std::string began = value_in(one, since), ended = value_in(one, until);
      if (began >= day) {
        throw UserError(Exit::refused,
                        {fmt::format("“{}”在 {} 已登记有人到任，不能再在 {} 换人", change.post.name, began, day),
                         fmt::format("the post {} has a holder from {} on already, so that it can't change hands on {}", change.post.name, began, day)},
                        {"登记错了的，直接改那一条；否则换一个日子", "a slip is mended in its own line; otherwise choose another day"});
      }
      if (ended.empty() || ended > day) current = one;
    }
  }
  HandOverPlan plan;
  if (current) {
    plan.before = find_party(index, "--post", value_in(*current, cadre));
    const std::string now = value_in(*current, acting);
    const bool is_acting = now == "true" || now == "是";
    if (change.holder && *plan.before == *change.holder && is_acting == change.acting) throw nothing_to_do(change);
    file.editor.set(*current, key_of(*until, keys), yaml::scalar(day, yaml::Form::typed), key_in(*current, item, *since));
  } else if (!change.holder) {
    throw nothing_to_do(change);
  }
  if (change.holder) {
    std::vector<Input> inputs{{"cadre", change.holder->id}, {"since", day}};
    if (change.acting) inputs.push_back({"acting", "true"});
    std::vector<InputFault> faults;
    const yaml::Content stretch = build_mapping(kind, item, inputs, keys, index.settings().vocabulary, faults);
    if (last) {
      file.editor.insert_items(*list, last, {stretch});
    } else {
      file.editor.append_items(record, key_of(holders, keys), {stretch});
    }
  }
  plan.files = files.changes();
  plan.objects = followers(index, change);
  return plan;
}

}  // namespace bq::change
