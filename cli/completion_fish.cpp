#include <fmt/format.h>
#include <fmt/ranges.h>

#include "completion_script.hpp"
#include "flags.hpp"
#include "suggest.hpp"

namespace bq::cli {
namespace {

std::string in_quotes(std::string_view text) {
  std::string result = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') result += '\\';
    result += c;
  }
  return result + '\'';
}

std::string names_of_flag(const Flag& flag) {
  std::string text;
  for (const std::string& name : flag.names) text += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
  return text;
}

std::string value_of_flag(const Flag& flag) {
  if (flag.value.empty() || flag.value.starts_with('[')) return {};
  if (flag.value == "DIR") return " -x -a '(__fish_complete_directories)'";
  const auto choices = split_choices(flag.value);
  return choices.empty() ? " -r" : fmt::format(" -x -a '{}'", fmt::join(choices, " "));
}

std::string flag_line(const Flag& flag, const std::string& condition) {
  return "complete -c bqtool" + condition + names_of_flag(flag) + value_of_flag(flag) + " -d " + in_quotes(flag.about) + '\n';
}

std::string command_lines(const CLI::App& app, const Command& command, Language language) {
  const std::string condition = fmt::format(" -n '__fish_seen_subcommand_from {}'", command.name);
  std::string text = fmt::format("complete -c bqtool -n __fish_use_subcommand -f -a {} -d {}\n", command.name, in_quotes(command.about.in(language)));
  for (const Flag& flag : own_flags(app, command)) text += flag_line(flag, condition);
  for (const Flag& argument : arguments_of(app, command)) {
    const auto choices = split_choices(argument.value);
    if (!choices.empty()) text += fmt::format("complete -c bqtool{} -f -a '{}' -d {}\n", condition, fmt::join(choices, " "), in_quotes(argument.about));
  }
  return text;
}

}  // namespace

std::string fish_completion(const CLI::App& app, Language language) {
  std::string text;
  for (const Flag& flag : shared_flags(app)) text += flag_line(flag, "");
  for (const Command& command : commands()) text += command_lines(app, command, language);
  return text;
}

}  // namespace bq::cli
