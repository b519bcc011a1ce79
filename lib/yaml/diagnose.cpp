#include "yaml/diagnose.hpp"

#include <algorithm>
#include <string>

#include "yaml/lines.hpp"
#include "yaml/quote.hpp"
#include "yaml/reason.hpp"
#include "yaml/slip.hpp"

namespace bq::yaml {
namespace {

constexpr std::string_view no_colon = "could not find expected ':'";

std::uint32_t narrow(std::size_t at) { return static_cast<std::uint32_t>(at); }

bool same_line(std::string_view text, std::uint32_t a, std::uint32_t b) { return line_end(text, std::min(a, b)) >= std::max(a, b); }

bool spans_lines(std::string_view text, Span span) { return !same_line(text, span.begin, span.end); }

/// The line of `at` where only blanks and dashes stand before it, the next line otherwise.
std::uint32_t first_whole_line(std::string_view text, std::uint32_t at) {
  const std::size_t start = line_start(text, at);
  const std::string_view before = text.substr(start, at - start);
  return narrow(before.find_first_not_of(" \t-") == std::string_view::npos ? start : next_line(text, at));
}

std::optional<Fault> bad_quote(std::string_view text, const Refusal& refusal, const Situation& situation) {
  if (refusal.context == "while scanning a quoted scalar" && refusal.opening) {
    const bool endless = refusal.problem.starts_with("found unexpected");
    const bool overrun = is_overrun(text, {*refusal.opening, refusal.place}, situation.block_column);
    return endless || overrun ? unterminated_quote(*refusal.opening) : not_yaml_at(text, refusal.place, refusal.problem);
  }
  // Text right behind a quote that closed on a later line: that quote was meant to open.
  const Node* last = situation.last_scalar;
  const bool quoted = last != nullptr && (text[last->span.begin] == '"' || text[last->span.begin] == '\'');
  if (quoted && spans_lines(text, last->span) && same_line(text, last->span.end, refusal.place)) return unterminated_quote(last->span.begin);
  return std::nullopt;
}

std::optional<Fault> bad_property(std::string_view text, const Refusal& refusal) {
  const std::uint32_t begin = refusal.opening.value_or(refusal.place);
  const Span word{begin, narrow(std::min(text.find_first_of(" \t\r\n", begin), text.size()))};
  if (refusal.context.find("directive") != std::string_view::npos) return not_yaml(word, reason::directive);
  if (refusal.context.ends_with(" tag") || refusal.problem == "found undefined tag handle") return Fault{.rule = "tag", .span = word};
  if (refusal.context.ends_with(" anchor") || refusal.context.ends_with(" alias")) return Fault{.rule = "anchor-or-alias", .span = word};
  return std::nullopt;
}

std::optional<Fault> bad_tab(std::string_view text, const Refusal& refusal) {
  if (refusal.place >= text.size() || text[refusal.place] != '\t') return std::nullopt;
  const std::size_t end = std::min(text.find_first_not_of('\t', refusal.place), text.size());
  return Fault{.rule = "tab-indent", .span = {refusal.place, narrow(end)}};
}

/// A bracket is not closed when lines follow it that belong to what is around it, or nothing does.
std::optional<Fault> bad_bracket(std::string_view text, const Refusal& refusal, const Situation& situation) {
  const bool named = refusal.context == "while parsing a flow mapping" || refusal.context == "while parsing a flow sequence";
  const std::optional<std::uint32_t> bracket = named ? refusal.opening : situation.bracket;
  if (!bracket) return std::nullopt;
  bool open = refusal.place >= text.size();
  const auto next_content = [text](std::size_t at) { return find_content(text, next_line(text, at)); };
  for (std::size_t at = next_content(*bracket); !open && at <= refusal.place && at < text.size(); at = next_content(at))
    open = situation.block_column && indent_of(text.substr(at)) <= *situation.block_column;
  if (!open) return std::nullopt;
  return not_yaml_at(text, *bracket, reason::unclosed_bracket);
}

std::optional<Fault> bad_line(std::string_view text, const Refusal& refusal, const Situation& situation) {
  const bool key_alone = refusal.problem == no_colon && refusal.opening;
  const std::uint32_t begin = first_whole_line(text, key_alone ? *refusal.opening : situation.from);
  const std::uint32_t last = key_alone ? *refusal.opening : refusal.place;
  if (auto slip = find_slip_in_lines(text, {begin, narrow(line_end(text, last))}, Suspicion::high)) return slip;
  // A line that was read in part, like a quoted key, counts when it is the slip itself that could not be read.
  auto slip = find_slip(text, {narrow(line_start(text, last)), narrow(line_end(text, last))}, Suspicion::high);
  return slip && slip->span.begin == last ? slip : std::nullopt;
}

/// What remains: libyaml's reason, at the place that shows it best.
Fault bad_anything(std::string_view text, const Refusal& refusal, const Situation& situation) {
  const std::uint32_t at = refusal.problem == no_colon ? refusal.opening.value_or(refusal.place) : refusal.place;
  const std::size_t start = line_start(text, at);
  const std::size_t end = line_end(text, at);
  const std::size_t content = start + indent_of(text.substr(start, end - start));
  if (content + 1 < end && text[content] == '-' && std::string_view(" \t-").find(text[content + 1]) == std::string_view::npos)
    return not_yaml_at(text, narrow(content), reason::dash_without_space);
  if (refusal.problem == no_colon) return not_yaml({at, narrow(end)}, refusal.problem);

  const Node* last = situation.last_scalar;
  const bool continued = last != nullptr && !last->quoted && spans_lines(text, last->span) && same_line(text, last->span.end, at);
  if (continued && text.substr(at).starts_with(':')) {
    if (situation.block_column) return not_yaml({narrow(content), at}, reason::indented_too_far);
    return not_yaml({last->span.begin, narrow(line_end(text, last->span.begin))}, no_colon);
  }
  if (refusal.problem == "did not find expected key" && text.substr(at).starts_with(':')) return not_yaml_at(text, at, reason::no_key);
  return not_yaml_at(text, at, refusal.problem);
}

}  // namespace

Fault diagnose(std::string_view text, const Refusal& refusal, const Situation& situation) {
  if (auto fault = bad_quote(text, refusal, situation)) return *fault;
  if (auto fault = bad_property(text, refusal)) return *fault;
  if (auto fault = bad_tab(text, refusal)) return *fault;
  if (auto fault = bad_bracket(text, refusal, situation)) return *fault;
  if (auto fault = bad_line(text, refusal, situation)) return *fault;
  return bad_anything(text, refusal, situation);
}

Fault diagnose_line(std::string_view text, std::uint32_t at, std::string_view problem) {
  const std::uint32_t begin = first_whole_line(text, at) <= at ? narrow(line_start(text, at)) : at;
  if (auto slip = find_slip(text, {begin, narrow(line_end(text, at))}, Suspicion::high)) return *slip;
  return not_yaml_at(text, at, problem);
}

}  // namespace bq::yaml
