#include "index/identity.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace bq::index {
namespace {

/// The line without its indentation, which a record that moves into a list does not keep.
std::string at_line(const Place& place) {
  const std::size_t begin = place.line.find_first_not_of(" \t-");
  return place.path + '\n' + (begin == std::string::npos ? std::string() : place.line.substr(begin));
}

std::string identity(SQLite::Statement& found, const Place& place) {
  std::string text = found.executeStep() ? found.getColumn(0).getString() + ' ' + found.getColumn(1).getString() : at_line(place);
  found.reset();
  return text;
}

}  // namespace

Identities::Identities(SQLite::Database& db)
    : by_row_(db, "SELECT kind, id FROM (SELECT kind, id, upto FROM record WHERE rid <= ?1 ORDER BY rid DESC LIMIT 1) WHERE upto >= ?1 AND id IS NOT NULL"),
      by_bytes_(db, "SELECT kind, id FROM record WHERE rid BETWEEN ? AND ? AND first <= ? AND finish >= ? AND id IS NOT NULL ORDER BY rid LIMIT 1") {}

std::string Identities::of_row(Rid row, const Place& place) {
  by_row_.bind(1, row);
  return identity(by_row_, place);
}

std::string Identities::of_bytes(std::int64_t file, Span span, const Place& place) {
  by_bytes_.bind(1, make_rid(file, 0));
  by_bytes_.bind(2, make_rid(file + 1, 0) - 1);
  by_bytes_.bind(3, static_cast<std::int64_t>(span.begin));
  by_bytes_.bind(4, static_cast<std::int64_t>(span.begin));
  return identity(by_bytes_, place);
}

std::string identity_of(std::string_view rule, std::string_view about, const Args& args) {
  std::string text(rule);
  text += '\n';
  text += about;
  std::vector<std::pair<std::string, std::string>> sorted(args.begin(), args.end());  // kept findings have them in another order than new ones
  std::ranges::sort(sorted);
  for (const auto& [name, value] : sorted) {
    if (!name.ends_with("_zh") && name != "nearest") text += '\n' + name + '=' + value;
  }
  return text;
}

}  // namespace bq::index
