#include <algorithm>

#include <fmt/format.h>

#include "render/formats.hpp"

namespace bq::render {
namespace {

/// GitHub shows no more annotations of one step.
constexpr std::size_t most_annotations = 10;

/// `text` as a workflow command carries it; `reserved` are the characters that would end it.
std::string escaped(std::string_view text, std::string_view reserved) {
  std::string result;
  for (const char c : text) {
    if (reserved.find(c) == std::string_view::npos) {
      result += c;
    } else {
      result += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return result;
}

std::string property(std::string_view text) { return escaped(text, "%\r\n:,"); }

/// GitHub takes columns only where the place is on one line.
std::string place_properties(const Place& place, const std::string& root) {
  if (place.path.empty()) return {};
  const std::string file = property(root + place.path);
  if (place.begin.line != place.end.line) return fmt::format("file={},line={},endLine={},", file, place.begin.line, place.end.line);
  return fmt::format("file={},line={},col={},endLine={},endColumn={},", file, place.begin.line, place.begin.column, place.end.line, place.end.column);
}

std::string annotation(const Diagnostic& diagnostic, const std::string& root) {
  return fmt::format("::{} {}title={}::{}\n", diagnostic.is_error ? "error" : "warning", place_properties(diagnostic.place, root), property(diagnostic.rule),
                     escaped(diagnostic.message, "%\r\n"));
}

}  // namespace

std::string verdict_github(const Verdict& verdict, const Style& style) {
  std::vector<Diagnostic> worst = verdict.diagnostics;
  std::ranges::stable_partition(worst, &Diagnostic::is_error);
  const std::size_t shown = std::min(worst.size(), most_annotations);
  std::string text;
  for (std::size_t i = 0; i < shown; ++i) text += annotation(worst[i], verdict.root);
  const std::size_t more = worst.size() - shown;
  if (more > 0) text += fmt::format(fmt::runtime(style.language == Language::zh ? "另有 {} 处未列出\n" : "and {} more\n"), more);
  return text;
}

}  // namespace bq::render
