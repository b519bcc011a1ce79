#include "history/difference.hpp"

#include <algorithm>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pack/pack.hpp"

using namespace bq;
using namespace bq::history;

namespace {

const pack::Pack& the_pack() {
  static const pack::Pack pack = pack::load({});
  return pack;
}

Records records(const std::string& kind, const std::string& text) {
  static const schema::Vocabulary none;
  return read_records(Source("a.yaml", text), *the_pack().kinds.at(kind), none);
}

/// The changes between two texts of one record, as `what field [item] was > now`.
std::vector<std::string> changes(const std::string& kind, const std::string& before, const std::string& after) {
  static const schema::Vocabulary none;
  const Records old = records(kind, before), now = records(kind, after);
  std::vector<std::string> result;
  for (const Change& change : compare(old.records.empty() ? nullptr : &old.records[0], now.records.empty() ? nullptr : &now.records[0], none))
    result.push_back(fmt::format("{} {} [{}] {} > {}", name_of(change.what), change.field, change.item, change.was, change.now));
  return result;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("the same record in the other language, order and notation is no change") {
  CHECK(changes("visit", "{id: V1, date: 2024-03-01, enterprise: E1, form: on_site, leaflets: 2, visitors: [{post: P1}]}",
                "编号: 'V1'\n包联对象: E1\n日期: \"2024-03-01\"\n方式: 实地\n发放政策清单: 2\n走访人:\n- 岗位: P1\n备注:\n") == Lines{});
}

TEST_CASE("a value that is other, new or gone is told with its labels") {
  CHECK(changes("visit", "{id: V1, date: 2024-03-01, form: on_site, summary: a}", "{id: V1, date: 2024-03-02, form: phone, leaflets: 3}") ==
        Lines{"changed date [] 2024-03-01 > 2024-03-02", "changed form [] 实地 > 电话", "removed summary [] a > ", "added leaflets []  > 3"});
}

TEST_CASE("items of a list are known by what they say, not by where they stand") {
  const std::string a = "{date: 2024-03-01, event: accept, actor: U1}", b = "{date: 2024-03-02, event: progress, note: x}";
  const auto record = [](const std::string& items) { return "{id: A1, timeline: [" + items + "]}"; };
  CHECK(changes("appeal", record(a + ", " + b), record(b + ", " + a)) == Lines{});
  CHECK(changes("appeal", record(a + ", " + b), record(b)) == Lines{"removed timeline [2024-03-01 受理] 日期：2024-03-01；事项：受理；办理者：U1 > "});
  CHECK(changes("appeal", record(a), record(a + ", " + b)) == Lines{"added timeline [2024-03-02 进展]  > 日期：2024-03-02；事项：进展；备注：x"});
  CHECK(changes("appeal", record(a), record("{date: 2024-03-05, event: accept, actor: U1}")) ==
        Lines{"changed timeline.date [2024-03-01 受理] 2024-03-01 > 2024-03-05"});
}

TEST_CASE("of a new record its items are told, of one that is gone only the record") {
  const std::string text = "{id: A1, timeline: [{date: 2024-03-01, event: accept}]}";
  CHECK(changes("appeal", "", text) == Lines{"added  []  > 编号：A1", "added timeline [2024-03-01 受理]  > 日期：2024-03-01；事项：受理"});
  CHECK(changes("appeal", text, "") == Lines{"removed  [] 编号：A1 > "});
}

TEST_CASE("what came says its values by name, those of mappings inside with an underscore") {
  static const schema::Vocabulary none;
  const Records now = records("enterprise", "{id: E1, name: 甲, departed: {date: 2024-03-01, reason: x}}");
  const auto values = compare(nullptr, &now.records[0], none).at(0).values;
  const auto has = [&](const std::string& name, const std::string& value) { return std::ranges::find(values, std::pair(name, value)) != values.end(); };
  CHECK(has("name", "甲"));
  CHECK(has("departed_date", "2024-03-01"));
}

TEST_CASE("a text that can't be read whole says so, and ids that come twice are told apart") {
  CHECK_FALSE(records("visit", "<<<<<<< HEAD\n- {id: V1}\n=======\n- {id: V2}\n>>>>>>> b\n").whole);
  const Records twice = records("visit", "- {id: V1}\n- {id: V1}\n");
  CHECK(twice.whole);
  CHECK(twice.records[1].id == "V1 (2)");
  CHECK(records("programme", "name: 甲").records[0].id == "programme");
}
