#include "change/stretch.hpp"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/nearest.hpp"
#include "change/record.hpp"
#include "schema/value.hpp"

namespace bq::change {
namespace {

/// Fields of an object that a filter may name.
constexpr std::array filter_fields = {"town", "park", "industry", "type", "category", "tier"};

/// The values by which a filter may mean each stored value: itself and what people call it.
std::vector<std::pair<std::string, std::string>> spoken_values(index::Index& index, const schema::Field& field) {
  std::vector<std::pair<std::string, std::string>> spoken;
  std::set<std::string> stored;
  for (const auto& row : index.rows(fmt::format("SELECT DISTINCT {0} FROM enterprise WHERE {0} IS NOT NULL ORDER BY 1", field.name))) {
    stored.insert(index::text_in(row[0]));
    spoken.emplace_back(index::text_in(row[0]), index::text_in(row[0]));
  }
  for (const schema::Choice& choice : schema::choices_of(field, index.settings().vocabulary))
    if (stored.contains(choice.value)) spoken.emplace_back(choice.title, choice.value);
  if (!field.refs.empty()) {
    for (const auto& row : index.rows("SELECT id, name, COALESCE(short, name) FROM unit WHERE id IS NOT NULL AND name IS NOT NULL ORDER BY rid")) {
      if (!stored.contains(index::text_in(row[0]))) continue;
      spoken.emplace_back(index::text_in(row[1]), index::text_in(row[0]));
      spoken.emplace_back(index::text_in(row[2]), index::text_in(row[0]));
    }
  }
  return spoken;
}

UserError no_such(const std::string& flag, const std::string& text, const std::vector<std::string>& known) {
  return {Exit::usage, {fmt::format("{}：没有“{}”", flag, text), fmt::format("{}: there is no '{}'", flag, text)}, did_you_mean(text, known)};
}

std::string meant(const std::string& flag, const std::string& value, const std::vector<std::pair<std::string, std::string>>& spoken) {
  std::vector<std::string> known;
  for (const auto& [said, stored] : spoken) {
    if (said == value) return stored;
    known.push_back(said);
  }
  throw no_such(flag, value, known);
}

constexpr const char* stretch_columns =
    "SELECT p.rid, e.id, e.name, COALESCE(e.town, ''), COALESCE(e.industry, ''), f.path, p.role, "
    "COALESCE((SELECT r.title FROM programme_pairing_roles r WHERE r.id = p.role ORDER BY r.rid LIMIT 1), p.role), "
    "COALESCE((SELECT r.holder FROM programme_pairing_roles r WHERE r.id = p.role ORDER BY r.rid LIMIT 1), ''), "
    "CASE WHEN p.post IS NOT NULL THEN 'post' WHEN p.cadre IS NOT NULL THEN 'cadre' ELSE 'unit' END, COALESCE(p.post, p.cadre, p.unit, ''), "
    "COALESCE((SELECT o.title FROM post o WHERE o.id = p.post), (SELECT c.name FROM cadre c WHERE c.id = p.cadre), "
    "(SELECT COALESCE(u.short, u.name) FROM unit u WHERE u.id = p.unit), p.post, p.cadre, p.unit, ''), "
    "p.since, COALESCE(p.until, ''), COALESCE(p.batch, ''), EXISTS (SELECT 1 FROM pairing k WHERE k.rid = p.rid AND k.answers = 1), "
    "e.departed_date IS NULL OR e.departed_date > :day "
    "FROM enterprise_pairings p JOIN enterprise e ON e.rid = p.parent JOIN record k ON k.rid = e.rid AND k.repeated = 0 JOIN file f ON f.file = p.rid >> 20 "
    "WHERE p.role IS NOT NULL AND p.since IS NOT NULL AND e.id IS NOT NULL AND (:role = '' OR p.role = :role)";

std::vector<Stretch> read_stretches(index::Index& index, const std::string& where, index::Bindings values) {
  std::vector<Stretch> stretches;
  for (const auto& row : index.rows(fmt::format("{} AND {} ORDER BY e.id, p.rid", stretch_columns, where), values)) {
    Stretch& stretch = stretches.emplace_back();
    stretch = {.rid = std::get<std::int64_t>(row[0]),
               .object = index::text_in(row[1]),
               .object_name = index::text_in(row[2]),
               .town = index::text_in(row[3]),
               .industry = index::text_in(row[4]),
               .path = index::text_in(row[5]),
               .role = index::text_in(row[6]),
               .role_title = index::text_in(row[7]),
               .role_holder = index::text_in(row[8]),
               .holder = {index::text_in(row[9]), index::text_in(row[10]), index::text_in(row[11])},
               .since = index::text_in(row[12]),
               .until = index::text_in(row[13]),
               .batch = index::text_in(row[14]),
               .answers = std::get<std::int64_t>(row[15]) != 0,
               .on_register = std::get<std::int64_t>(row[16]) != 0};
  }
  return stretches;
}

}  // namespace

std::vector<std::string> split_list(std::string_view text) {
  constexpr std::string_view wide_comma = "，";
  std::vector<std::string> parts{""};
  while (!text.empty()) {
    const bool is_wide = text.starts_with(wide_comma);
    if (is_wide || text.starts_with(',')) {
      parts.emplace_back();
    } else {
      parts.back() += text.front();
    }
    text.remove_prefix(is_wide ? wide_comma.size() : 1);
  }
  std::erase(parts, "");
  return parts;
}

std::string find_object(index::Index& index, const std::string& flag, const std::string& text) {
  std::vector<std::pair<std::string, std::string>> spoken;
  for (const auto& row : index.rows("SELECT id, name FROM enterprise WHERE id IS NOT NULL ORDER BY id")) {
    spoken.emplace_back(index::text_in(row[0]), index::text_in(row[0]));
    spoken.emplace_back(index::text_in(row[1]), index::text_in(row[0]));
  }
  return meant(flag, text, spoken);
}

Filter read_filter(index::Index& index, const std::string& text) {
  const std::size_t sign = text.find('=');
  Filter filter;
  if (sign == std::string::npos) {
    for (const std::string& value : split_list(text)) filter.values.push_back(find_object(index, "--only", value));
  } else {
    const schema::Kind& kind = *index.pack().kinds.at("enterprise");
    const schema::Field* field = find_by_key(kind.root, text.substr(0, sign));
    if (field == nullptr || std::ranges::find(filter_fields, field->name) == filter_fields.end()) {
      std::vector<std::string> known;
      for (const char* name : filter_fields) known.insert(known.end(), {name, schema::find_field(kind.root, name)->title});
      UserError error = no_such("--only", text.substr(0, sign), known);
      if (!error.hint().empty()) throw error;
      throw UserError(Exit::usage, error.message(),
                      {fmt::format("可用：{}", "属地、园区、行业、类型、类别、对象层级"), "there are town, park, industry, type, category and tier"});
    }
    filter.field = field->name;
    const auto spoken = spoken_values(index, *field);
    for (const std::string& value : split_list(text.substr(sign + 1))) filter.values.push_back(meant("--only " + text.substr(0, sign), value, spoken));
  }
  if (filter.values.empty()) throw UserError(Exit::usage, {fmt::format("--only 的“{}”没有写值", text), fmt::format("--only '{}' names no value", text)});
  return filter;
}

std::string find_role(index::Index& index, const std::string& text) {
  std::vector<std::pair<std::string, std::string>> spoken;
  for (const auto& row : index.rows("SELECT id, title FROM programme_pairing_roles WHERE id IS NOT NULL ORDER BY rid")) {
    spoken.emplace_back(index::text_in(row[0]), index::text_in(row[0]));
    spoken.emplace_back(index::text_in(row[1]), index::text_in(row[0]));
  }
  return meant("--role", text, spoken);
}

std::vector<Stretch> stretches_of(index::Index& index, const Party& holder, const std::string& role, const std::vector<Filter>& filters, Date day) {
  index::Bindings values{{":holder", holder.id}, {":role", role}, {":day", to_string(day)}};
  std::string where = fmt::format("p.{} = :holder", holder.kind);
  for (const Filter& filter : filters) {
    where += fmt::format(" AND e.{} IN (", filter.field.empty() ? "id" : filter.field);
    for (const std::string& value : filter.values) {
      where += fmt::format("{}:v{}", where.ends_with('(') ? "" : ", ", values.size());
      values.emplace_back(fmt::format(":v{}", values.size()), value);
    }
    where += ")";
  }
  return read_stretches(index, where, values);
}

std::vector<Stretch> stretches_for(index::Index& index, const std::string& object, const std::string& role, Date day) {
  return read_stretches(index, "e.id = :object", {{":object", object}, {":role", role}, {":day", to_string(day)}});
}

bool can_end_on(const Stretch& stretch, Date day) { return stretch.since < to_string(day) && (stretch.until.empty() || stretch.until > to_string(day)); }

}  // namespace bq::change
