#include <doctest/doctest.h>

#include "a_quarter.hpp"

namespace {

using bq::tests::ALedger;
using bq::tests::AnIndex;
using bq::tests::source_directory;
using Lines = std::vector<std::string>;

/// The small ledger whose settings ask for papers, sessions and plans; every expectation below was worked out from its text.
struct Further {
  ALedger ledger{source_directory() / "tests/unit/report/further"};
  AnIndex index{ledger};
};

}  // namespace

TEST_CASE("the programme's periods begin with the one it started in, weeks on their own weekday") {
  Further further;  // started on Wednesday 10 January, weeks begin on Thursday
  CHECK(further.index.rows("SELECT every, COUNT(*), MIN(label), MAX(label), MAX(finish) FROM programme_period GROUP BY every") ==
        Lines{"half|1|2024H1|2024H1|2024-06-30", "month|3|2024-01|2024-03|2024-03-31", "quarter|1|2024Q1|2024Q1|2024-03-31",
              "week|13|2024-01-04|2024-03-28|2024-04-03", "year|1|2024|2024|2024-12-31"});
  further.index.ask("2024-01-01", "2024-01-09", "2024-01-09");
  CHECK(further.index.rows("SELECT * FROM programme_period") == Lines{});
}

TEST_CASE("a programme that ends has no period that begins later") {
  const ALedger ledger(source_directory() / "tests/unit/report/further");
  ledger.replace("bqtool.yaml", "week_starts: thursday", "week_starts: sunday\nends: 2024-02-15");
  AnIndex index(ledger);
  CHECK(index.rows("SELECT label FROM programme_period WHERE every IN ('month', 'quarter') ORDER BY label") == Lines{"2024-01", "2024-02", "2024Q1"});
  CHECK(index.rows("SELECT MIN(label), MAX(label) FROM programme_period WHERE every = 'week'") == Lines{"2024-01-07|2024-02-11"});
}

TEST_CASE("a party is who holds a role, a unit, a post or the units of a kind") {
  Further further;
  CHECK(further.index.rows(
            "SELECT DISTINCT party, kind, post, cadre, unit FROM party_member WHERE party IN ('lead', 'specialist', 'served_by', 'U-0', 'P-1', '乡镇') "
            "ORDER BY party, unit, post") == Lines{"P-1|post|P-1||", "U-0|unit|||U-0", "lead|role|P-1||", "lead|role|P-2||", "served_by|role|||T-1",
                                                   "specialist|role||C-4|", "乡镇|kind|||T-1", "乡镇|kind|||T-2"});
  // The pairing of E-5, which left the register on 20 March, ends there.
  CHECK(further.index.rows("SELECT unit, since, until FROM party_unit WHERE party = 'group' ORDER BY unit, since, until") ==
        Lines{"U-1|2024-01-10|", "U-1|2024-01-10|2024-02-20", "U-1|2024-01-10|2024-03-20", "U-2|2024-01-10|", "U-2|2024-02-20|"});
}

TEST_CASE("papers owed, with the day on which each was due and what became of it") {
  Further further;
  const std::string columns = "SELECT report, period, unit, nominal, workday, due, sent, sent_time, returned, state, late_days FROM owed_paper ";
  // 3 February is a Saturday, 3 March a Sunday; a paper may be sent on a day off, so neither is moved.
  CHECK(further.index.rows(columns + "WHERE report = 'month' ORDER BY start, unit") ==
        Lines{"month|2024-01|U-1|2024-02-03|2024-02-02|2024-02-03|2024-02-02|||已报|", "month|2024-01|U-2|2024-02-03|2024-02-02|2024-02-03|2024-02-05|||迟报|2",
              "month|2024-02|U-1|2024-03-03|2024-03-01|2024-03-03|2024-03-05||2024-03-04|迟报|2", "month|2024-02|U-2|2024-03-03|2024-03-01|2024-03-03||||未报|",
              "month|2024-03|U-1|2024-04-03|2024-04-03|2024-04-03||||未到期|", "month|2024-03|U-2|2024-04-03|2024-04-03|2024-04-03||||未到期|"});
  // Due on the day after the week, at noon; a submission may name the week by any of its days, and one without a time is in time.
  CHECK(further.index.rows(columns + "WHERE report = 'weekly' ORDER BY start, unit") ==
        Lines{"weekly|2024-03-07|T-1|2024-03-14|2024-03-14|2024-03-14|2024-03-14|09:30||已报|",
              "weekly|2024-03-07|T-2|2024-03-14|2024-03-14|2024-03-14|2024-03-14|12:30||迟报|0",
              "weekly|2024-03-14|T-1|2024-03-21|2024-03-21|2024-03-21|2024-03-21|||已报|",
              "weekly|2024-03-14|T-2|2024-03-21|2024-03-21|2024-03-21|||2024-03-29|未报|",
              "weekly|2024-03-21|T-1|2024-03-28|2024-03-28|2024-03-28|2024-03-28|11:00||已报|",
              "weekly|2024-03-21|T-2|2024-03-28|2024-03-28|2024-03-28||||未报|"});
  // 5 April lies in a holiday that begins on the 4th, and this line moves the day forward.
  CHECK(further.index.rows(columns + "WHERE report = 'quarter'") == Lines{"quarter|2024Q1|U-0|2024-04-05|2024-04-03|2024-04-03||||未到期|"});
  // The posts of one unit each owe their own.
  CHECK(further.index.rows("SELECT period, unit, post, cut_off, due, state FROM owed_paper WHERE report = 'half-briefing' ORDER BY post") ==
        Lines{"2024H1|U-L|P-1|2024-06-25|2024-06-25|未到期", "2024H1|U-L|P-2|2024-06-25|2024-06-25|未到期"});
}

TEST_CASE("papers owed as known earlier: what came later has not been sent, returned or due") {
  Further further;
  further.index.ask("2024-01-01", "2024-03-22", "2024-03-22");
  CHECK(further.index.rows("SELECT period, unit, sent, returned, state FROM owed_paper WHERE report = 'weekly' ORDER BY start, unit") ==
        Lines{"2024-03-07|T-1|2024-03-14||已报", "2024-03-07|T-2|2024-03-14||迟报", "2024-03-14|T-1|2024-03-21||已报", "2024-03-14|T-2|2024-03-22||迟报",
              "2024-03-21|T-1|||未到期", "2024-03-21|T-2|||未到期"});
}

TEST_CASE("a due day on a day off moves later where the line says so, and does not count itself unless inclusive") {
  const ALedger ledger(source_directory() / "tests/unit/report/further");
  ledger.replace("bqtool.yaml", "due: {day: 3}", "due: {day: 31, month_offset: 0}, roll: later, inclusive: false");
  AnIndex index(ledger);  // 31 January is a Wednesday, 29 February a Thursday, 31 March a Sunday
  index.ask("2024-01-01", "2024-04-30", "2024-04-30");
  CHECK(index.rows("SELECT period, unit, nominal, workday, due, state FROM owed_paper WHERE report = 'month' AND unit = 'U-1' ORDER BY start") ==
        Lines{"2024-01|U-1|2024-01-31|2024-01-31|2024-01-31|迟报", "2024-02|U-1|2024-02-29|2024-02-29|2024-02-29|迟报",
              "2024-03|U-1|2024-03-31|2024-03-29|2024-04-01|未报", "2024-04|U-1|2024-04-30|2024-04-30|2024-04-30|未到期"});
  ledger.append("submissions/submissions.yaml", "- {id: S-11, report: month, period: 2024-03, unit: U-1, date: 2024-04-01}\n");
  AnIndex again(ledger);
  again.ask("2024-01-01", "2024-04-30", "2024-04-30");
  CHECK(again.rows("SELECT state, late_days FROM owed_paper WHERE report = 'month' AND unit = 'U-1' AND period = '2024-03'") == Lines{"迟报|0"});
}

TEST_CASE("activities owed, with the meeting that was held for each") {
  Further further;
  CHECK(further.index.rows("SELECT period, host, unit, cadre, held, state FROM owed_activity WHERE kind = 'joint_session' ORDER BY start, host") ==
        Lines{"2024-01|P-1|U-L|C-1|2024-01-25|已开", "2024-01|P-2|U-L|C-3|2024-01-30|已开", "2024-02|P-1|U-L|C-2|2024-02-26|已开",
              "2024-02|P-2|U-L|C-3||未开",  // called off
              "2024-03|P-1|U-L|C-2|2024-03-20|已开", "2024-03|P-2|U-L|C-3|2024-03-29|已开"});
  CHECK(further.index.rows(
            "SELECT period, day, host, held, announced, announce_days, state FROM owed_activity WHERE kind = 'reception_day' ORDER BY start, host") ==
        Lines{"2024-03-07|2024-03-09|T-1|2024-03-09|2024-03-05|3|已开", "2024-03-07|2024-03-09|T-2|2024-03-09|2024-03-01|3|已开",
              "2024-03-14|2024-03-16|T-1|2024-03-16|2024-03-15|3|已开", "2024-03-14|2024-03-16|T-2|||3|未开", "2024-03-21|2024-03-23|T-1|2024-03-23||3|已开",
              "2024-03-21|2024-03-23|T-2|||3|未开"});
  // Nobody is named as the host of the training; of a tea that a person owes the person's presence counts.
  CHECK(further.index.rows("SELECT kind, period, host, unit, held FROM owed_activity WHERE kind IN ('training', 'tea') ORDER BY kind") ==
        Lines{"tea|2024Q1|C-4|U-1|2024-02-06", "training|2024Q1|||2024-03-12"});
  further.index.ask("2024-01-01", "2024-03-30", "2024-03-30");
  CHECK(further.index.rows("SELECT COUNT(*) FROM owed_activity WHERE finish > '2024-03-30'") == Lines{"0"});
}

TEST_CASE("objects and the policies they match, with what was delivered, applied for and paid") {
  Further further;
  CHECK(further.index.rows("SELECT enterprise, policy, since, delivered, applied, paid, amount / 1000000 FROM policy_match ORDER BY enterprise, policy") ==
        Lines{"E-1|PL-1|2024-01-10|2024-02-10|2024-02-15|2024-03-10|20", "E-2|PL-1|2024-01-10||||", "E-3|PL-3|2024-02-01|2024-02-20|2024-03-01||",
              "E-4|PL-5|2024-01-10|2024-02-20|2024-03-20||", "E-7|PL-5|2024-01-10|2024-02-20|||"});
  further.index.ask("2024-01-01", "2024-04-10", "2024-04-10");  // the policy has been delivered to all that match, the rest has been paid
  CHECK(further.index.rows("SELECT enterprise, delivered, amount / 1000000 FROM policy_match WHERE policy = 'PL-1' ORDER BY enterprise") ==
        Lines{"E-1|2024-02-10|30", "E-2|2024-04-01|"});
}

TEST_CASE("a match is as it stood on the period's last day, however late it is asked about") {
  Further further;
  further.index.ask("2024-01-01", "2024-03-31", "2024-04-10");
  CHECK(further.index.rows("SELECT enterprise, delivered, amount / 1000000 FROM policy_match WHERE policy = 'PL-1' ORDER BY enterprise") ==
        Lines{"E-1|2024-02-10|20", "E-2||"});
}

TEST_CASE("assignments, submissions and benefits show what was known on the day") {
  Further further;
  further.index.ask("2024-01-01", "2024-01-30", "2024-01-30");
  CHECK(further.index.rows("SELECT unit, date, signed, declined FROM known_assignment ORDER BY date") ==
        Lines{"U-2|2024-01-17|2024-01-18|", "T-2|2024-01-26|2024-01-30|", "T-1|2024-01-30||"});  // T-1 hands it back the day after
  further.index.ask("2024-01-01", "2024-03-22", "2024-03-22");
  CHECK(further.index.rows("SELECT id, period, returned FROM sent_paper WHERE report = 'weekly' ORDER BY date, id") ==
        Lines{"S-5|2024-03-07|", "S-6|2024-03-07|", "S-7|2024-03-14|", "S-8|2024-03-14|"});
  CHECK(further.index.rows("SELECT id, applied, paid, paid_amount / 1000000 FROM known_benefit ORDER BY id") ==
        Lines{"B-1|2024-02-15|2024-03-10|20", "B-2|2024-03-01||", "B-3|2024-01-20|2024-02-28|5", "B-4|2024-03-20||"});
}

TEST_CASE("a report computes the tables of its question that it reads and no others") {
  Further further;
  const auto computed = [&](const std::string& name) {
    return further.index.rows("SELECT COUNT(*) FROM temp.sqlite_master WHERE type = 'table' AND name = '" + name + "'") == Lines{"1"};
  };
  (void)bq::tests::build_quarter(further.index, "2024Q1");
  CHECK(computed("round"));
  CHECK_FALSE(computed("owed_paper"));
  (void)bq::tests::build_quarter(further.index, "2024Q1", "", "further");
  CHECK(computed("owed_paper"));
  CHECK(computed("party_holder"));  // which that reads
}

TEST_CASE("plaques that name who answers, and those that no longer do") {
  Further further;
  CHECK(further.index.rows("SELECT enterprise, named, cadre, left, state FROM plaque_state ORDER BY enterprise") ==
        Lines{"E-1|C-1|C-2|2024-02-15|待更换", "E-2|C-3|C-3||相符", "E-3||||未领牌", "E-4|C-2|C-2||相符", "E-6||C-3||未领牌", "E-7|C-2|C-2||相符",
              "E-8||||未领牌"});
  further.index.ask("2024-01-01", "2024-02-14", "2024-02-14");
  CHECK(further.index.rows("SELECT enterprise, named, cadre, state FROM plaque_state WHERE named = 'C-1' ORDER BY enterprise") ==
        Lines{"E-1|C-1|C-1|相符", "E-7|C-1|C-1|相符"});
}

TEST_CASE("objects classed by the profits of the last twelve months") {
  Further further;  // E-1 5 of 100; E-2 0.1 of 10, in months with a profit; E-3 bears the tag
  CHECK(further.index.rows("SELECT enterprise, months, class FROM profit_class WHERE class IS NOT NULL ORDER BY enterprise") ==
        Lines{"E-1|2|盈利", "E-2|2|微利", "E-3|1|困难"});
  further.index.ask("2024-01-01", "2024-02-28", "2024-02-28");  // February has not ended
  CHECK(further.index.rows("SELECT enterprise, months, class FROM profit_class WHERE months > 0 ORDER BY enterprise") == Lines{"E-1|1|盈利", "E-2|1|盈利"});
  const ALedger ledger(source_directory() / "tests/unit/report/further");
  ledger.append("bqtool.yaml", "thresholds: [{name: thin_margin, value: 5.5}]\n");
  AnIndex stricter(ledger);
  CHECK(stricter.rows("SELECT class FROM profit_class WHERE enterprise = 'E-1'") == Lines{"微利"});
}

TEST_CASE("the backlog is what was open on the day it was frozen") {
  Further further;
  CHECK(further.index.rows("SELECT appeal, unit, cleared, state FROM backlog_case ORDER BY appeal") ==
        Lines{"A-1|U-2|2024-02-19|已清零", "A-2|T-2|2024-03-18|已清零", "A-4|U-1||逾期"});
  further.index.ask("2024-01-01", "2024-02-20", "2024-02-20");
  CHECK(further.index.rows("SELECT appeal, state FROM backlog_case ORDER BY appeal") == Lines{"A-1|已清零", "A-2|未清零", "A-4|未清零"});
  further.index.ask("2024-01-01", "2024-01-30", "2024-01-30");
  CHECK(further.index.rows("SELECT * FROM backlog_case") == Lines{});
  const ALedger ledger(source_directory() / "tests/unit/report/further");
  ledger.replace("appeals/appeals.yaml", "    - {date: 2024-02-19, event: close, actor: U-1}\n",
                 "    - {date: 2024-02-19, event: close, actor: U-1}\n    - {date: 2024-03-01, event: reopen, note: 又断贷}\n");
  AnIndex reopened(ledger);
  CHECK(reopened.rows("SELECT cleared, state FROM backlog_case WHERE appeal = 'A-1'") == Lines{"|逾期"});
}
