#include <doctest/doctest.h>
#include <yaml-cpp/yaml.h>

#include <functional>
#include <string>
#include <vector>

#include "outline.hpp"
#include "yaml/edit.hpp"
#include "yaml/emit.hpp"

namespace bq {
namespace {

using yaml::Content;
using yaml::content_of;
using yaml::Form;
using yaml::NodeRef;

/// Odd but legal files; `<` ends a line, in whatever way the file ends its lines.
const std::vector<std::string> odd_texts{
    "- id: a<  list:<    - {x: 1}<    - {x: 2} # two<  z: 3<<- id: b<",
    "# head<---<- id: a   # an id<  list: []  # none yet<  note: |<    one<<      two<<<- id: b<  list:<  - x<  - y<  # tail<",
    "- id: 'a'<  \"list\": [x, 'y, z', ]<  empty:<  nothing: ~<  map: {a: , b: [c: d]}<- {id: b, list: [{x: 1}, {x: 2}]}<<<",
    "-   id: a<    list:<    -   x: 1<        y: 2<    -   x: 3<-   id: b<    text: >-<      folded<      text<",
    "- id: a<  keep: |+<    kept<<<- id: b<  keep: |+<    kept<<<",
    "- id: a<  text: plain<    goes on<  quoted: \"one<    two\"<  list:<    -<    - ~<    - b:<- id: b<",
    "id: a<list: {<  a: 1, # one<  b: 2 # two<  }<seq: [<  a,<  b,<  ]<map:<  deep:<     deeper: 1<",
    "编号: 甲<办理过程:<  - 日期: 2024-01-02<    事项: 受理<  - 日期: '2024-01-03'<    事项: 转办 # 转给谁<联系人: { 姓名: 张三, 电话: '0571' }<",
    "- - a<  - b<- - c<- []<",
    "[{id: a, list: [1, 2]}, {id: b}]<",
    "{id: a, list: [], m: {}}<",
    "- id: a<  trailing: x   <  colon: a:b#c<# done<...<",
    "? a<: - b<  - c<d: |2<    x<   y<e: ''<",
};

std::string with_line_endings(std::string text, std::string_view ending) {
  std::string result;
  for (const char c : text) result += c == '<' ? std::string(ending) : std::string(1, c);
  return result;
}

/// The odd files in all manners of line endings, with and without a byte order mark and a final line ending.
std::vector<std::string> odd_files() {
  std::vector<std::string> files;
  for (const std::string& text : odd_texts) {
    for (const std::string_view ending : {"\n", "\r\n", "\r"}) {
      files.push_back(with_line_endings(text, ending));
      files.push_back("\xEF\xBB\xBF" + files.back());
      // Without a final line ending a block scalar has none either, and gets one with the line below it.
      if (text.find('|') == std::string::npos) files.push_back(with_line_endings(text.substr(0, text.find_last_not_of('<') + 1), ending));
    }
  }
  return files;
}

std::string outline(const Content& content) {
  if (content.kind == yaml::NodeKind::scalar)
    return content.form == Form::typed && (content.text.empty() || content.text == "~") ? "_" : "|" + content.text + "|";
  std::string text;
  for (const Content& item : content.items) text += (text.empty() ? "" : " ") + outline(item);
  for (const auto& entry : content.entries) text += (text.empty() ? "" : " ") + entry.key + "=" + outline(entry.value);
  return content.kind == yaml::NodeKind::sequence ? "[" + text + "]" : "{" + text + "}";
}

std::string other_outline(const YAML::Node& node) {
  if (node.IsNull()) return "_";
  if (node.IsScalar()) return "|" + node.Scalar() + "|";
  std::string text;
  if (node.IsSequence()) {
    for (const auto& item : node) text += (text.empty() ? "" : " ") + other_outline(item);
  } else {
    for (const auto& entry : node) text += (text.empty() ? "" : " ") + entry.first.Scalar() + "=" + other_outline(entry.second);
  }
  return node.IsSequence() ? "[" + text + "]" : "{" + text + "}";
}

/// Calls `work` with every node and the same place in a copy of the whole, which is then what the text should hold.
void at_every_node(NodeRef node, Content& place, const std::function<void(NodeRef, Content&)>& work) {
  work(node, place);
  std::size_t i = 0;
  for (const NodeRef item : node.items()) at_every_node(item, place.items[i++], work);
  i = 0;
  for (const auto& [key, value] : node.entries()) at_every_node(value, place.entries[i++].value, work);
}

/// What the tests put in: flat and nested things whose texts need every kind of quoting.
std::vector<Content> new_values() {
  using yaml::mapping, yaml::scalar, yaml::sequence;
  return {
      scalar("受理"),
      scalar("0012"),
      scalar("2024-03-01", Form::typed),
      scalar("第一行\n  第二行\n\n第四行"),
      scalar("a: b # c, [d] \"e\" 'f'"),
      sequence({scalar("x"), scalar("no"), scalar("a：b")}),
      mapping({{"date", scalar("2024-03-01", Form::typed)}, {"note", scalar("一，二")}, {"list", sequence({mapping({{"x", scalar("1")}})})}}),
      mapping({{"note", scalar("one\ntwo\n")}, {"n", scalar("-5", Form::typed)}, {"empty", scalar("")}}),
  };
}

void check(const Source& source, const yaml::Editor& editor, const Content& expected) {
  const std::string result = editor.result();
  CAPTURE(std::string(source.text()));
  CAPTURE(result);
  CHECK(tests::faults(result) == "");
  const std::string wanted = outline(expected);
  CHECK(tests::outline(result) == wanted);
  // yaml-cpp knows no line that ends with a carriage return alone.
  if (result.find('\r') == std::string::npos || result.find("\r\n") != std::string::npos) CHECK(other_outline(YAML::Load(result)) == wanted);
  const bool foreign_ending =
      result.find("\r\n") == std::string::npos ? result.find('\r') != std::string::npos && result.find('\n') != std::string::npos : false;
  CHECK_FALSE(foreign_ending);
}

/// Every file, every node of it, every new value.
void everywhere(const std::function<void(yaml::Editor&, NodeRef, Content&, const Content&)>& edit, const std::function<bool(NodeRef)>& applies,
                bool inserts_only) {
  std::size_t runs = 0;
  for (const std::string& text : odd_files()) {
    const Source source("a.yaml", text);
    const auto reading = yaml::read(source);
    REQUIRE_MESSAGE(reading.faults.empty(), text);
    for (const Content& value : new_values()) {
      Content whole = content_of(*reading.document.root());
      at_every_node(*reading.document.root(), whole, [&](NodeRef node, Content& place) {
        if (!applies(node)) return;
        const Content before = place;
        yaml::Editor editor(source, reading.document);
        edit(editor, node, place, value);
        check(source, editor, whole);
        if (inserts_only) {
          for (const yaml::Edit& one : editor.edits()) CHECK(source.slice(one.span).find_first_not_of(" []") == std::string_view::npos);
        }
        place = before;
        ++runs;
      });
    }
  }
  CHECK(runs > 500);
}

bool is_sequence(NodeRef node) { return node.is_sequence(); }
bool is_full_mapping(NodeRef node) { return node.is_mapping() && node.entries().begin() != node.entries().end(); }

}  // namespace

TEST_CASE("an item is put at the end of any list and nothing else moves") {
  everywhere(
      [](yaml::Editor& editor, NodeRef node, Content& place, const Content& value) {
        std::optional<NodeRef> last;
        for (const NodeRef item : node.items()) last = item;
        editor.insert_items(node, last, {value});
        place.items.push_back(value);
      },
      is_sequence, true);
}

TEST_CASE("an item is put before the first and between the others of any list") {
  everywhere(
      [](yaml::Editor& editor, NodeRef node, Content& place, const Content& value) {
        editor.insert_items(node, std::nullopt, {value});
        place.items.insert(place.items.begin(), value);
      },
      is_sequence, true);
  everywhere(
      [](yaml::Editor& editor, NodeRef node, Content& place, const Content& value) {
        editor.insert_items(node, *node.items().begin(), {value, value});
        place.items.insert(place.items.begin() + 1, 2, value);
      },
      [](NodeRef node) { return node.is_sequence() && node.items().size() > 1; }, true);
}

TEST_CASE("a key is added to any mapping, at its end and behind its first key") {
  everywhere(
      [](yaml::Editor& editor, NodeRef node, Content& place, const Content& value) {
        editor.set(node, "新键", value);
        place.entries.push_back({"新键", value});
      },
      [](NodeRef node) { return node.is_mapping(); }, true);
  everywhere(
      [](yaml::Editor& editor, NodeRef node, Content& place, const Content& value) {
        editor.set(node, "新键", value, (*node.entries().begin()).first);
        place.entries.insert(place.entries.begin() + 1, {"新键", value});
      },
      is_full_mapping, true);
}

TEST_CASE("the value of any key is replaced") {
  for (const bool first : {true, false}) {
    everywhere(
        [&](yaml::Editor& editor, NodeRef node, Content& place, const Content& value) {
          auto& entry = first ? place.entries.front() : place.entries.back();
          editor.set(node, entry.key, value);
          entry.value = value;
        },
        is_full_mapping, false);
  }
}

TEST_CASE("any key is taken out") {
  for (const bool first : {true, false}) {
    everywhere(
        [&](yaml::Editor& editor, NodeRef node, Content& place, const Content&) {
          const auto at = first ? place.entries.begin() : place.entries.end() - 1;
          editor.remove(node, at->key);
          place.entries.erase(at);
        },
        is_full_mapping, false);
  }
}

TEST_CASE("an item is put into the list of a key that has one, an empty one, none, or is not there") {
  for (const bool first : {true, false}) {
    everywhere(
        [&](yaml::Editor& editor, NodeRef node, Content& place, const Content& value) {
          auto& entry = first ? place.entries.front() : place.entries.back();
          if (entry.value.kind != yaml::NodeKind::sequence && outline(entry.value) != "_") return;
          editor.append_items(node, entry.key, {value, value});
          entry.value.kind = yaml::NodeKind::sequence;
          entry.value.items.insert(entry.value.items.end(), 2, value);
        },
        is_full_mapping, true);
  }
  everywhere(
      [](yaml::Editor& editor, NodeRef node, Content& place, const Content& value) {
        editor.append_items(node, "新键", {value});
        place.entries.push_back({"新键", yaml::sequence({value})});
      },
      is_full_mapping, true);
}

TEST_CASE("records are put at the end of a file") {
  for (const std::string& text : odd_files()) {
    const Source source("a.yaml", text);
    const auto reading = yaml::read(source);
    Content whole = content_of(*reading.document.root());
    yaml::Editor editor(source, reading.document);
    const std::vector<Content> records{new_values()[6], new_values()[7]};
    CHECK(editor.append_records(records) == (whole.kind == yaml::NodeKind::sequence));
    if (whole.kind != yaml::NodeKind::sequence) continue;
    whole.items.insert(whole.items.end(), records.begin(), records.end());
    check(source, editor, whole);
  }
  for (const std::string text : {"", "# nothing yet", "# nothing yet\r\n", "\xEF\xBB\xBF", "[]\n", "[] # none\n", "~\n", "---\n", "\n\n"}) {
    const Source source("a.yaml", text);
    const auto reading = yaml::read(source);
    yaml::Editor editor(source, reading.document);
    CHECK(editor.append_records({new_values()[6]}));
    check(source, editor, yaml::sequence({new_values()[6]}));
  }
}

TEST_CASE("new text follows the manner of the file") {
  const auto appended = [](const std::string& text, const Content& record) {
    const Source source("a.yaml", text);
    const auto reading = yaml::read(source);
    yaml::Editor editor(source, reading.document);
    CHECK(editor.append_records({record}));
    return editor.result().substr(text.size());
  };
  const Content record = yaml::mapping({{"id", yaml::scalar("A2")},
                                        {"date", yaml::scalar("2024-01-02", Form::typed)},
                                        {"code", yaml::scalar("0571")},
                                        {"tags", yaml::sequence({yaml::scalar("x"), yaml::scalar("z")})},
                                        {"steps", yaml::sequence({yaml::mapping({{"day", yaml::scalar("1", Form::typed)}, {"who", yaml::scalar("甲")}})})}});
  CHECK(appended("- id: A1\n", record) == "\n- id: A2\n  date: 2024-01-02\n  code: '0571'\n  tags: [x, z]\n  steps:\n    - {day: 1, who: 甲}\n");
  CHECK(appended("-   id: \"A1\"\n    date: \"2024-01-01\"\n    tags:\n    -   x\n    steps:\n    -   day: 1\n        who: 乙\n-   id: \"A0\"\n", record) ==
        "-   id: A2\n    date: \"2024-01-02\"\n    code: \"0571\"\n    tags:\n    -   x\n    -   z\n    steps:\n    -   day: 1\n        who: 甲\n");
  CHECK(appended("- id: A1\r\n  steps: [{ day: 1 }]\r\n", record) ==
        "\r\n- id: A2\r\n  date: 2024-01-02\r\n  code: '0571'\r\n  tags: [x, z]\r\n  steps: [{ day: 1, who: 甲 }]\r\n");
  CHECK(appended("- {id: A0}\n- {id: A1}", record) == "\n- {id: A2, date: 2024-01-02, code: '0571', tags: [x, z], steps: [{day: 1, who: 甲}]}");
}

TEST_CASE("whatever is written reads back the same in two readers") {
  for (const std::string text : {"",
                                 "no",
                                 "Yes",
                                 "null",
                                 "~",
                                 "0012",
                                 "1e5",
                                 "1_000",
                                 "0x1F",
                                 "1:30",
                                 "330182199001011234",
                                 "-1",
                                 ".5",
                                 "2024-03",
                                 "=",
                                 "<<",
                                 "2024-03-01",
                                 "true",
                                 "a b",
                                 " a",
                                 "a ",
                                 "　全角",
                                 "全角　",
                                 "a: b",
                                 "a:b",
                                 "a #b",
                                 "#a",
                                 "- a",
                                 "-a",
                                 "?",
                                 "[a]",
                                 "{a}",
                                 "a, b",
                                 "'a'",
                                 "\"a\"",
                                 "it's",
                                 "@a",
                                 "`a",
                                 "%a",
                                 "&a",
                                 "*a",
                                 "!a",
                                 "|",
                                 ">",
                                 "---",
                                 "...",
                                 "a\nb",
                                 "a\nb\n",
                                 "\na",
                                 "a\n\n",
                                 " a\nb",
                                 "a\tb",
                                 "\ta",
                                 "a\rb",
                                 "\x01",
                                 "\xC2\x85",
                                 "\u2028",
                                 "\xEF\xBB\xBF"
                                 "a",
                                 "。：，",
                                 "名称：甲",
                                 "a\\b",
                                 "中\n 文\n\n",
                                 "a\n ",
                                 "\n",
                                 "C:\\x",
                                 "12.50",
                                 "https://a.example/b?c=d#e",
                                 "1,000",
                                 "0o17",
                                 "+1",
                                 "0b1",
                                 ".inf",
                                 "N",
                                 "on"}) {
    CAPTURE(text);
    for (const char quote : {'\'', '"'}) {
      yaml::Manner manner;
      manner.quote = quote;
      const Content all = yaml::mapping({{"entry", yaml::scalar(text)}, {"flow", yaml::sequence({yaml::scalar(text), yaml::scalar("b")})}});
      const std::string wanted = "{entry=|" + text + "| flow=[|" + text + "| |b|]}";
      const std::string written = yaml::emit_item(all, 0, false, manner) + "\n- " + yaml::emit_scalar(yaml::scalar(text), yaml::Setting::item, manner) + "\n";
      CAPTURE(written);
      CHECK(tests::faults(written) == "");
      CHECK(tests::outline(written) == "[" + wanted + " |" + text + "|]");
      const YAML::Node other = YAML::Load(written);
      if (text.find("\xEF\xBB\xBF") == std::string::npos) CHECK(other_outline(other) == "[" + wanted + " |" + text + "|]");
    }
  }
}

}  // namespace bq
