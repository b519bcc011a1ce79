#include "pre_commit.hpp"

#include <fmt/format.h>

namespace bq::cli {
namespace {

constexpr std::string_view mark = "# bqtool hook: `bqtool hook remove` takes it away; `git commit --no-verify` passes it by once";

constexpr std::string_view head = R"(#!/bin/sh
{}
command -v bqtool >/dev/null || {{ echo 'bqtool is not installed, or not on PATH' >&2; exit 1; }}
)";

/// `text` as one word of a shell.
std::string quoted(std::string_view text) {
  std::string word = "'";
  for (const char c : text) {
    if (c == '\'') {
      word += "'\\''";
    } else {
      word += c;
    }
  }
  return word + '\'';
}

}  // namespace

std::string hook_line(std::string_view folder) {
  const std::string directory = "./" + std::string(folder);
  return fmt::format("[ ! -e {} ] || bqtool -C {} validate --staged --since HEAD || exit 1", quoted(directory + (folder.empty() ? "" : "/") + "bqtool.yaml"),
                     quoted(directory));
}

bool is_own_hook(std::string_view text) { return text.find(mark) != std::string_view::npos; }

std::string hook_with(std::string_view text, std::string_view line) {
  std::string hook = text.empty() ? fmt::format(head, mark) : std::string(text);
  const std::string whole = std::string(line) + '\n';
  if (hook.find('\n' + whole) == std::string::npos) hook += whole;
  return hook;
}

std::optional<std::string> hook_without(std::string_view text, std::string_view line) {
  std::string hook(text);
  const std::string whole = std::string(line) + '\n';
  if (const std::size_t at = hook.find('\n' + whole); at != std::string::npos) hook.erase(at + 1, whole.size());
  return hook == fmt::format(head, mark) ? std::nullopt : std::optional(std::move(hook));
}

}  // namespace bq::cli
