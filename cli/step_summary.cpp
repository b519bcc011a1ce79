#include "step_summary.hpp"

#include <cstdlib>
#include <fstream>

#include <fmt/format.h>

namespace bq::cli {
namespace {

/// Text inside a cell of a Markdown table.
std::string cell(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '|') result += '\\';
    result += c == '\n' ? ' ' : c;
  }
  return result;
}

}  // namespace

void write_step_summary(const render::Verdict& verdict, Language language) {
  const char* path = std::getenv("GITHUB_STEP_SUMMARY");
  if (path == nullptr || *path == '\0' || verdict.diagnostics.empty()) return;
  std::ofstream out(path, std::ios::app);
  out << (language == Language::zh ? "| 位置 | 级别 | 规则 | 问题 |\n|---|---|---|---|\n" : "| place | level | rule | finding |\n|---|---|---|---|\n");
  for (const Diagnostic& diagnostic : verdict.diagnostics) {
    out << fmt::format("| {}:{} | {} | {} | {} |\n", cell(verdict.root + diagnostic.place.path), diagnostic.place.begin.line,
                       diagnostic.is_error ? "error" : "warning", diagnostic.rule, cell(diagnostic.message));
  }
}

}  // namespace bq::cli
