#include "change/pairing_notice.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "change/addition.hpp"
#include "index/findings.hpp"

namespace bq::change {
namespace {

/// Why the notice is sent, in the language of the ledger.
std::string grounds_of(const std::vector<Move>& moves, bool english) {
  std::vector<std::string> lines;
  for (const Move& move : moves) {
    const std::string line = english ? fmt::format("{} ({}) goes from {} to {} as of {}", move.stretch.object_name, move.stretch.role_title,
                                                   move.stretch.holder.name, move.to.name, to_string(move.effective))
                                     : fmt::format("{}起{}的{}由{}调整为{}", to_string(move.effective), move.stretch.object_name, move.stretch.role_title,
                                                   move.stretch.holder.name, move.to.name);
    lines.push_back(line);
  }
  const std::string basis = moves.front().basis.empty() ? ""
                            : english                   ? fmt::format(" (see {})", moves.front().basis)
                                                        : fmt::format("（见{}）", moves.front().basis);
  return fmt::format("{}{}", fmt::join(lines, english ? "; " : "；"), basis);
}

}  // namespace

Telling telling_of(index::Index& index, const std::vector<Move>& moves, Date day) {
  if (std::ranges::none_of(moves, [](const Move& move) { return move.stretch.answers; })) return Telling::need_not;
  switch (index::severity_of(index.pack().rules.at("swap-not-announced"), index.settings(), day)) {
    case pack::Severity::error:
      return Telling::must;
    case pack::Severity::warning:
      return Telling::should;
    default:
      return Telling::need_not;
  }
}

std::vector<FileChange> plan_notice(index::Index& index, const std::vector<Move>& moves, Date today) {
  std::vector<Party> recipients;
  const auto add = [&](const Party& party) {
    if (std::ranges::find(recipients, party) == recipients.end()) recipients.push_back(party);
  };
  for (const Move& move : moves) add(move.stretch.holder);
  for (const Move& move : moves) add(move.to);

  NewRecord notice{.inputs = {{"date", to_string(today)}, {"kind", "pairing_change"}, {"grounds", grounds_of(moves, index.settings().language == "en")}}};
  for (std::size_t i = 0; i < recipients.size(); ++i) notice.inputs.push_back({fmt::format("recipients.{}.{}", i + 1, recipients[i].kind), recipients[i].id});
  const auto sender = index.rows("SELECT unit FROM notice WHERE unit IS NOT NULL ORDER BY kind = 'pairing_change' DESC, date DESC, rid DESC LIMIT 1");
  if (!sender.empty()) notice.inputs.push_back({"unit", std::get<std::string>(sender[0][0])});
  if (index.rows("SELECT 1 FROM notice LIMIT 1").empty()) notice.inputs.push_back({"id", fmt::format("N{}-01", to_string(today).substr(0, 4))});
  Addition addition = plan_addition(index, *index.pack().kinds.at("notice"), {notice}, today);
  if (!addition.faults.empty()) throw std::logic_error("a notice is built from what was found");
  return std::move(addition.plan.files);
}

}  // namespace bq::change
