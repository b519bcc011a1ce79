#include "suggest.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/nearest.hpp"
#include "command.hpp"

namespace bq::cli {
namespace {

Text all_of(const std::vector<std::string>& known) {
  return {.zh = fmt::format("可用：{}", fmt::join(known, "、")), .en = fmt::format("there are: {}", fmt::join(known, ", "))};
}

bool is_letter_flag(std::string_view word) { return !word.starts_with("--"); }

}  // namespace

UserError unknown_command(const std::string& word) {
  const auto known = names_of(commands());
  return {
      Exit::usage, {.zh = fmt::format("没有命令“{}”", word), .en = fmt::format("there is no command '{}'", word)}, did_you_mean(word, known, all_of(known))};
}

UserError unknown_flag(const std::string& word, const std::vector<std::string>& known, const std::string& command) {
  const std::string name = word.substr(0, word.find('='));
  const Text look{.zh = fmt::format("{} --help 列出全部选项", command), .en = fmt::format("{} --help lists all flags", command)};
  // A wrong letter is no slip of any other letter.
  return {Exit::usage,
          {.zh = fmt::format("没有选项 {}", name), .en = fmt::format("there is no flag {}", name)},
          is_letter_flag(name) ? look : did_you_mean(name, known, look)};
}

UserError unknown_value(const std::string& flag, const std::string& value, const std::vector<std::string>& known) {
  return {Exit::usage,
          {.zh = fmt::format("{} 不接受“{}”", flag, value), .en = fmt::format("{} does not take '{}'", flag, value)},
          did_you_mean(value, known, all_of(known))};
}

std::vector<std::string> split_choices(std::string_view choices) {
  std::vector<std::string> parts;
  if (choices.find('|') == std::string_view::npos) return parts;
  while (true) {
    const std::size_t bar = choices.find('|');
    parts.emplace_back(choices.substr(0, bar));
    if (bar == std::string_view::npos) return parts;
    choices.remove_prefix(bar + 1);
  }
}

}  // namespace bq::cli
