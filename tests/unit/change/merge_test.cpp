#include "change/merge.hpp"

#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "base/source.hpp"
#include "change/conflict.hpp"
#include "pack/pack.hpp"
#include "yaml/outline.hpp"
#include "yaml/read.hpp"

namespace {

using bq::change::Merged;
using bq::change::Side;

const bq::schema::Kind& appeal() {
  static const bq::pack::Pack pack = bq::pack::load({});
  return *pack.kinds.at("appeal");
}

std::optional<Merged> merge(std::string base, std::string ours, std::string theirs) {
  return bq::change::merge({std::move(base), std::move(ours), std::move(theirs)}, appeal(), bq::Language::en);
}

void check_clean(const std::string& base, const std::string& ours, const std::string& theirs, const std::string& expected) {
  const auto merged = merge(base, ours, theirs);
  REQUIRE(merged);
  CHECK(merged->conflicts == 0);
  CHECK(merged->text == expected);
}

/// Made-up records that two sides edit at random; every value that is written is new, so that a lost one shows.
class Clerk {
 public:
  struct Event {
    int day = 1;
    std::string note;
  };
  struct Record {
    std::string id, title, text, remark;
    std::vector<Event> events;
  };
  struct Style {
    bool chinese = false, crlf = false, bom = false, block_events = false, spaced = false, final_newline = true;
  };

  explicit Clerk(unsigned seed) : random_(seed) {}

  int below(int limit) { return std::uniform_int_distribution<int>(0, limit - 1)(random_); }
  std::string fresh() { return written.emplace_back(fmt::format("v{:04}x", ++number_)); }

  Style style() { return {below(2) == 0, below(2) == 0, below(2) == 0, below(2) == 0, below(2) == 0, below(2) == 0}; }

  Record record(const std::string& id) {
    Record made{id, fresh(), below(2) == 0 ? fresh() : "", below(3) == 0 ? fresh() : "", {}};
    for (int i = below(4); i > 0; --i) add_event(made);
    return made;
  }

  void add_event(Record& record) {
    const Event event{1 + below(28), fresh()};
    const auto later = std::find_if(record.events.begin(), record.events.end(), [&](const Event& other) { return other.day > event.day; });
    record.events.insert(later, event);
  }

  /// A side's edits; ids of new records begin with `prefix`.
  std::vector<Record> edited(std::vector<Record> records, const std::string& prefix) {
    for (int edits = 1 + below(5); edits > 0; --edits) {
      const auto place = static_cast<std::size_t>(below(static_cast<int>(records.size()) + 1));
      const bool inside = place < records.size();
      switch (below(7)) {
        case 0:
          records.insert(records.begin() + static_cast<std::ptrdiff_t>(place), record(prefix + std::to_string(edits)));
          break;
        case 1:
          if (inside) records.erase(records.begin() + static_cast<std::ptrdiff_t>(place));
          break;
        case 2:
          if (inside) records[place].title = fresh();
          break;
        case 3:
          if (inside) records[place].text = below(4) == 0 ? "" : fresh();
          break;
        case 4:
          if (inside) records[place].remark = fresh();
          break;
        case 5:
          if (inside && !records[place].events.empty()) records[place].events.pop_back();
          break;
        default:
          if (inside) add_event(records[place]);
      }
    }
    return records;
  }

  static std::string text_of(const std::vector<Record>& records, const Style& style) {
    std::string text = "# 台账\n";
    const auto key = [&](const char* name, const char* title) { return style.chinese ? title : name; };
    for (const Record& record : records) {
      if (style.spaced) text += '\n';
      text += fmt::format("- {}: {}\n  {}: '{}'", key("id", "编号"), record.id, key("title", "标题"), record.title);
      text += record.remark.empty() ? "\n" : fmt::format("  # {}\n", record.remark);
      if (!record.text.empty()) text += fmt::format("  {}: |\n    {}\n\n    more\n", key("text", "诉求内容"), record.text);
      if (!record.events.empty()) text += fmt::format("  {}:\n", key("timeline", "办理过程"));
      for (const Event& event : record.events) {
        const auto form = style.block_events ? fmt::runtime("    - {}: 2024-01-{:02}\n      {}: {}\n") : fmt::runtime("    - {{{}: 2024-01-{:02}, {}: {}}}\n");
        text += fmt::format(form, key("date", "日期"), event.day, key("note", "备注"), event.note);
      }
    }
    if (!style.final_newline) text.pop_back();
    if (style.crlf)
      for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 2)) text.insert(at, "\r");
    return (style.bom ? "\xEF\xBB\xBF" : "") + text;
  }

  std::vector<std::string> written;

 private:
  std::mt19937 random_;
  int number_ = 0;
};

bool reads(const std::string& text) {
  const bq::Source source("", text);
  return bq::yaml::read(source).faults.empty();
}

bool holds(const std::string& text, const std::string& what) { return text.find(what) != std::string::npos; }

}  // namespace

TEST_CASE("a merge of random edits loses nothing that a side wrote") {
  int merged_files = 0, conflicting = 0;
  for (unsigned seed = 0; seed < 3000; ++seed) {
    Clerk clerk(seed);
    const Clerk::Style style = clerk.style();
    std::vector<Clerk::Record> records;
    const int count = 2 + clerk.below(4);
    for (int i = 0; i < count; ++i) records.push_back(clerk.record(fmt::format("A-{}", i)));
    const std::string base = Clerk::text_of(records, style);
    const std::string ours = Clerk::text_of(clerk.edited(records, "B-"), style);
    const std::string theirs = Clerk::text_of(clerk.edited(records, clerk.below(8) == 0 ? "B-" : "C-"), style);
    CAPTURE(base);
    CAPTURE(ours);
    CAPTURE(theirs);
    const auto merged = merge(base, ours, theirs);
    if (!merged) continue;
    ++merged_files;
    conflicting += merged->conflicts > 0 ? 1 : 0;
    CAPTURE(merged->text);
    for (const std::string& value : clerk.written) {
      const bool b = holds(base, value), o = holds(ours, value), t = holds(theirs, value);
      if ((o && t) || (!b && (o || t))) REQUIRE(holds(merged->text, value));
    }
    REQUIRE(reads(bq::change::settled(merged->text, Side::ours)));
    REQUIRE(reads(bq::change::settled(merged->text, Side::theirs)));
  }
  CHECK(merged_files > 2850);
  CHECK(conflicting > 100);
  MESSAGE("merged " << merged_files << ", with conflicts " << conflicting);
}

TEST_CASE("what one side alone changed is taken as it is written there") {
  for (unsigned seed = 0; seed < 500; ++seed) {
    Clerk clerk(seed);
    const std::vector<Clerk::Record> records{clerk.record("A-1"), clerk.record("A-2")};
    const std::string base = Clerk::text_of(records, clerk.style());
    const std::string changed = Clerk::text_of(clerk.edited(records, "B-"), clerk.style());
    const auto mine = merge(base, changed, base);
    const auto other = merge(base, base, changed);
    if (mine) CHECK(mine->text == changed);
    if (other) CHECK(other->text == changed);
  }
}

TEST_CASE("an outline holds every byte of its text") {
  for (unsigned seed = 0; seed < 300; ++seed) {
    Clerk clerk(seed);
    const bq::Source source("", Clerk::text_of({clerk.record("A-1"), clerk.record("A-2")}, clerk.style()));
    const bq::yaml::Reading reading = bq::yaml::read(source);
    const auto outline = bq::yaml::outline(source, reading.document);
    REQUIRE(outline);
    const auto whole = [](const auto& self, const bq::yaml::Part& part) -> std::string {
      if (part.branches.empty()) return std::string(part.text);
      std::string text(part.before);
      for (const auto& branch : part.branches)
        text += std::string(branch.lead) + std::string(branch.head) + self(self, branch.value) + std::string(branch.tail);
      return text + std::string(part.after);
    };
    CHECK(std::string(outline->before) + whole(whole, outline->root) + std::string(outline->after) == source.text());
  }
}

TEST_CASE("records and events that both sides append are united") {
  check_clean(
      "- id: A\n  timeline:\n    - {date: 2024-01-01, event: accept}",
      "- id: A\n  timeline:\n    - {date: 2024-01-01, event: accept}\n    - {date: 2024-01-05, event: plan}\n- id: B",
      "- id: A\n  timeline:\n    - {date: 2024-01-01, event: accept}\n    - {date: 2024-01-03, event: brief}\n    - {date: 2024-01-05, event: plan}\n- id: C\n",
      "- id: A\n  timeline:\n    - {date: 2024-01-01, event: accept}\n    - {date: 2024-01-03, event: brief}\n    - {date: 2024-01-05, event: plan}\n- id: "
      "B\n- id: C\n");
}

TEST_CASE("the first events of both sides are united though the list was not there") {
  check_clean("- id: A\n  title: a\n", "- id: A\n  title: a\n  timeline:\n    - {date: 2024-01-02, event: plan}\n",
              "- id: A\n  title: a\n  timeline:\n    - {date: 2024-01-01, event: accept}\n",
              "- id: A\n  title: a\n  timeline:\n    - {date: 2024-01-01, event: accept}\n    - {date: 2024-01-02, event: plan}\n");
}

TEST_CASE("both sides begin the same new file") { check_clean("", "- id: A\n", "- id: B\n", "- id: A\n- id: B\n"); }

TEST_CASE("different fields of one event are both taken, in braces too") {
  check_clean("- id: A\n  timeline:\n    - {date: 2024-01-01, event: accept, note: a}\n",
              "- id: A\n  timeline:\n    - {date: 2024-01-01, event: accept, note: b}\n",
              "- id: A\n  timeline:\n    - {date: 2024-01-01, event: accept, note: a, actor: U}\n",
              "- id: A\n  timeline:\n    - {date: 2024-01-01, event: accept, note: b, actor: U}\n");
}

TEST_CASE("a new event is indented as our list is") {
  check_clean("- id: A\n  timeline:\n    - date: 2024-01-01\n      event: accept\n", "- id: A\n  timeline:\n  - date: 2024-01-01\n    event: accept\n",
              "- id: A\n  timeline:\n    - date: 2024-01-01\n      event: accept\n    - date: 2024-01-02\n      event: plan\n",
              "- id: A\n  timeline:\n  - date: 2024-01-01\n    event: accept\n  - date: 2024-01-02\n    event: plan\n");
}

TEST_CASE("a change of line ends, of the byte order mark and of a value are three changes") {
  check_clean("- id: A\n  title: a\n- id: B\n", "- id: A\n  title: b\n- id: B\n", "\xEF\xBB\xBF- id: A\r\n  title: a\r\n- id: B\r\n- id: C\r\n",
              "\xEF\xBB\xBF- id: A\r\n  title: b\r\n- id: B\r\n- id: C\r\n");
}

TEST_CASE("keys in either language are one field") {
  check_clean("- id: A\n  title: a\n  text: t\n", "- id: A\n  标题: a\n  text: t\n", "- id: A\n  title: a\n  text: u\n", "- id: A\n  标题: a\n  text: u\n");
}

TEST_CASE("a conflict in braces takes its one line") {
  const auto merged =
      merge("- id: A\n  public: {title: a, result: r}\n", "- id: A\n  public: {title: b, result: r}\n", "- id: A\n  public: {title: c, result: s}\n");
  REQUIRE(merged);
  CHECK(merged->conflicts == 1);
  CHECK(merged->text ==
        "- id: A\n<<<<<<< ours: appeal A, public, title: changed by both, differently\n  public: {title: b, result: s}\n=======\n"
        "  public: {title: c, result: s}\n>>>>>>> theirs\n");
}

TEST_CASE("what is not certain is left to a merge of lines") {
  CHECK_FALSE(merge("- id: A\n", "- id: 'A\n", "- id: A\n- id: B\n"));
  CHECK_FALSE(merge("- id: A\n", "<<<<<<< ours\n- id: A\n=======\n- id: B\n>>>>>>> theirs\n", "- id: A\n- id: C\n"));
  CHECK_FALSE(merge("- id: A\n", "", "- id: A\n- id: B\n"));
  CHECK_FALSE(merge("- id: A\n", "id: A\n", "- id: A\n- id: B\n"));
}
