#include "reassign_spread.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/error.hpp"
#include "change/move_table.hpp"
#include "change/spread.hpp"

namespace bq::cli {

using change::Move;

namespace {

/// Whoever `--spread` names, each once.
std::vector<change::Party> takers_of(index::Index& index, const std::string& names) {
  std::vector<change::Party> takers;
  for (const std::string& text : change::split_list(names)) {
    takers.push_back(change::find_party(index, "--spread", text));
    if (std::ranges::count(takers, takers.back()) > 1)
      throw UserError(Exit::usage, {fmt::format("--spread 里“{}”写了两次", text), fmt::format("--spread names '{}' twice", text)});
  }
  if (takers.size() < 2) throw UserError(Exit::usage, {"--spread 至少写两个，用逗号隔开", "--spread takes two or more, with commas between"});
  return takers;
}

/// Why an object goes where it goes.
Text reason_of(index::Index& index, const change::Stretch& stretch, const change::Share& share) {
  const auto rows = index.rows("SELECT COALESCE(short, name) FROM unit WHERE id = :id LIMIT 1", {{":id", stretch.town}});
  const auto* name = rows.empty() ? nullptr : std::get_if<std::string>(&rows[0][0]);
  const std::string town = name == nullptr ? stretch.town : *name;
  if (share.of_town == share.in_town) return {fmt::format("{}的 {} 个都在一处", town, share.in_town), fmt::format("all {} of {}", share.in_town, town)};
  return {fmt::format("{}共 {} 个，为求均匀分开，这里 {} 个", town, share.in_town, share.of_town),
          fmt::format("{} of the {} of {}, cut to keep the shares even", share.of_town, share.in_town, town)};
}

}  // namespace

std::vector<Move> moves_spread(index::Index& index, const std::string& names, const std::vector<change::Stretch>& given, Date day, const std::string& basis) {
  const std::vector<change::Party> parties = takers_of(index, names);
  const bool answers = std::ranges::any_of(given, &change::Stretch::answers);
  const auto capacity = answers ? change::capacity_of(index) : std::nullopt;
  const auto loads = change::loads_on(index, day);
  std::vector<change::Taker> takers;
  std::vector<std::string> rooms;
  for (const change::Party& party : parties) {
    const auto person = change::person_of(index, party, day);
    const auto load = person ? loads.find(person->id) : loads.end();
    change::Taker& taker = takers.emplace_back();
    taker.load = load == loads.end() ? 0 : load->second;
    if (capacity && person) taker.room = std::max<std::int64_t>(0, *capacity - taker.load);
    if (taker.room) rooms.push_back(fmt::format("{} {}", change::party_label(index, party, day), *taker.room));
  }
  std::vector<change::Given> objects;
  for (const change::Stretch& stretch : given)
    if (objects.empty() || objects.back().id != stretch.object) objects.push_back({stretch.object, stretch.town, stretch.industry});
  const auto shares = change::spread(objects, takers);
  if (!shares) {
    throw UserError(Exit::refused,
                    {fmt::format("要交 {} 个对象，接手的还能接：{}，接不完", objects.size(), fmt::join(rooms, "，")),
                     fmt::format("there are {} objects to give, and room for fewer: {}", objects.size(), fmt::join(rooms, ", "))},
                    {"再加几个接手的，或用 --only 分几次交", "name more who take over, or give fewer with --only"});
  }
  std::vector<Move> moves;
  for (const change::Stretch& stretch : given) {
    const auto object = std::ranges::find(objects, stretch.object, &change::Given::id);
    const change::Share& share = (*shares)[static_cast<std::size_t>(object - objects.begin())];
    moves.push_back({stretch, parties[share.taker], day, basis, reason_of(index, stretch, share)});
  }
  return moves;
}

}  // namespace bq::cli
