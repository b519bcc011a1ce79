#include <doctest/doctest.h>

#include "render/render.hpp"

using bq::render::csv_cell;
using bq::render::render_table;
using bq::render::to_text;

TEST_CASE("a table aligns Chinese and Latin text by display width") {
  CHECK(render_table({"单位", "n"}, {{"税务局", "3"}, {"tax", "12"}}, {false, true}) ==
        "单位     n\n"
        "------  --\n"
        "税务局   3\n"
        "tax     12\n");
}

TEST_CASE("a table keeps a cell on one line and drops what steers a terminal") {
  CHECK(render_table({"a"}, {{"x\n\x1B[31my\u202E\n"}}, {false}) == "a\n---------\nx  [31my\uFFFD\n");
}

TEST_CASE("a short row is filled and a table without rows is its headings") {
  CHECK(render_table({"a", "b"}, {{"1"}}, {}) == "a  b\n-  -\n1\n");
  CHECK(render_table({"a", "b"}, {}, {}) == "a  b\n-  -\n");
}

TEST_CASE("a CSV cell is quoted only where it must be") {
  CHECK(csv_cell("税务局") == "税务局");
  CHECK(csv_cell("a,b") == "\"a,b\"");
  CHECK(csv_cell("a\"b") == "\"a\"\"b\"");
  CHECK(csv_cell("a\nb") == "\"a\nb\"");
  CHECK(csv_cell("") == "");
}

TEST_CASE("a CSV cell that a spreadsheet would run is made text") {
  CHECK(csv_cell("=1+1") == "'=1+1");
  CHECK(csv_cell("+86 138") == "'+86 138");
  CHECK(csv_cell("@SUM(A1)") == "'@SUM(A1)");
  CHECK(csv_cell("-1+1") == "'-1+1");
  CHECK(csv_cell("\t=1") == "'\t=1");
  CHECK(csv_cell("＝1") == "'＝1");
  CHECK(csv_cell(" =1") == "' =1");
}

TEST_CASE("a plain number in a CSV cell stays a number") {
  CHECK(csv_cell("-5") == "-5");
  CHECK(csv_cell("-0.25%") == "-0.25%");
  CHECK(csv_cell("85.71%") == "85.71%");
}

TEST_CASE("a code of eighteen digits is quoted text") {
  CHECK(csv_cell("370000000000000018") == "\"370000000000000018\"");
  CHECK(csv_cell("0012") == "\"0012\"");
  CHECK(csv_cell("91370000MA3C0000XY") == "91370000MA3C0000XY");
}

TEST_CASE("a cell in words shows a dash where there is no value") {
  CHECK(to_text({}) == "—");
  CHECK(to_text(bq::report::Rate{0, 0}) == "—");
  CHECK(to_text(bq::report::Days{}) == "—");
  CHECK(to_text(bq::report::Rate{12, 14}) == "85.71%");
  CHECK(to_text(bq::report::Days{2, 25, 13}) == "12.5");
  CHECK(to_text(bq::Decimal{12'500'000}) == "12.5");
  CHECK(to_text(std::int64_t{3}) == "3");
}
