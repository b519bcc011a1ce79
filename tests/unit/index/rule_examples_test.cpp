#include <charconv>
#include <map>
#include <set>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "a_ledger.hpp"

namespace {

using namespace bq;
using bq::tests::ALedger;
using bq::tests::AnIndex;

/// Rules whose example would be as large as what it shows; a test of their own shows them.
const std::set<std::string> too_big_for_an_example{"too-large", "too-many-rows"};

/// The bytes of a text of hexadecimal digits, blanks left out.
std::string bytes_of(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (c != ' ' && c != '\n') digits += c;
  }
  std::string bytes;
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
    unsigned byte = 0;
    std::from_chars(digits.data() + i, digits.data() + i + 2, byte, 16);
    bytes += static_cast<char>(byte);
  }
  return bytes;
}

void lay(const ALedger& ledger, const pack::Example& example) {
  for (const auto& [path, text] : example.files) {
    const bool is_hex = path.ends_with(".hex");
    ledger.write(is_hex ? path.substr(0, path.size() - 4) : path, is_hex ? bytes_of(text) : text);
  }
}

/// What is found on an example, in both languages.
std::vector<Diagnostic> found_on(const pack::Example& example, bool members = false) {
  const ALedger ledger;
  lay(ledger, example);
  AnIndex index(ledger, {}, members ? tests::Reading::joined : tests::Reading::alone);
  const std::string as_of = example.as_of.empty() ? "2024-03-31" : example.as_of;
  index.ask(as_of.substr(0, 4) + "-01-01", as_of, as_of);
  std::vector<Diagnostic> result = index::validate(*index, Language::zh).diagnostics;
  for (Diagnostic& found : index.diagnostics()) result.push_back(std::move(found));
  return result;
}

std::string listed(const std::vector<Diagnostic>& found) {
  std::string text;
  for (const Diagnostic& one : found) text += fmt::format("\n    {}: {}", tests::brief(one), one.message);
  return text.empty() ? "nothing" : text;
}

/// True when a place of the words was left without a value.
bool is_unfilled(const Diagnostic& found) {
  return found.message.find("—") != std::string::npos || (found.message + found.hint).find_first_of("{}") != std::string::npos;
}

}  // namespace

TEST_CASE("the ledger of the examples has no fault by itself") { CHECK(listed(found_on({})) == "nothing"); }

TEST_CASE("every rule speaks on its failing example, in full sentences, and nothing else does") {
  for (const auto& [id, rule] : pack::load({}).rules) {
    if (too_big_for_an_example.contains(id)) continue;
    CHECK_MESSAGE(!rule.fails.files.empty(), id << " has no example that fails");
    std::vector<Diagnostic> others = found_on(rule.fails, rule.members);
    const auto own = std::ranges::stable_partition(others, [&](const Diagnostic& one) { return one.rule != id; });
    CHECK_MESSAGE(!own.empty(), id << " does not speak on its failing example, but " << listed(others));
    for (const Diagnostic& one : own) {
      CHECK_MESSAGE(!is_unfilled(one), id << ": " << one.message << " / " << one.hint);
      CHECK_MESSAGE((rule.hints.empty() || !one.hint.empty()), id << " gives none of its hints: " << one.message);
      CHECK_MESSAGE(one.is_error == (rule.severity == pack::Severity::error), id);
    }
    others.erase(own.begin(), own.end());
    CHECK_MESSAGE(others.empty(), "on the failing example of " << id << " others speak too: " << listed(others));
  }
}

TEST_CASE("nothing speaks on a passing example") {
  for (const auto& [id, rule] : pack::load({}).rules) {
    if (too_big_for_an_example.contains(id)) continue;
    CHECK_MESSAGE(!rule.passes.files.empty(), id << " has no example that passes");
    const std::vector<Diagnostic> found = found_on(rule.passes, rule.members);
    CHECK_MESSAGE(found.empty(), "on the passing example of " << id << " there speaks " << listed(found));
  }
}

TEST_CASE("a file too large to read is said once and does not keep the rest from being checked") {
  const ALedger ledger;
  ledger.write("outreach/huge.yaml", "- ");
  std::filesystem::resize_file(ledger.path() / "outreach/huge.yaml", (std::uintmax_t{64} << 20U) + 1);
  ledger.replace("units/units.yaml", "short: 县工信局", "shirt: 县工信局");
  CHECK(tests::briefs(AnIndex(ledger).diagnostics()) == std::vector<std::string>{"outreach/huge.yaml:1:1 too-large", "units/units.yaml:2:32 unknown-field"});
}

TEST_CASE("a file of more rows than can be numbered is said once and does not keep the rest from being checked") {
  const ALedger ledger;
  std::string tags;
  for (int i = 0; i < (1 << 20); ++i) tags += "a,";
  ledger.write("enterprises/huge.yaml",
               "- {id: E-900, name: 多标签企业, type: enterprise, town: T-QX, registered: 2030-01-01, pairings: [], tags: [" + tags + "]}\n");
  ledger.replace("units/units.yaml", "short: 县工信局", "shirt: 县工信局");
  const auto found = tests::briefs(AnIndex(ledger).diagnostics());
  REQUIRE(found.size() == 2);
  CHECK(found[0].ends_with(" too-many-rows"));
  CHECK(found[1] == "units/units.yaml:2:32 unknown-field");
}
