#include <fmt/format.h>
#include <fmt/ranges.h>

#include "completion_script.hpp"
#include "flags.hpp"
#include "suggest.hpp"

namespace bq::cli {
namespace {

/// For a file that zsh loads on demand as well as for one that is sourced.
constexpr const char* register_itself = "if [[ $funcstack[1] == _bqtool ]]; then _bqtool \"$@\"; else compdef _bqtool bqtool; fi\n";

/// `text` inside single quotes, with what `_arguments` and `_describe` read as their own marks escaped.
std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '\'') {
      result += "'\\''";
      continue;
    }
    if (c == ':' || c == '[' || c == ']' || c == '\\') result += '\\';
    result += c;
  }
  return result;
}

std::string action(const Flag& flag) {
  if (flag.value == "DIR") return "_files -/";
  if (flag.value == "FILE") return "_files";
  const auto choices = split_choices(flag.value);
  return choices.empty() ? " " : fmt::format("({})", fmt::join(choices, " "));
}

/// What follows the names of a flag; a value that may be left out has to hang on by `=`.
std::string value_of_flag(const Flag& flag) {
  if (flag.value.empty()) return {};
  return fmt::format("{}:{}:{}", flag.value.starts_with('[') ? ":" : "", escaped(flag.value), action(flag));
}

/// A flag as `_arguments` takes it: `'(-o --output)'{-o,--output}'[about]:FILE:_files'`.
std::string specification(const Flag& flag) {
  const bool is_one = flag.names.size() == 1;
  const std::string names = is_one ? '\'' + flag.names.front() : fmt::format("'({})'{{{}}}'", fmt::join(flag.names, " "), fmt::join(flag.names, ","));
  return fmt::format("{}{}[{}]{}'", names, flag.value.starts_with('[') ? "=-" : "", escaped(flag.about), value_of_flag(flag));
}

std::string specifications(const std::vector<Flag>& flags, const std::string& indent) {
  std::string text;
  for (const Flag& flag : flags) text += indent + specification(flag) + '\n';
  return text;
}

std::string command_branch(const CLI::App& app, const Command& command) {
  std::string text = fmt::format("    {})\n      specs+=(\n{}", command.name, specifications(own_flags(app, command), "        "));
  std::string rest = "_files";
  for (const Flag& argument : arguments_of(app, command))
    if (!split_choices(argument.value).empty()) rest = action(argument);
  return text + fmt::format("        '1: :({})'\n        '*: :{}'\n      )\n      ;;\n", command.name, rest);
}

/// The flags that swallow the word after them.
std::string flags_with_values(const std::vector<Flag>& flags) {
  std::vector<std::string> names;
  for (const Flag& flag : flags)
    if (!flag.value.empty()) names.insert(names.end(), flag.names.begin(), flag.names.end());
  return fmt::format("{}", fmt::join(names, "|"));
}

}  // namespace

std::string zsh_completion(const CLI::App& app, Language language) {
  const auto shared = shared_flags(app);
  std::string text = "#compdef bqtool\n\n_bqtool() {\n  local command=\"\" i\n  local -a commands specs\n  commands=(\n";
  for (const Command& command : commands()) text += fmt::format("    '{}:{}'\n", command.name, escaped(command.about.in(language)));
  text += "  )\n  specs=(\n" + specifications(shared, "    ") + "  )\n";
  text += "  for ((i = 2; i < CURRENT; i++)); do\n    case \"$words[i]\" in\n";
  text += fmt::format("      {}) ((i++)) ;;\n      {}) command=\"$words[i]\"; break ;;\n    esac\n  done\n", flags_with_values(shared),
                      fmt::join(names_of(commands()), "|"));
  text += "  case \"$command\" in\n    \"\") specs+=('1: :{_describe command commands}') ;;\n";
  for (const Command& command : commands()) text += command_branch(app, command);
  return text + "  esac\n  _arguments \"${specs[@]}\"\n}\n\n" + register_itself;
}

}  // namespace bq::cli
