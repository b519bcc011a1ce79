#include "change/party.hpp"

#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/error.hpp"
#include "base/nearest.hpp"

namespace bq::change {
namespace {

/// Everybody who may hold a pairing, by every name; a unit by its short name too.
constexpr const char* all_parties =
    "SELECT 'cadre' AS kind, id, name AS label, name AS other FROM cadre WHERE id IS NOT NULL AND name IS NOT NULL "
    "UNION ALL SELECT 'post', id, title, title FROM post WHERE id IS NOT NULL AND title IS NOT NULL "
    "UNION ALL SELECT 'unit', id, COALESCE(short, name), name FROM unit WHERE id IS NOT NULL AND name IS NOT NULL";

}  // namespace

Party find_party(index::Index& index, const std::string& flag, const std::string& text) {
  const auto rows =
      index.rows(fmt::format("SELECT kind, id, label FROM ({}) WHERE id = :text OR label = :text OR other = :text ORDER BY id <> :text, kind, id", all_parties),
                 {{":text", text}});
  const auto party = [](const std::vector<index::SqlValue>& row) { return Party{index::text_in(row[0]), index::text_in(row[1]), index::text_in(row[2])}; };
  if (!rows.empty() && (rows.size() == 1 || index::text_in(rows[0][1]) == text)) return party(rows[0]);
  if (rows.size() > 1) {
    std::vector<std::string> ids;
    for (const auto& row : rows) ids.push_back(index::text_in(row[1]));
    throw UserError(Exit::usage, {fmt::format("{}：叫“{}”的不止一个", flag, text), fmt::format("{}: several are called '{}'", flag, text)},
                    {fmt::format("写编号：{}", fmt::join(ids, "、")), fmt::format("give the id: {}", fmt::join(ids, ", "))});
  }
  std::vector<std::string> known;
  for (const auto& row : index.rows(fmt::format("SELECT id, label FROM ({}) ORDER BY id", all_parties))) {
    known.push_back(index::text_in(row[0]));
    known.push_back(index::text_in(row[1]));
  }
  throw UserError(Exit::usage,
                  {fmt::format("{}：没有“{}”这个干部、岗位或单位", flag, text), fmt::format("{}: there is no cadre, post or unit '{}'", flag, text)},
                  did_you_mean(text, known, {"先用 bqtool add 登记，编号和名称都可以写", "enter it first with bqtool add; ids and names will do"}));
}

std::optional<Party> person_of(index::Index& index, const Party& party, Date day) {
  if (party.kind == "cadre") return party;
  const auto rows = index.rows(
      "SELECT h.cadre, COALESCE((SELECT c.name FROM cadre c WHERE c.id = h.cadre), h.cadre) FROM holder h "
      "WHERE h.post = :post AND h.since <= :day AND (h.until IS NULL OR h.until > :day) ORDER BY h.rid DESC LIMIT 1",
      {{":post", party.kind == "post" ? party.id : std::string()}, {":day", to_string(day)}});
  if (rows.empty()) return std::nullopt;
  return Party{"cadre", index::text_in(rows[0][0]), index::text_in(rows[0][1])};
}

std::string party_label(index::Index& index, const Party& party, Date day) {
  if (party.kind != "post") return party.name;
  const auto person = person_of(index, party, day);
  return person ? party.name + " " + person->name : party.name;
}

void check_in_office(index::Index& index, const Party& party, Date day) {
  if (party.kind == "unit") return;
  const auto person = person_of(index, party, day);
  if (!person) {
    throw UserError(
        Exit::refused,
        {fmt::format("“{}”{} 空缺，不能接手包联", party.name, to_string(day)), fmt::format("the post {} is vacant on {}", party.name, to_string(day))},
        {fmt::format("先登记谁到任：bqtool reassign --post {} --holder 干部 --effective {}", party.id, to_string(day)),
         fmt::format("enter its new holder first: bqtool reassign --post {} --holder CADRE --effective {}", party.id, to_string(day))});
  }
  const auto terms = index.rows("SELECT COALESCE(since, ''), COALESCE(until, '') FROM cadre WHERE id = :id LIMIT 1", {{":id", person->id}});
  if (terms.empty()) return;
  const std::string since = index::text_in(terms[0][0]), until = index::text_in(terms[0][1]), on = to_string(day);
  if (!since.empty() && since > on) {
    throw UserError(Exit::refused, {fmt::format("{}到 {} 才参与包联，{} 不能接手", person->name, since, on),
                                    fmt::format("{} takes part only from {} on, not yet on {}", person->name, since, on)});
  }
  if (!until.empty() && until <= on) {
    throw UserError(Exit::refused, {fmt::format("{}已于 {} 离任，{} 不能接手", person->name, until, on),
                                    fmt::format("{} left on {} and can take nothing over on {}", person->name, until, on)});
  }
}

std::map<std::string, std::int64_t> loads_on(index::Index& index, Date day) {
  std::map<std::string, std::int64_t> loads;
  const auto rows = index.rows(
      "SELECT CASE WHEN p.post IS NULL THEN p.cadre ELSE h.cadre END AS cadre, COUNT(DISTINCT p.object) "
      "FROM pairing p JOIN enterprise e ON e.rid = p.object AND e.registered <= :day AND (e.departed_date IS NULL OR e.departed_date > :day) "
      "LEFT JOIN holder h ON h.post = p.post AND h.since <= :day AND (h.until IS NULL OR h.until > :day) "
      "WHERE p.answers = 1 AND p.since <= :day AND (p.until IS NULL OR p.until > :day) GROUP BY 1 ORDER BY 1",
      {{":day", to_string(day)}});
  for (const auto& row : rows)
    if (const std::string cadre = index::text_in(row[0]); !cadre.empty()) loads[cadre] = std::get<std::int64_t>(row[1]);
  return loads;
}

std::optional<std::int64_t> capacity_of(index::Index& index) {
  const auto rows = index.rows("SELECT pairing_capacity FROM programme ORDER BY rid LIMIT 1");
  const auto* capacity = rows.empty() ? nullptr : std::get_if<std::int64_t>(&rows[0][0]);
  return capacity == nullptr ? std::nullopt : std::optional(*capacity);
}

}  // namespace bq::change
