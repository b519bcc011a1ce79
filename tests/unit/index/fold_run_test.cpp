#include <doctest/doctest.h>

#include "a_ledger.hpp"

namespace {

using bq::tests::ALedger;
using bq::tests::AnIndex;
using Lines = std::vector<std::string>;

/// The ledger of the examples with one appeal, which has this timeline.
struct AnAppeal {
  ALedger ledger{};
  explicit AnAppeal(const Lines& events) {
    std::string text = "- {id: A-1, enterprise: E-001, title: 一件诉求, category: 融资, channel: phone, received: 2024-03-01, timeline: [";
    for (const std::string& event : events) text += "\n  {" + event + "},";
    ledger.write("appeals/2024-03.yaml", text + "]}\n");
    ledger.write("appeals/2024-01.yaml", "");
  }

  /// Columns of the rounds as known on a day, oldest first.
  [[nodiscard]] Lines on(const std::string& day, const std::string& columns) const {
    AnIndex index(ledger);
    return index.rows("SELECT round, " + columns + " FROM appeal_round WHERE since <= '" + day + "' AND (until IS NULL OR until > '" + day +
                      "') ORDER BY round");
  }

  [[nodiscard]] Lines findings(const std::string& rule) const {
    AnIndex index(ledger);
    Lines result;
    for (const bq::Diagnostic& found : index.diagnostics()) {
      if (found.rule == rule) result.push_back(std::to_string(found.place.begin.line - 1) + " " + found.message);
    }
    return result;
  }
};

const std::string assign = "date: 2024-03-02, event: assign, target: U-JR, role: lead, due: 2024-03-20";
const std::string resolve = "date: 2024-03-08, event: resolve, actor: U-JR, outcome: solved";

}  // namespace

TEST_CASE("what was resolved, returned and resolved again was resolved on the days between") {
  const AnAppeal appeal({assign, resolve, "date: 2024-04-05, event: return, actor: U-GX", "date: 2024-04-12, event: resolve, actor: U-JR, outcome: partly"});
  CHECK(appeal.on("2024-03-07", "resolved") == Lines{"1|"});
  CHECK(appeal.on("2024-03-31", "resolved, outcome") == Lines{"1|2024-03-08|solved"});
  CHECK(appeal.on("2024-04-05", "resolved, returned") == Lines{"1||2024-04-05"});
  CHECK(appeal.on("2024-04-11", "resolved, outcome") == Lines{"1||"});
  CHECK(appeal.on("2024-04-12", "resolved, outcome, returned") == Lines{"1|2024-04-12|partly|2024-04-05"});
}

TEST_CASE("before it was received there is no round, and on that day there is one") {
  const AnAppeal appeal({assign});
  CHECK(appeal.on("2024-02-29", "opened") == Lines{});
  CHECK(appeal.on("2024-03-01", "opened, assigned") == Lines{"1|2024-03-01|"});
}

TEST_CASE("a reopening starts the next round with nothing done, and leaves the round before as it was") {
  const AnAppeal appeal({"date: 2024-03-02, event: accept, actor: U-GX", assign, resolve, "date: 2024-03-09, event: close, actor: U-GX",
                         "date: 2024-03-20, event: reopen, note: 又来了"});
  CHECK(appeal.on("2024-03-19", "closed") == Lines{"1|2024-03-09"});
  CHECK(appeal.on("2024-03-20", "opened, accepted, assigned, due, resolved, closed") ==
        Lines{"1|2024-03-01|2024-03-02|2024-03-02|2024-03-20|2024-03-08|2024-03-09", "2|2024-03-20|||||"});
}

TEST_CASE("a reopening with unit and day assigns at once") {
  const AnAppeal appeal({assign, resolve, "date: 2024-03-09, event: close, actor: U-GX",
                         "date: 2024-03-20, event: reopen, note: 又来了, target: U-GX, due: 2024-03-29",
                         "date: 2024-03-21, event: sign, actor: U-GX, role: lead"});
  CHECK(appeal.on("2024-03-21", "assigned, lead_unit, due_original, due, signed")[1] == "2|2024-03-20|U-GX|2024-03-29|2024-03-29|2024-03-21");
  CHECK(appeal.findings("illegal-transition") == Lines{});
}

TEST_CASE("what co-handlers do moves nothing") {
  const AnAppeal appeal({assign, "date: 2024-03-03, event: assign, target: U-GX, role: co", "date: 2024-03-04, event: sign, actor: U-GX, role: co",
                         "date: 2024-03-05, event: feedback, actor: U-GX, role: co", "date: 2024-03-06, event: resolve, actor: U-GX, role: co, outcome: partly",
                         "date: 2024-03-07, event: decline, actor: U-GX, role: co"});
  CHECK(appeal.on("2024-03-31", "assigned, lead_unit, due, signed, feedback, resolved") == Lines{"1|2024-03-02|U-JR|2024-03-20|||"});
}

TEST_CASE("a lead's decline takes the assignment away but not the enterprise's day") {
  const AnAppeal appeal({assign, "date: 2024-03-03, event: sign, actor: U-JR, role: lead", "date: 2024-03-10, event: extend, due: 2024-04-01, approved: P-01",
                         "date: 2024-03-11, event: decline, actor: U-JR, role: lead"});
  CHECK(appeal.on("2024-03-10", "lead_unit, due_original, due, extended, signed") == Lines{"1|U-JR|2024-03-20|2024-04-01|2024-03-10|2024-03-03"});
  CHECK(appeal.on("2024-03-11", "lead_unit, due_original, due, extended, signed, assigned") == Lines{"1|||2024-04-01|||"});
}

TEST_CASE("a return clears what spoke of the resolve: callbacks, ratings and consents") {
  const AnAppeal appeal({assign, resolve, "date: 2024-03-09, event: callback, actor: U-GX, reached: true, rating: dissatisfied",
                         "date: 2024-03-09, event: callback, actor: U-JR, reached: true", "date: 2024-03-10, event: confirm",
                         "date: 2024-03-10, event: approve, actor: P-01", "date: 2024-03-11, event: return, actor: U-GX"});
  CHECK(appeal.on("2024-03-10", "called, caller, rating, rated, second_called, confirmed, approved, approver") ==
        Lines{"1|2024-03-09|U-GX|dissatisfied|2024-03-09|2024-03-09|2024-03-10|2024-03-10|P-01"});
  CHECK(appeal.on("2024-03-11", "called, caller, rating, rated, second_called, confirmed, approved, approver") == Lines{"1||||||||"});
}

TEST_CASE("a call that reached nobody and a call without a rating move no rating") {
  const AnAppeal appeal({assign, resolve, "date: 2024-03-09, event: callback, actor: U-GX, reached: true, rating: satisfied",
                         "date: 2024-03-10, event: callback, actor: U-GX, reached: true", "date: 2024-03-11, event: callback, actor: U-JR, reached: false"});
  CHECK(appeal.on("2024-03-11", "called, rating, rated, second_called") == Lines{"1|2024-03-10|satisfied|2024-03-09|"});
}

TEST_CASE("several events of one day are one version, and versions follow each other without a gap") {
  const AnAppeal appeal({"date: 2024-03-01, event: accept, actor: U-GX", "date: 2024-03-01, event: assign, target: U-JR, role: lead, due: 2024-03-20",
                         "date: 2024-03-08, event: resolve, actor: U-JR, outcome: solved", "date: 2024-03-08, event: close, actor: U-GX"});
  AnIndex index(appeal.ledger);
  CHECK(index.rows("SELECT since, until, accepted, closed FROM appeal_round ORDER BY since") ==
        Lines{"2024-03-01|2024-03-08|2024-03-01|", "2024-03-08||2024-03-01|2024-03-08"});
}

TEST_CASE("an event that cannot come where it stands is said and changes nothing") {
  SUBCASE("close before resolve") {
    const AnAppeal appeal({assign, "date: 2024-03-05, event: close, actor: U-GX"});
    REQUIRE(appeal.findings("illegal-transition").size() == 1);
    CHECK(appeal.findings("illegal-transition")[0].starts_with("2 "));
  }
  SUBCASE("close after a return needs a new resolve") {
    const AnAppeal appeal({assign, resolve, "date: 2024-03-10, event: return, actor: U-GX", "date: 2024-03-11, event: close, actor: U-GX"});
    CHECK(appeal.findings("illegal-transition").size() == 1);
  }
  SUBCASE("a co-handler's resolve is none for a close") {
    const AnAppeal appeal({assign, "date: 2024-03-06, event: resolve, actor: U-GX, role: co, outcome: partly", "date: 2024-03-07, event: close, actor: U-GX"});
    CHECK(appeal.findings("illegal-transition").size() == 1);
  }
  SUBCASE("anything but a callback and a reopening after a close") {
    const AnAppeal appeal({assign, resolve, "date: 2024-03-09, event: close, actor: U-GX", "date: 2024-03-10, event: callback, actor: U-GX, reached: false",
                           "date: 2024-03-11, event: progress, actor: U-JR", "date: 2024-03-12, event: return, actor: U-GX"});
    CHECK(appeal.findings("illegal-transition").size() == 2);
  }
  SUBCASE("extend, sign and decline without an assignment that stands") {
    const AnAppeal appeal({"date: 2024-03-02, event: extend, due: 2024-03-30, approved: P-01", "date: 2024-03-02, event: sign, actor: U-JR, role: lead", assign,
                           "date: 2024-03-03, event: decline, actor: U-JR, role: lead", "date: 2024-03-04, event: decline, actor: U-JR, role: lead"});
    CHECK(appeal.findings("illegal-transition").size() == 3);
  }
  SUBCASE("an assignment of the round before does not stand in the next") {
    const AnAppeal appeal({assign, resolve, "date: 2024-03-09, event: close, actor: U-GX", "date: 2024-03-20, event: reopen, note: 又来了",
                           "date: 2024-03-21, event: sign, actor: U-JR, role: lead"});
    CHECK(appeal.findings("illegal-transition").size() == 1);
  }
  SUBCASE("delist without a list, ruling without an escalation") {
    const AnAppeal appeal({"date: 2024-03-02, event: delist", "date: 2024-03-02, event: ruling, body: joint_session"});
    CHECK(appeal.findings("illegal-transition").size() == 2);
  }
}

TEST_CASE("an event dated before the appeal was raised is said and changes nothing") {
  const AnAppeal appeal({"date: 2024-02-28, event: accept, actor: U-GX"});
  CHECK(appeal.findings("not-ascending").size() == 1);
  CHECK(appeal.on("2024-03-31", "accepted") == Lines{"1|"});
}

TEST_CASE("an appeal whose own day cannot be read has no round") {
  const ALedger ledger;
  ledger.replace("appeals/2024-03.yaml", "received: 2024-03-18", "received: soon");
  AnIndex index(ledger);
  CHECK(index.rows("SELECT COUNT(*) FROM appeal_round r JOIN record k ON k.rid = r.record WHERE k.id = 'A-002'") == Lines{"0"});
}

TEST_CASE("a fold whose names are not there is a mistake of its file") {
  const ALedger ledger;
  ledger.write("folds/mine.yaml", "title: 叠\nabout: 叠。\nover: appeal.timeline\nopens: received\ncolumns: {a: {first: {assign: {rolle: lead}}}}\n");
  AnIndex index(ledger);
  REQUIRE(index.diagnostics().size() == 1);
  CHECK(index.diagnostics()[0].place.path == "folds/mine.yaml");
}
