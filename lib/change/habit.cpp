#include "change/habit.hpp"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

namespace bq::change {
namespace {

constexpr std::string_view digits = "0123456789";

/// The ways in which a day's year or period stands in names, the closest first.
std::vector<std::string> tokens_of(Date day) {
  const std::chrono::year_month_day date(day);
  const int year = static_cast<int>(date.year());
  const unsigned month = static_cast<unsigned>(date.month());
  const unsigned quarter = (month + 2) / 3;
  const unsigned half = (month + 5) / 6;
  return {fmt::format("{}-{:02}", year, month), fmt::format("{}/{:02}", year, month), fmt::format("{}{:02}", year, month), fmt::format("{}-Q{}", year, quarter),
          fmt::format("{}Q{}", year, quarter),  fmt::format("{}-H{}", year, half),    fmt::format("{}H{}", year, half),    fmt::format("{}", year)};
}

/// `text`, in which a period that `from` lies in is named, with the one that `to` lies in instead; unchanged when it names none.
std::string moved(std::string text, Date from, Date to) {
  const auto old_tokens = tokens_of(from);
  const auto new_tokens = tokens_of(to);
  for (std::size_t i = 0; i < old_tokens.size(); ++i) {
    if (const std::size_t at = text.rfind(old_tokens[i]); at != std::string::npos) return text.replace(at, old_tokens[i].size(), new_tokens[i]);
  }
  return text;
}

/// An id as what stands before its last number, and that number.
struct Numbered {
  std::string stem;
  std::string number;
};

std::optional<Numbered> numbered(const std::string& id, const std::optional<Date>& day) {
  const std::size_t last = id.find_last_not_of(digits);
  std::size_t begin = last == std::string::npos ? 0 : last + 1;
  if (begin == id.size()) return std::nullopt;
  // A year that the number begins with is no part of it.
  if (day) {
    for (const std::string& token : {tokens_of(*day)[2], tokens_of(*day).back()}) {
      if (id.substr(begin).starts_with(token) && id.size() - begin > token.size()) {
        begin += token.size();
        break;
      }
    }
  }
  return Numbered{id.substr(0, begin), id.substr(begin)};
}

/// The number after `number`, as wide as it at least.
std::string after(std::string number) {
  for (std::size_t i = number.size(); i-- > 0;) {
    if (number[i] != '9') {
      ++number[i];
      return number;
    }
    number[i] = '0';
  }
  return '1' + number;
}

bool is_less(const std::string& a, const std::string& b) {
  const auto value = [](const std::string& number) { return number.substr(std::min(number.find_first_not_of('0'), number.size())); };
  const std::string x = value(a);
  const std::string y = value(b);
  return x.size() != y.size() ? x.size() < y.size() : x < y;
}

/// False where the number is the tail of a word or stands alone by chance, such as in `S2024-harbour1`: nobody counts on from it.
bool is_counted(const Numbered& id, std::size_t siblings) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  std::size_t letters = 0;
  while (letters < id.stem.size() && is_letter(id.stem[id.stem.size() - 1 - letters])) ++letters;
  if (letters == id.stem.size()) return true;
  return letters == 0 && (id.number.size() > 1 || siblings > 1);
}

}  // namespace

std::string free_id(index::Index& index, const schema::Kind& kind, const std::string& id) {
  std::string free = id;
  const auto is_taken = [&] { return !index.rows("SELECT 1 FROM record WHERE kind = :kind AND id = :id", {{":kind", kind.name}, {":id", free}}).empty(); };
  for (int number = 2; is_taken(); ++number) free = fmt::format("{}-{}", id, number);
  return free;
}

const schema::Field* day_field(const schema::Kind& kind) {
  const auto field = std::ranges::find_if(kind.root.fields, [](const schema::Field& one) { return one.required && one.type == schema::Type::date; });
  return field == kind.root.fields.end() ? nullptr : &*field;
}

Habit::Habit(index::Index& index, const schema::Kind& kind) : index_(index), kind_(kind) {
  const schema::Field* day = day_field(kind);
  const std::string column = day == nullptr ? "NULL" : "t." + day->name;
  const auto rows = index.rows(fmt::format("SELECT f.path, r.id, {} FROM record r JOIN {} t ON t.rid = r.rid JOIN file f ON f.file = r.rid >> 20 "
                                           "WHERE r.kind = :kind ORDER BY 3, LENGTH(r.id), r.id",
                                           column, kind.tables.front().name),
                               {{":kind", kind.name}});
  for (const auto& row : rows) entries_.push_back({index::text_in(row[0]), index::text_in(row[1]), parse_date(index::text_in(row[2]))});
}

std::optional<std::string> Habit::newest_file() const { return entries_.empty() ? std::nullopt : std::optional(entries_.back().path); }

std::optional<std::string> Habit::next_id(Date day) {
  std::map<std::string, std::size_t> siblings;
  for (const Entry& entry : entries_)
    if (const auto id = numbered(entry.id, entry.day)) ++siblings[id->stem];
  const auto newest = std::ranges::find_if(entries_.rbegin(), entries_.rend(), [&](const Entry& entry) {
    const auto id = numbered(entry.id, entry.day);
    return id && is_counted(*id, siblings[id->stem]);
  });
  if (newest == entries_.rend()) return std::nullopt;
  const Numbered pattern = *numbered(newest->id, newest->day);
  const std::string stem = newest->day ? moved(pattern.stem, *newest->day, day) : pattern.stem;
  auto [highest, is_new] = highest_.try_emplace(stem, std::string(pattern.number.size(), '0'));
  if (is_new) {
    for (const Entry& entry : entries_) {
      if (!entry.id.starts_with(stem)) continue;
      const std::string number = entry.id.substr(stem.size());
      if (!number.empty() && number.find_first_not_of(digits) == std::string::npos && is_less(highest->second, number)) highest->second = number;
    }
  }
  highest->second = after(highest->second);
  return stem + highest->second;
}

std::string Habit::file_for(Date day, const std::string& id, const std::map<std::string, std::string>& like) const {
  const std::string folder = kind_.folder + "/";
  if (entries_.empty()) {
    const std::string name = day_field(kind_) == nullptr ? kind_.folder : tokens_of(day).front();
    return folder + name + ".yaml";
  }
  const Entry& newest = entries_.back();
  std::map<std::string, std::size_t> records;
  for (const Entry& entry : entries_) ++records[entry.path];
  // One record a file, named after it.
  const std::string stem = newest.path.substr(0, newest.path.rfind('.'));
  if (!newest.id.empty() && stem.ends_with("/" + newest.id)) {
    std::string base = stem.substr(0, stem.size() - newest.id.size());
    if (newest.day) base = folder + moved(base.substr(folder.size()), *newest.day, day);
    return base + id + newest.path.substr(stem.size());
  }
  if (newest.day) {
    const std::string path = newest.path.substr(folder.size());
    const bool names_period = moved(path, *newest.day, *newest.day + std::chrono::days(800)) != path;
    if (names_period) return folder + moved(path, *newest.day, day);
  }
  std::string best;
  std::size_t most = 0;
  for (const auto& [path, count] : records) {
    std::size_t agreeing = 0;
    for (const auto& [column, value] : like) {
      const auto rows = index_.rows(fmt::format("SELECT COUNT(*) FROM {} t JOIN file f ON f.file = t.rid >> 20 WHERE f.path = :path AND t.{} = :value",
                                                kind_.tables.front().name, column),
                                    {{":path", path}, {":value", value}});
      if (std::get<std::int64_t>(rows[0][0]) == static_cast<std::int64_t>(count)) ++agreeing;
    }
    if (agreeing > most) {
      most = agreeing;
      best = path;
    }
  }
  return best.empty() ? newest.path : best;
}

}  // namespace bq::change
