#include <functional>
#include <set>

#include <doctest/doctest.h>
#include <re2/re2.h>
#include <sqlite3.h>

#include "../index/a_ledger.hpp"
#include "pack/pack.hpp"

namespace {

using bq::schema::Field;
using bq::schema::Kind;

/// Calls `take` with every field of a kind that has fields of its own, with the path that leads there.
void each_mapping(const Field& field, const std::string& path, const std::function<void(const Field&, const std::string&)>& take) {
  if (!field.fields.empty()) take(field, path);
  for (const Field& inner : field.fields) each_mapping(inner, path + "." + inner.name, take);
  for (const Field& item : field.item) each_mapping(item, path + "[]", take);
}

void each_mapping(const std::function<void(const Field&, const std::string&)>& take) {
  const bq::pack::Pack pack = bq::pack::load({});
  for (const auto& [name, kind] : pack.kinds) each_mapping(kind->root, name, take);
}

bool is_keyword(const std::string& name) { return sqlite3_keyword_check(name.data(), static_cast<int>(name.size())) != 0; }

/// What YAML 1.1 readers take for something other than a text.
bool is_yaml_word(const std::string& text) {
  static const re2::RE2 words("(?i)y|yes|n|no|on|off|true|false|null|~|<<|=|[-+]?[0-9.].*|\\.(inf|nan)");
  return re2::RE2::FullMatch(text, words);
}

}  // namespace

TEST_CASE("the built-in pack has no mistake") { CHECK(bq::pack::load({}).faults.size() == 0); }

TEST_CASE("a field's name is a plain word, no keyword of SQLite and no word of YAML 1.1") {
  each_mapping([](const Field& mapping, const std::string& path) {
    for (const Field& field : mapping.fields) {
      CHECK_MESSAGE(re2::RE2::FullMatch(field.name, re2::RE2("[a-z][a-z0-9_]*")), path << "." << field.name);
      CHECK_MESSAGE(!is_keyword(field.name), path << "." << field.name);
      CHECK_MESSAGE(!is_yaml_word(field.name), path << "." << field.name);
      CHECK_MESSAGE(!is_yaml_word(field.title), path << "." << field.title);
    }
  });
}

TEST_CASE("tables and their columns are no keywords of SQLite and come once") {
  const bq::pack::Pack pack = bq::pack::load({});
  std::set<std::string> tables;
  for (const auto& [name, kind] : pack.kinds) {
    for (const bq::schema::Table& table : kind->tables) {
      CHECK_MESSAGE(tables.insert(table.name).second, table.name);
      CHECK_MESSAGE(!is_keyword(table.name), table.name);
      std::set<std::string> columns{"rid", "upto"};
      if (!table.is_root) columns.insert({"parent", "record"});
      for (const bq::schema::Column& column : table.columns) {
        CHECK_MESSAGE(columns.insert(column.name).second, table.name << "." << column.name);
        CHECK_MESSAGE(!is_keyword(column.name), table.name << "." << column.name);
      }
    }
  }
  for (const auto& [name, fold] : pack.folds) CHECK_MESSAGE((tables.insert(name).second && !is_keyword(name)), name);
  for (const auto& [name, derived] : pack.derived) CHECK_MESSAGE((tables.insert(name).second && !is_keyword(name)), name);
}

TEST_CASE("within a mapping no title comes twice and none is another field's name") {
  each_mapping([](const Field& mapping, const std::string& path) {
    std::set<std::string> keys;
    for (const Field& field : mapping.fields) {
      CHECK_MESSAGE(keys.insert(field.name).second, path << "." << field.name);
      CHECK_MESSAGE((field.title == field.name || keys.insert(field.title).second), path << "." << field.title);
    }
  });
}

TEST_CASE("the values of a field come once each, as constants and as titles, and none is a word of YAML 1.1") {
  each_mapping([](const Field& mapping, const std::string& path) {
    for (const Field& field : mapping.fields) {
      std::set<std::string> forms;
      for (const bq::schema::Choice& choice : field.choices) {
        CHECK_MESSAGE(forms.insert(choice.value).second, path << "." << field.name << " " << choice.value);
        CHECK_MESSAGE((choice.title == choice.value || forms.insert(choice.title).second), path << "." << field.name << " " << choice.title);
        CHECK_MESSAGE((!is_yaml_word(choice.value) && !is_yaml_word(choice.title)), path << "." << field.name << " " << choice.value);
      }
    }
  });
}

TEST_CASE("references lead to kinds, lists are there, and conditions name sibling fields and their values") {
  const bq::pack::Pack pack = bq::pack::load({});
  each_mapping([&](const Field& mapping, const std::string& path) {
    for (const Field& field : mapping.fields) {
      for (const std::string& kind : field.refs) CHECK_MESSAGE(pack.kinds.contains(kind), path << "." << field.name << " -> " << kind);
      CHECK_MESSAGE((field.list.empty() || pack.lists.contains(field.list)), path << "." << field.name << " of list " << field.list);
      CHECK_MESSAGE((field.ascending.empty() || bq::schema::find_field(field.item.front(), field.ascending) != nullptr), path << "." << field.name);
      for (const auto* alternatives : {&field.only, &field.needs}) {
        for (const auto& all : *alternatives) {
          for (const bq::schema::Condition& one : all) {
            const Field* sibling = bq::schema::find_field(mapping, one.field);
            CHECK_MESSAGE(sibling != nullptr, path << "." << field.name << " depends on " << one.field);
            for (const std::string& value : one.values) {
              CHECK_MESSAGE((sibling == nullptr || sibling->choices.empty() ||
                             std::ranges::find(sibling->choices, value, &bq::schema::Choice::value) != sibling->choices.end()),
                            path << "." << field.name << " depends on " << value);
            }
          }
        }
      }
    }
  });
}
