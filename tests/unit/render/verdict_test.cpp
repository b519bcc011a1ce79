#include <algorithm>

#include <doctest/doctest.h>

#include "render/render.hpp"

namespace {

using bq::Diagnostic;
using bq::Language;
using bq::render::Style;
using bq::render::Verdict;

std::string render(const std::string& name, const Verdict& verdict, Style style = {}) {
  for (const auto& format : bq::render::verdict_formats())
    if (format.name == name) return format.render(verdict, style);
  return {};
}

Diagnostic a_diagnostic() {
  return {.rule = "wrong-type",
          .is_error = true,
          .place = {.path = "enterprises/甲.yaml", .begin = {12, 5}, .end = {12, 7}, .line = "名称: 张三x"},
          .message = "应为日期",
          .hint = "写作 2024-01-31",
          .also = {}};
}

Diagnostic at_line(std::string line, std::uint32_t begin, std::uint32_t end) {
  Diagnostic diagnostic;
  diagnostic.rule = "r";
  diagnostic.message = "m";
  diagnostic.place = {.path = "a", .begin = {1, begin}, .end = {1, end}, .line = std::move(line)};
  return diagnostic;
}

Verdict of(std::vector<Diagnostic> diagnostics, std::string root = "") { return {.diagnostics = std::move(diagnostics), .root = std::move(root)}; }

}  // namespace

TEST_CASE("a finding shows its place, its line with a caret by display width, and a hint") {
  CHECK(render("text", of({a_diagnostic()}, "ledger/")) ==
        "ledger/enterprises/甲.yaml:12:5: error wrong-type: 应为日期\n"
        "  12 | 名称: 张三x\n"
        "     |       ^~~~\n"
        "  = 建议：写作 2024-01-31\n");
}

TEST_CASE("findings are a line apart, speak English, and name the other place") {
  auto other = a_diagnostic();
  other.is_error = false;
  other.hint = "";
  other.place.line = "";
  other.also = bq::Place{.path = "b.yaml", .begin = {3, 4}, .end = {3, 5}, .line = "x"};
  CHECK(render("text", of({a_diagnostic(), other}), {.language = Language::en}) ==
        "enterprises/甲.yaml:12:5: error wrong-type: 应为日期\n"
        "  12 | 名称: 张三x\n"
        "     |       ^~~~\n"
        "  = hint: 写作 2024-01-31\n"
        "\n"
        "enterprises/甲.yaml:12:5: warning wrong-type: 应为日期\n"
        "  = see also b.yaml:3:4\n");
}

TEST_CASE("a tab is shown as one space and an empty place as one caret") {
  CHECK(render("text", of({at_line("\ta", 2, 2)})) == "a:1:2: error r: m\n   1 |  a\n     |  ^\n");
  CHECK(render("text", of({at_line("ab", 3, 3)})) == "a:1:3: error r: m\n   1 | ab\n     |   ^\n");
}

TEST_CASE("a place past the end of its line points behind the line") {
  CHECK(render("text", of({at_line("ab", 9, 12)})) == "a:1:9: error r: m\n   1 | ab\n     |   ^\n");
}

TEST_CASE("a place of several lines is marked to the end of its first") {
  auto diagnostic = at_line("abcd", 2, 1);
  diagnostic.place.end.line = 3;
  CHECK(render("text", of({diagnostic})) == "a:1:2: error r: m\n   1 | abcd\n     |  ^~~\n");
}

TEST_CASE("a long line is cut around its place") {
  const std::string line = std::string(200, 'a') + "字" + std::string(200, 'b');
  CHECK(render("text", of({at_line(line, 201, 202)})) ==
        "a:1:201: error r: m\n   1 | …" + std::string(40, 'a') + "字" + std::string(78, 'b') + "…\n     | " + std::string(41, ' ') + "^~\n");
}

TEST_CASE("a long place is marked as far as its line is shown") {
  const std::string text = render("text", of({at_line(std::string(300, 'a'), 1, 301)}));
  CHECK(text == "a:1:1: error r: m\n   1 | " + std::string(120, 'a') + "…\n     | ^" + std::string(119, '~') + "\n");
}

TEST_CASE("broken bytes and control characters in a line keep the caret in place") {
  CHECK(render("text", of({at_line("\xE5\x90\x1B[x", 4, 5)})) == "a:1:4: error r: m\n   1 | \uFFFD [x\n     |    ^\n");
}

TEST_CASE("findings have colour only where the style says so") {
  CHECK(render("text", of({a_diagnostic()})).find('\x1B') == std::string::npos);
  CHECK(render("text", of({a_diagnostic()}), {.color = true}).find("\x1B[1;31merror\x1B[0m") != std::string::npos);
}

TEST_CASE("a finding without a place has none") {
  Diagnostic diagnostic;
  diagnostic.rule = "r";
  diagnostic.message = "m";
  CHECK(render("text", of({diagnostic}, "x/")) == "error r: m\n");
  CHECK(render("github", of({diagnostic}, "x/")) == "::error title=r::m\n");
}

TEST_CASE("nothing found is no text") {
  CHECK(render("text", of({})) == "");
  CHECK(render("github", of({})) == "");
}

TEST_CASE("findings as JSON have every member and the counts") {
  auto other = a_diagnostic();
  other.is_error = false;
  other.hint = "";
  other.also = other.place;
  CHECK(render("json", of({a_diagnostic(), other})) == R"({
  "bqtool": {"format":1},
  "diagnostics": [
    {"rule":"wrong-type","severity":"error","path":"enterprises/甲.yaml","line":12,"column":5,"end_line":12,"end_column":7,"message":"应为日期","hint":"写作 2024-01-31","also":null},
    {
      "rule": "wrong-type",
      "severity": "warning",
      "path": "enterprises/甲.yaml",
      "line": 12,
      "column": 5,
      "end_line": 12,
      "end_column": 7,
      "message": "应为日期",
      "hint": null,
      "also": {"path":"enterprises/甲.yaml","line":12,"column":5,"end_line":12,"end_column":7}
    }
  ],
  "errors": 1,
  "warnings": 1
}
)");
}

TEST_CASE("annotations escape what would end them") {
  auto diagnostic = a_diagnostic();
  diagnostic.place.path = "a,b:c%.yaml";
  diagnostic.message = "50%\nof: it";
  CHECK(render("github", of({diagnostic})) == "::error file=a%2Cb%3Ac%25.yaml,line=12,col=5,endLine=12,endColumn=7,title=wrong-type::50%25%0Aof: it\n");
}

TEST_CASE("an annotation over several lines has no columns") {
  auto diagnostic = a_diagnostic();
  diagnostic.place.end.line = 14;
  CHECK(render("github", of({diagnostic})) == "::error file=enterprises/甲.yaml,line=12,endLine=14,title=wrong-type::应为日期\n");
}

TEST_CASE("only the ten worst become annotations, errors first") {
  auto warning = a_diagnostic();
  warning.is_error = false;
  Verdict verdict;
  verdict.diagnostics.assign(11, warning);
  verdict.diagnostics.push_back(a_diagnostic());
  const std::string text = render("github", verdict, {.language = Language::en});
  CHECK(text.starts_with("::error file="));
  CHECK(std::ranges::count(text, '\n') == 11);
  CHECK(text.ends_with("\nand 2 more\n"));
}
