#include "reassign_summary.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/error.hpp"
#include "index/findings.hpp"
#include "render/render.hpp"

namespace bq::cli {
namespace {

using change::Move;
using change::Party;

/// One who takes part: what it has before, gives and takes.
struct Side {
  Party party;
  Date day;
  std::set<std::string> gives{};
  std::set<std::string> takes{};
};

Side& side_of(std::vector<Side>& sides, const Party& party, Date day) {
  const auto side = std::ranges::find(sides, party, &Side::party);
  if (side == sides.end()) return sides.emplace_back(Side{party, day});
  side->day = std::max(side->day, day);
  return *side;
}

/// How many objects are with a party itself, whatever the role.
std::int64_t held_by(index::Index& index, const Party& party, Date day) {
  std::set<std::string> objects;
  for (const change::Stretch& stretch : change::stretches_of(index, party, "", {}, day))
    if (stretch.on_register && stretch.since <= to_string(day) && (stretch.until.empty() || stretch.until > to_string(day))) objects.insert(stretch.object);
  return static_cast<std::int64_t>(objects.size());
}

void refuse_overload(index::Index& index, const std::string& who, std::int64_t after, std::int64_t capacity, Date day) {
  if (index::severity_of(index.pack().rules.at("over-capacity"), index.settings(), day) != pack::Severity::error) return;
  throw UserError(Exit::refused,
                  {fmt::format("{}接手后负责 {} 个对象，超过上限 {} 个", who, after, capacity),
                   fmt::format("{} would answer for {} objects, more than {}", who, after, capacity)},
                  {"用 --only 少交几个，或用 --spread 分给几个人", "give fewer with --only, or share them out with --spread"});
}

}  // namespace

std::string gains_and_losses(index::Index& index, const std::vector<Move>& moves, Language language) {
  const bool zh = language == Language::zh;
  std::vector<Side> sides;
  std::map<std::string, std::set<std::string>> person_gives, person_takes;  // answering objects, by cadre
  for (const Move& move : moves) {
    side_of(sides, move.stretch.holder, move.effective).gives.insert(move.stretch.object);
    const auto giver = change::person_of(index, move.stretch.holder, move.effective);
    if (giver && move.stretch.answers && move.stretch.on_register) person_gives[giver->id].insert(move.stretch.object);
  }
  for (const Move& move : moves) {
    side_of(sides, move.to, move.effective).takes.insert(move.stretch.object);
    const auto taker = change::person_of(index, move.to, move.effective);
    if (taker && move.stretch.answers && move.stretch.on_register) person_takes[taker->id].insert(move.stretch.object);
  }
  const auto capacity = change::capacity_of(index);
  std::vector<std::vector<std::string>> rows;
  for (const Side& side : sides) {
    const auto person = change::person_of(index, side.party, side.day);
    const std::string label = change::party_label(index, side.party, side.day);
    std::int64_t before = 0, after = 0;
    std::string limit = "—";
    if (person) {
      const auto loads = change::loads_on(index, side.day);
      const auto load = loads.find(person->id);
      before = load == loads.end() ? 0 : load->second;
      after = before - static_cast<std::int64_t>(person_gives[person->id].size()) + static_cast<std::int64_t>(person_takes[person->id].size());
      if (capacity) limit = fmt::to_string(*capacity);
      if (capacity && after > *capacity && !side.takes.empty()) {
        refuse_overload(index, label, after, *capacity, side.day);
        limit += zh ? "（超出）" : " (exceeded)";
      }
    } else {
      before = held_by(index, side.party, side.day);
      after = before - static_cast<std::int64_t>(side.gives.size()) + static_cast<std::int64_t>(side.takes.size());
    }
    rows.push_back({label, fmt::to_string(side.gives.size()), fmt::to_string(side.takes.size()), fmt::to_string(before), fmt::to_string(after), limit});
  }
  return render::render_table(zh ? std::vector<std::string>{"承担者", "交出", "接手", "调整前负责", "调整后负责", "上限"}
                                 : std::vector<std::string>{"Who", "Gives", "Takes", "Before", "After", "Capacity"},
                              rows, {false, true, true, true, true, true});
}

std::string table_of(index::Index& index, const std::vector<Move>& moves, Language language) {
  const bool zh = language == Language::zh;
  const bool explains = std::ranges::any_of(moves, [](const Move& move) { return !move.why.empty(); });
  std::vector<std::vector<std::string>> rows;
  for (const Move& move : moves) {
    rows.push_back({to_string(move.effective), move.stretch.object, move.stretch.object_name, move.stretch.role_title,
                    change::party_label(index, move.stretch.holder, move.effective), change::party_label(index, move.to, move.effective)});
    if (explains) rows.back().push_back(move.why.in(language));
  }
  std::vector<std::string> head = zh ? std::vector<std::string>{"生效日", "编号", "对象", "角色", "原承担者", "现承担者"}
                                     : std::vector<std::string>{"From", "Id", "Object", "Role", "Before", "After"};
  if (explains) head.emplace_back(zh ? "理由" : "Why");
  return render::render_table(head, rows, {});
}

Text sentences_of(const change::HandOver& change, const change::HandOverPlan& plan) {
  const std::string day = to_string(change.effective);
  const Text before = plan.before ? Text{plan.before->name, plan.before->name} : Text{"空缺", "nobody"};
  const Text after = change.holder ? Text{change.holder->name + (change.acting ? "（主持工作）" : ""), change.holder->name + (change.acting ? " (acting)" : "")}
                                   : Text{"空缺", "nobody"};
  Text text{fmt::format("{} 起“{}”：{} → {}", day, change.post.name, before.zh, after.zh),
            fmt::format("{} from {} on: {} -> {}", change.post.name, day, before.en, after.en)};
  if (plan.objects.empty()) {
    text.zh += "\n没有对象按这个岗位包联";
    text.en += "\nno object is paired with this post";
  } else {
    text.zh += fmt::format("\n包联关系不用改，随岗位走的对象 {} 个：\n  {}", plan.objects.size(), fmt::join(plan.objects, "\n  "));
    text.en += fmt::format("\nthe pairings stay as they are; objects that follow the post by themselves: {}\n  {}", plan.objects.size(),
                           fmt::join(plan.objects, "\n  "));
    if (!change.holder) {
      text.zh += "\n空缺期间这些对象没有负责人，走访和销号会受影响；尽快明确，或用 --from 交给别人";
      text.en += "\nwhile the post is vacant nobody answers for them; fill it soon, or give them away with --from";
    }
  }
  return text;
}

Text papers_of(Date day) {
  const std::string month = to_string(day).substr(0, 7);
  const std::string lines = fmt::format("  bqtool report pairing-changes --month={}\n  bqtool report roster --as-of {}\n  bqtool report roster --as-of {}",
                                        month, to_string(day - std::chrono::days{1}), to_string(day));
  return {"交接用的材料（写入后打印）：调整情况、前一天和当天的包联名单\n" + lines,
          "papers for the handover, once it is written: the changes, the roster of the day before and of the day\n" + lines};
}

}  // namespace bq::cli
