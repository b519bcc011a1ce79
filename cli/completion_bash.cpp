#include <algorithm>
#include <iterator>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "completion_script.hpp"
#include "flags.hpp"
#include "suggest.hpp"

namespace bq::cli {
namespace {

/// `-o|--output`, as a pattern of `case`.
std::string pattern(const Flag& flag) { return fmt::format("{}", fmt::join(flag.names, "|")); }

/// A branch that proposes the values of `flag` when it stands before the word; empty for a switch and for free text.
std::string value_branch(const Flag& flag, const std::string& indent) {
  if (flag.value == "DIR") return fmt::format("{}{}) COMPREPLY=($(compgen -d -- \"$word\")); return ;;\n", indent, pattern(flag));
  if (flag.value == "FILE") return fmt::format("{}{}) COMPREPLY=($(compgen -f -- \"$word\")); return ;;\n", indent, pattern(flag));
  const auto choices = split_choices(flag.value);
  if (choices.empty()) return {};
  return fmt::format("{}{}) COMPREPLY=($(compgen -W \"{}\" -- \"$word\")); return ;;\n", indent, pattern(flag), fmt::join(choices, " "));
}

std::string value_branches(const std::vector<Flag>& flags, const std::string& indent) {
  std::string text;
  for (const Flag& flag : flags) text += value_branch(flag, indent + "  ");
  return text.empty() ? "" : fmt::format("{0}case \"$before\" in\n{1}{0}esac\n", indent, text);
}

std::string joined_names(const std::vector<Flag>& flags) {
  std::string names;
  for (const Flag& flag : flags)
    for (const std::string& name : flag.names) names += (names.empty() ? "" : " ") + name;
  return names;
}

std::string command_branch(const CLI::App& app, const Command& command) {
  const auto flags = own_flags(app, command);
  std::vector<std::string> words;
  for (const Flag& argument : arguments_of(app, command)) std::ranges::copy(split_choices(argument.value), std::back_inserter(words));
  std::string text = fmt::format("    {})\n{}", command.name, value_branches(flags, "      "));
  if (!flags.empty()) text += fmt::format("      flags+=\" {}\"\n", joined_names(flags));
  if (!words.empty()) text += fmt::format("      words=\"{}\"\n", fmt::join(words, " "));
  return text + "      ;;\n";
}

/// The flags that swallow the word after them.
std::string flags_with_values(const std::vector<Flag>& flags) {
  std::string text;
  for (const Flag& flag : flags)
    if (!flag.value.empty()) text += (text.empty() ? "" : "|") + pattern(flag);
  return text;
}

}  // namespace

std::string bash_completion(const CLI::App& app, Language) {
  const auto shared = shared_flags(app);
  const auto names = names_of(commands());
  std::string text = "_bqtool() {\n";
  text += "  local word=\"${COMP_WORDS[COMP_CWORD]}\" before=\"${COMP_WORDS[COMP_CWORD-1]}\" command=\"\" i\n";
  text += "  for ((i = 1; i < COMP_CWORD; i++)); do\n    case \"${COMP_WORDS[i]}\" in\n";
  text += fmt::format("      {}) ((i++)) ;;\n      {}) command=\"${{COMP_WORDS[i]}}\"; break ;;\n    esac\n  done\n", flags_with_values(shared),
                      fmt::join(names, "|"));
  text += value_branches(shared, "  ");
  text += fmt::format("  local flags=\"{}\" words=\"\"\n  case \"$command\" in\n    \"\") words=\"{}\" ;;\n", joined_names(shared), fmt::join(names, " "));
  for (const Command& command : commands()) text += command_branch(app, command);
  text += "  esac\n  [[ $word == -* ]] && words=$flags\n  COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n}\n";
  return text + "complete -o default -F _bqtool bqtool\n";
}

}  // namespace bq::cli
