#include "flags.hpp"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace bq::cli {
namespace {

constexpr const char* format_flag = "--format";

std::string value_of(const CLI::Option& option) {
  if (option.get_items_expected_max() == 0) return {};
  return option.get_items_expected_min() == 0 && option.nonpositional() ? '[' + option.get_type_name() + ']' : option.get_type_name();
}

Flag flag_of(const CLI::Option& option) {
  Flag flag{.names = {}, .value = value_of(option), .about = option.get_description()};
  if (option.get_positional()) {
    flag.names = {option.get_single_name()};
    return flag;
  }
  for (const std::string& name : option.get_snames()) flag.names.push_back('-' + name);
  for (const std::string& name : option.get_lnames()) flag.names.push_back("--" + name);
  return flag;
}

/// The options of `app` that `wanted` takes; those with an empty group are not shown to anybody.
template <class Wanted>
std::vector<Flag> collect(const CLI::App& app, Wanted wanted) {
  std::vector<Flag> flags;
  for (const CLI::Option* option : app.get_options())
    if (!option->get_group().empty() && wanted(*option)) flags.push_back(flag_of(*option));
  return flags;
}

std::vector<std::string> names_in(const std::vector<Flag>& flags) {
  std::vector<std::string> names;
  for (const Flag& flag : flags) names.insert(names.end(), flag.names.begin(), flag.names.end());
  return names;
}

}  // namespace

std::vector<Flag> shared_flags(const CLI::App& app) {
  return collect(app, [](const CLI::Option& option) { return !option.check_name(format_flag); });
}

std::vector<Flag> own_flags(const CLI::App& app, const Command& command) {
  const CLI::App& own = *app.get_subcommand(command.name);
  auto flags = collect(own, [&](const CLI::Option& option) { return option.nonpositional() && &option != own.get_help_ptr(); });
  if (!command.formats.empty()) {
    flags.push_back(flag_of(*app.get_option(format_flag)));
    flags.back().value = fmt::format("{}", fmt::join(command.formats, "|"));
  }
  return flags;
}

std::vector<Flag> arguments_of(const CLI::App& app, const Command& command) {
  return collect(*app.get_subcommand(command.name), [](const CLI::Option& option) { return option.get_positional(); });
}

std::vector<std::string> flag_names(const CLI::App& app) { return names_in(shared_flags(app)); }

std::vector<std::string> flag_names(const CLI::App& app, const Command& command) {
  std::vector<Flag> flags = own_flags(app, command);
  std::ranges::copy(shared_flags(app), std::back_inserter(flags));
  return names_in(flags);
}

}  // namespace bq::cli
