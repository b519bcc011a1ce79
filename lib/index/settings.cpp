#include "index/settings.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "index/rows.hpp"
#include "yaml/read.hpp"

namespace bq::index {
namespace {

using schema::Value;

/// Looks values up by table and column name in the rows of the settings file.
class Reader {
 public:
  explicit Reader(const FileRows& rows) : rows_(rows) {}

  [[nodiscard]] std::string text(const Row& row, std::string_view column) const {
    const auto position = schema::find_column(rows_.kind().tables[row.table], column);
    if (!position) return {};
    const Value& value = rows_.cells(row)[*position];
    const auto* found = std::get_if<std::string_view>(&value);
    return found != nullptr ? std::string(*found) : std::string();
  }

  /// Calls `take` with every row of table `name` that lies inside `around` (or anywhere).
  template <typename Take>
  void each(std::string_view name, const Row* around, Take take) const {
    for (const Row& row : rows_.rows()) {
      if (around != nullptr && (row.ordinal <= around->ordinal || row.ordinal > around->last)) continue;
      if (rows_.kind().tables[row.table].name == name) take(row);
    }
  }

 private:
  const FileRows& rows_;
};

std::chrono::weekday weekday_named(std::string_view name) {
  constexpr std::array<std::string_view, 7> names{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"};
  const auto found = std::ranges::find(names, name);
  return found == names.end() ? std::chrono::Monday : std::chrono::weekday(static_cast<unsigned>(found - names.begin()));
}

std::optional<MonthDay> month_day(std::string_view text) {
  MonthDay result;
  if (text.size() != 5 || text[2] != '-') return std::nullopt;
  std::from_chars(text.data(), text.data() + 2, result.month);
  std::from_chars(text.data() + 3, text.data() + 5, result.day);
  return result;
}

void read_cut_offs(const Reader& reader, const std::string& kind, Settings& settings) {
  reader.each(kind + "_reporting", nullptr, [&](const Row& row) {
    Settings::CutOff cut_off{reader.text(row, "report"), reader.text(row, "every"), {}};
    reader.each(kind + "_reporting_cut_off", &row, [&](const Row& day) {
      if (const auto value = month_day(reader.text(day, "value"))) cut_off.days.push_back(*value);
    });
    if (!cut_off.days.empty()) settings.cut_offs.push_back(std::move(cut_off));
  });
}

void read_lists(const Reader& reader, const std::string& kind, Settings& settings) {
  reader.each(kind + "_lists", nullptr, [&](const Row& row) {
    std::vector<schema::Choice> choices;
    reader.each(kind + "_lists_entries", &row, [&](const Row& entry) {
      const std::string id = reader.text(entry, "id");
      const std::string title = reader.text(entry, "title");
      choices.push_back({id, title.empty() ? id : title});
    });
    settings.vocabulary[reader.text(row, "list")] = std::move(choices);
  });
}

/// The name of the settings file: the file of the one kind that has a file of its own.
std::string settings_file(const pack::Pack& pack) {
  for (const auto& [name, kind] : pack.kinds) {
    if (!kind->file.empty()) return kind->file;
  }
  return {};
}

void add_lists(const schema::Vocabulary& from, schema::Vocabulary& to) {
  for (const auto& [list, choices] : from) {
    auto& known = to[list];
    for (const schema::Choice& choice : choices) {
      if (std::ranges::find(known, choice.value, &schema::Choice::value) == known.end()) known.push_back(choice);
    }
  }
}

}  // namespace

Settings read_settings(const Source& source, const pack::Pack& pack) {
  Settings settings;
  settings.vocabulary = pack.lists;
  const schema::Kind* kind = pack::kind_of_path(pack, source.path());
  const yaml::Reading reading = yaml::read(source);
  const auto root = reading.document.root();
  if (kind == nullptr || !root) return settings;
  FileRows rows(*kind);
  schema::walk(*root, *kind, settings.vocabulary, rows);
  const Reader reader(rows);
  if (rows.rows().empty()) return settings;
  const Row& top = rows.rows().front();
  settings.name = reader.text(top, "name");
  settings.region = reader.text(top, "region");
  settings.language = reader.text(top, "language");
  if (std::string calendar = reader.text(top, "calendar"); !calendar.empty()) settings.calendar = std::move(calendar);
  settings.week_starts = weekday_named(reader.text(top, "week_starts"));
  read_lists(reader, kind->name, settings);
  read_cut_offs(reader, kind->name, settings);
  reader.each(kind->name + "_severity", nullptr, [&](const Row& row) {
    settings.severity.push_back({reader.text(row, "rule"), reader.text(row, "level"), reader.text(row, "since"), reader.text(row, "until")});
  });
  reader.each(kind->name + "_members", nullptr, [&](const Row& row) {
    settings.members.push_back({reader.text(row, "unit"), reader.text(row, "ledger"), reader.text(row, "since"), reader.text(row, "until")});
  });
  return settings;
}

Settings settings_of(const store::Tree& tree, const pack::Pack& pack) {
  const std::string name = settings_file(pack);
  Settings settings = read_settings(Source(name, tree.read(name)), pack);
  for (const store::Part& part : tree.parts()) {
    add_lists(read_settings(Source(name, tree.read(part.folder + "/" + name)), pack).vocabulary, settings.vocabulary);
  }
  return settings;
}

}  // namespace bq::index
