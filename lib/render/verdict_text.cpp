#include <fmt/format.h>

#include "render/characters.hpp"
#include "render/excerpt.hpp"
#include "render/formats.hpp"
#include "render/paint.hpp"

namespace bq::render {
namespace {

std::string location(const std::string& root, const Place& place) {
  return one_line(fmt::format("{}{}:{}:{}", root, place.path, place.begin.line, place.begin.column));
}

std::string quoted_line(const Place& place, Paint paint, const Style& style) {
  if (place.line.empty()) return {};
  const Excerpt excerpt = excerpt_of(place);
  const std::string number = fmt::format("{:>4}", place.begin.line);
  return fmt::format("{} | {}\n{} | {}\n", number, excerpt.line, std::string(number.size(), ' '), painted(excerpt.caret, paint, style));
}

std::string note(const char* zh, const char* en, const std::string& text, const Style& style) {
  return fmt::format("  = {}{}\n", painted(style.language == Language::zh ? zh : en, Paint::hint, style), one_line(text));
}

std::string finding(const Diagnostic& diagnostic, const std::string& root, const Style& style) {
  const Paint paint = diagnostic.is_error ? Paint::error : Paint::warning;
  const Place& place = diagnostic.place;
  std::string text = place.path.empty() ? "" : painted(location(root, place) + ':', Paint::place, style) + ' ';
  text += fmt::format("{} {}: {}\n", painted(diagnostic.is_error ? "error" : "warning", paint, style), diagnostic.rule, one_line(diagnostic.message));
  text += quoted_line(place, paint, style);
  if (!diagnostic.hint.empty()) text += note("建议：", "hint: ", diagnostic.hint, style);
  if (diagnostic.also) text += note("另见 ", "see also ", location(root, *diagnostic.also), style);
  return text;
}

}  // namespace

std::string verdict_text(const Verdict& verdict, const Style& style) {
  std::string text;
  for (const Diagnostic& diagnostic : verdict.diagnostics) text += (text.empty() ? "" : "\n") + finding(diagnostic, verdict.root, style);
  return text;
}

}  // namespace bq::render
