#include "index/members.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/error.hpp"
#include "store/git.hpp"
#include "store/work_tree.hpp"

namespace bq::index {
namespace {

namespace fs = std::filesystem;

bool is_in_force(const Settings::Member& member, const std::string& day) {
  return (member.since.empty() || member.since <= day) && (member.until.empty() || member.until > day);
}

}  // namespace

std::unique_ptr<store::JoinedTree> join_members(const store::Tree& own, const Settings& settings, Date day) {
  std::vector<store::JoinedTree::Member> members;
  std::vector<std::string> missing;
  for (const Settings::Member& member : settings.members) {
    if (!is_in_force(member, to_string(day))) continue;
    const fs::path folder = (own.root() / member.ledger).lexically_normal();
    if (store::find_ledger(folder) != folder) {
      missing.push_back(fmt::format("{}: {}", member.unit, member.ledger));
      continue;
    }
    members.push_back({{member.unit, fs::path(member.ledger).lexically_normal().generic_string(), store::revision_of(folder).commit},
                       std::make_unique<store::WorkTree>(folder)});
  }
  if (!missing.empty()) {
    throw UserError(Exit::environment,
                    {fmt::format("下级台账不在设置所写的地方：{}", fmt::join(missing, "、")),
                     fmt::format("member ledgers are not where the settings say: {}", fmt::join(missing, ", "))},
                    {"把那个单位的台账仓库克隆到那里，或更正 bqtool.yaml 里 members 的 ledger",
                     "clone that unit's ledger there, or mend `ledger` under `members` in bqtool.yaml"});
  }
  if (members.empty()) {
    throw UserError(
        Exit::usage, {"设置里没有下级台账", "the settings name no member ledgers"},
        {"在 bqtool.yaml 里写 members，每个下级单位一行：unit 和 ledger", "list them in bqtool.yaml under `members`, each with `unit` and `ledger`"});
  }
  return std::make_unique<store::JoinedTree>(own, std::move(members));
}

}  // namespace bq::index
