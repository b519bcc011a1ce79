#include "index/join.hpp"

#include <doctest/doctest.h>

#include "a_ledger.hpp"
#include "base/error.hpp"

namespace {

using namespace bq;
using bq::tests::ALedger;
using bq::tests::AnIndex;
using bq::tests::Reading;

struct AMember {
  tests::AFolder folder;
  ALedger city;

  AMember() {
    folder.write("county/bqtool.yaml", "name: 新川县包联企业\nstarted: 2024-01-01\nlists:\n  - list: topic\n    entries: [{id: 茶山, title: 茶山}]\n");
    folder.write("county/units/u.yaml", "- {id: U-GX, name: 新川县工信局, kind: 政府部门}\n- {id: U-T, name: 新川镇, kind: 乡镇, parent: U-GX}\n");
    folder.write("county/enterprises/e.yaml",
                 "- {id: E-001, name: 新川茶业, type: enterprise, town: U-T, registered: 2024-01-01, pairings: []}\n"
                 "- {id: E-900, name: 同一家企业, type: enterprise, uscc: " +
                     code() + ", town: U-T, registered: 2024-01-01, pairings: []}\n");
    folder.write("county/visits/v.yaml",
                 "- {id: V-1, date: 2024-02-01, enterprise: E-900, form: on_site, visitors: [{cadre: C-1}]}\n"
                 "- {id: V-2, date: 2024-02-02, enterprise: E-001, form: on_site, visitors: [{cadre: C-1}]}\n");
    folder.write("county/cadres/c.yaml", "- {id: C-1, name: 甲某, unit: U-GX}\n");
    folder.write("county/indicators/i.yaml", "- {enterprise: E-900, month: 2024-01, revenue: 5}\n- {enterprise: E-001, month: 2024-01, revenue: 7}\n");
    folder.write("county/appeals/a.yaml",
                 "- id: A-1\n  enterprise: E-001\n  title: 缺水\n  category: 茶山\n  channel: visit\n  received: 2024-02-01\n  timeline:\n"
                 "    - {date: 2024-02-01, event: accept, actor: U-GX}\n    - {date: 2024-02-02, event: assign, target: U-T, role: lead, due: 2024-02-20}\n");
    city.append("bqtool.yaml", "members:\n  - {unit: U-XC, ledger: " + (folder.path() / "county").string() + "}\n");
    city.write("units/county.yaml", "- {id: U-XC, name: 新川县, kind: 区县}\n");
  }

  /// The code of the first enterprise of the examples' ledger that has one.
  [[nodiscard]] std::string code() const {
    AnIndex index(city);
    return index.rows("SELECT uscc FROM enterprise WHERE uscc IS NOT NULL ORDER BY rid LIMIT 1").at(0);
  }
};

}  // namespace

TEST_CASE("ids of a member are known by its unit, in references and in what folds take from them") {
  const AMember member;
  AnIndex index(member.city, {}, Reading::joined);
  CHECK(index.rows("SELECT id, town FROM enterprise WHERE name = '新川茶业'") == std::vector<std::string>{"U-XC.E-001|U-XC.U-T"});
  CHECK(index.rows("SELECT id, parent FROM unit WHERE name = '新川镇'") == std::vector<std::string>{"U-XC.U-T|U-XC.U-GX"});
  CHECK(index.rows("SELECT actor FROM appeal_timeline WHERE record IN (SELECT rid FROM appeal WHERE title = '缺水') AND event = 'accept'") ==
        std::vector<std::string>{"U-XC.U-GX"});
  CHECK(index.rows("SELECT DISTINCT lead_unit FROM appeal_round WHERE lead_unit LIKE 'U-XC.%'") == std::vector<std::string>{"U-XC.U-T"});
  CHECK(index.rows("SELECT id FROM record WHERE kind = 'unit' AND id LIKE '%U-GX' ORDER BY id") == std::vector<std::string>{"U-GX", "U-XC.U-GX"});
}

TEST_CASE("an object of the same code is one object, and what names it names the first") {
  const AMember member;
  AnIndex index(member.city, {}, Reading::joined);
  const std::string first = index.rows("SELECT id FROM enterprise WHERE uscc = '" + member.code() + "' AND id IS NOT NULL").at(0);
  CHECK(index.rows("SELECT enterprise FROM visit WHERE id = 'U-XC.V-1'") == std::vector<std::string>{first});
  CHECK(index.rows("SELECT r.id, r.repeated FROM record r JOIN enterprise e ON e.rid = r.rid WHERE e.name = '同一家企业'") ==
        std::vector<std::string>{first + "|1"});
  CHECK(
      index.rows(
          "SELECT id FROM record WHERE kind = 'indicator' AND id LIKE '%2024-01' AND rid >> 20 IN (SELECT file FROM file WHERE part = 'U-XC') ORDER BY rid") ==
      std::vector<std::string>{first + " 2024-01", "U-XC.E-001 2024-01"});
  CHECK(index.rows("SELECT m.key FROM object_member m JOIN enterprise e ON e.rid = m.rid WHERE e.id = '" + first + "' ORDER BY 1") ==
        std::vector<std::string>{"U-XC", "本级"});
}

TEST_CASE("a member's own words for a list are read") {
  const AMember member;
  AnIndex index(member.city, {}, Reading::joined);
  CHECK(index.rows("SELECT category FROM appeal WHERE title = '缺水'") == std::vector<std::string>{"茶山"});
  CHECK(index.rows("SELECT rule, args FROM fault") == std::vector<std::string>{});
}

TEST_CASE("the settings are those of the first ledger alone") {
  const AMember member;
  AnIndex index(member.city, {}, Reading::joined);
  CHECK(index.rows("SELECT COUNT(*) FROM programme") == std::vector<std::string>{"1"});
  CHECK(index.rows("SELECT part FROM member") == std::vector<std::string>{"U-XC"});
}

TEST_CASE("a ledger read alone has no parts") {
  const AMember member;
  AnIndex index(member.city);
  CHECK(index.rows("SELECT COUNT(*) FROM file WHERE part <> ''") == std::vector<std::string>{"0"});
  CHECK(index.rows("SELECT COUNT(*) FROM enterprise WHERE name = '新川茶业'") == std::vector<std::string>{"0"});
}

TEST_CASE("a member whose ledger is not there is said, and so is a ledger without members") {
  const ALedger alone;
  CHECK_THROWS_AS(AnIndex(alone, {}, Reading::joined), UserError);
  const ALedger lost;
  lost.append("bqtool.yaml", "members:\n  - {unit: U-GX, ledger: nowhere}\n");
  try {
    const AnIndex index(lost, {}, Reading::joined);
    FAIL("it was opened");
  } catch (const UserError& error) {
    CHECK(error.exit() == Exit::environment);
    CHECK(error.message().zh.find("nowhere") != std::string::npos);
  }
}
