#include "change/reassign.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/nearest.hpp"
#include "change/edited_file.hpp"
#include "change/record.hpp"
#include "index/findings.hpp"

namespace bq::change {
namespace {

using schema::Field;
using yaml::NodeRef;

/// The posts that a cadre holds, for whom no pairing stands by name.
Text posts_held_hint(index::Index& index, const Party& holder, Date day) {
  if (holder.kind != "cadre") return {};
  const auto rows = index.rows("SELECT post FROM holder WHERE cadre = :cadre AND since <= :day AND (until IS NULL OR until > :day) ORDER BY post LIMIT 1",
                               {{":cadre", holder.id}, {":day", to_string(day)}});
  if (rows.empty()) return {};
  const std::string post = index::text_in(rows[0][0]);
  return {
      fmt::format("{}任岗位 {}，包联随岗位走：岗位换人用 --post {} --holder 干部，岗位的对象交给别人用 --from {}", holder.name, post, post, post),
      fmt::format("{} holds the post {}, and pairings stay with it: --post {} --holder CADRE when the post changes hands, --from {} to give its objects away",
                  holder.name, post, post, post)};
}

/// The item of a list of pairings that says what a stretch says.
NodeRef item_of(NodeRef list, const Field& item, const Stretch& stretch, const std::string& path) {
  for (const NodeRef one : list.items()) {
    if (value_in(one, find_field(item, "role")) == stretch.role && value_in(one, find_field(item, stretch.holder.kind)) == stretch.holder.id &&
        value_in(one, find_field(item, "since")) == stretch.since && value_in(one, find_field(item, "until")) == stretch.until) {
      return one;
    }
  }
  throw UserError(
      Exit::refused,
      {fmt::format("{} 里“{}”的包联关系读不通", path, stretch.object), fmt::format("the pairings of '{}' in {} can't be read", stretch.object, path)},
      {"先用 bqtool validate 查出并改好", "mend what bqtool validate finds first"});
}

}  // namespace

std::vector<Stretch> ending_on(index::Index& index, const Party& holder, const std::vector<Stretch>& found, Date day) {
  std::vector<Stretch> ending;
  const Stretch* later = nullptr;
  const Stretch* last = nullptr;
  for (const Stretch& stretch : found) {
    if (can_end_on(stretch, day)) {
      ending.push_back(stretch);
    } else if (stretch.since >= to_string(day)) {
      later = &stretch;
    } else if (last == nullptr || stretch.until > last->until) {
      last = &stretch;
    }
  }
  if (later != nullptr) {
    throw UserError(
        Exit::refused,
        {fmt::format("“{}”（{}）由{}包联是从 {} 开始的，不能在 {} 就终止", later->object_name, later->object, holder.name, later->since, to_string(day)),
         fmt::format("{} took over {} ({}) on {}, so that it can't end on {}", holder.name, later->object_name, later->object, later->since, to_string(day))},
        {"改 --effective 的日子，或用 --only 避开它；当天登记错了的，直接改那一条",
         "choose a later --effective or leave it out with --only; a slip of that day is mended in its own line"});
  }
  if (!ending.empty()) return ending;
  if (last != nullptr) {
    throw UserError(Exit::refused, {fmt::format("{}包联的对象到 {} 都已终止，{} 没有可交的", holder.name, last->until, to_string(day)),
                                    fmt::format("the pairings of {} ended by {}; none is left on {}", holder.name, last->until, to_string(day))});
  }
  throw UserError(Exit::usage, {fmt::format("没有找到{}包联的对象", holder.name), fmt::format("no pairing of {} was found", holder.name)},
                  posts_held_hint(index, holder, day));
}

void check_move(index::Index& index, const Move& move) {
  if (move.to == move.stretch.holder) {
    throw UserError(Exit::usage, {fmt::format("“{}”本来就由{}包联", move.stretch.object_name, move.to.name),
                                  fmt::format("{} is paired with {} already", move.stretch.object_name, move.to.name)});
  }
  if (!move.stretch.role_holder.empty() && move.stretch.role_holder != move.to.kind) {
    static const std::map<std::string, Text> names{{"post", {"岗位", "posts"}}, {"cadre", {"干部", "cadres"}}, {"unit", {"单位", "units"}}};
    const Text& wanted = names.at(move.stretch.role_holder);
    throw UserError(Exit::refused,
                    {fmt::format("“{}”由{}承担，“{}”不是{}", move.stretch.role_title, wanted.zh, move.to.name, wanted.zh),
                     fmt::format("the role {} is held by {}, which {} is not among", move.stretch.role_title, wanted.en, move.to.name)},
                    {"用 --role 只调一种角色，或换一个接手的；bqtool.yaml 的 pairing.roles 写明由谁承担",
                     "choose one role with --role, or somebody else; pairing.roles in bqtool.yaml says who holds what"});
  }
  check_in_office(index, move.to, move.effective);
}

void check_basis(index::Index& index, const std::string& basis, Date day) {
  const bool is_needed = index::severity_of(index.pack().rules.at("pairing-without-basis"), index.settings(), day) == pack::Severity::error;
  if (basis.empty()) {
    if (!is_needed) return;
    throw UserError(Exit::refused, {"本活动的调换必须写依据文件", "this programme wants a document for every change"},
                    {"在 documents 里登记批复，再用 --basis 文件编号 写明", "enter the approval in documents and name it with --basis"});
  }
  const auto rows = index.rows("SELECT kind, approved_date, title FROM document WHERE id = :id LIMIT 1", {{":id", basis}});
  if (rows.empty()) {
    std::vector<std::string> known;
    for (const auto& row : index.rows("SELECT id FROM document WHERE id IS NOT NULL ORDER BY id")) known.push_back(index::text_in(row[0]));
    throw UserError(
        Exit::usage, {fmt::format("没有编号为“{}”的文件", basis), fmt::format("there is no document '{}'", basis)},
        did_you_mean(basis, known, {"先登记：bqtool add document --set kind=approval …", "enter it first: bqtool add document --set kind=approval ..."}));
  }
  if (is_needed && index::text_in(rows[0][0]) != "approval" && index::text_in(rows[0][1]).empty()) {
    throw UserError(Exit::refused,
                    {fmt::format("“{}”既不是批复，也没有批准记录", index::text_in(rows[0][2])),
                     fmt::format("the document {} is no approval, and nobody approved it", basis)},
                    {"调换须报同级党委政府同意：登记批复（kind: approval），或补写文件的 approved",
                     "a change needs consent: enter the approval (kind: approval), or who approved the document"});
  }
}

std::vector<FileChange> plan_moves(index::Index& index, const std::vector<Move>& moves) {
  const schema::Kind& kind = *index.pack().kinds.at("enterprise");
  const Field& pairings = *schema::find_field(kind.root, "pairings");
  const Field& item = pairings.item.front();
  const Field& since = *schema::find_field(item, "since");
  const Field& until = *schema::find_field(item, "until");
  EditedFiles files(index.tree());
  std::map<std::string, std::vector<const Move*>> by_object;
  for (const Move& move : moves) by_object[move.stretch.object].push_back(&move);

  for (const auto& [object, its_moves] : by_object) {
    const std::string& path = its_moves.front()->stretch.path;
    EditedFile& file = files.open(path);
    const NodeRef record = record_in(file, kind, object);
    const Keys keys = keys_of(file.reading.document, kind).value_or(Keys::names);
    const auto list = find_value(record, pairings);
    std::vector<yaml::Content> added;
    for (const Move* move : its_moves) {
      const NodeRef old = item_of(list.value_or(record), item, move->stretch, path);
      const std::string day = to_string(move->effective);
      file.editor.set(old, key_of(until, keys), yaml::scalar(day, yaml::Form::typed), key_in(old, item, since));
      std::vector<InputFault> faults;
      added.push_back(build_mapping(kind, item,
                                    {{"role", move->stretch.role},
                                     {move->to.kind, move->to.id},
                                     {"since", day},
                                     {"until", move->stretch.until},
                                     {"batch", move->stretch.batch},
                                     {"basis", move->basis}},
                                    keys, index.settings().vocabulary, faults));
      if (!faults.empty()) throw std::logic_error("a stretch is built from what was found");
    }
    std::optional<NodeRef> last;
    for (const NodeRef one : list->items()) last = one;
    file.editor.insert_items(*list, last, added);
  }
  return files.changes();
}

}  // namespace bq::change
