#include "command_line.hpp"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "command.hpp"
#include "flags.hpp"
#include "help.hpp"
#include "output.hpp"
#include "suggest.hpp"
#include "today.hpp"
#include "version.hpp"

namespace bq::cli {
namespace {

/// A command as it stands on the command line.
struct Entry {
  const Command* command = nullptr;
  CLI::App* app = nullptr;
  Run run;
};

void set_up_root(CLI::App& app, Options& options) {
  const bool zh = options.language == Language::zh;
  app.description(zh ? "bqtool：管理“干部包联企业”台账，查错、统计、出报告"
                     : "bqtool keeps the ledger of a \"cadres help enterprises\" programme: checks, figures, papers");
  app.set_help_flag("-h,--help", zh ? "显示帮助" : "show help");
  app.set_version_flag("--version", version, zh ? "显示版本" : "show the version");
  // Words that nothing takes are kept, so that they can be answered with a suggestion.
  app.allow_extras();
  app.require_subcommand(0, 1);
  add_shared_flags(app, options);
}

std::vector<Entry> set_up_commands(CLI::App& app, Language language) {
  std::vector<Entry> entries;
  for (const Command& command : commands()) {
    CLI::App* own = app.add_subcommand(command.name, command.about.in(language));
    own->fallthrough();
    Run run = command.set_up(*own, language);
    auto names = flag_names(app, command);
    std::ranges::sort(names);
    const auto twice = std::ranges::adjacent_find(names);
    if (twice != names.end()) throw std::logic_error(command.name + " defines again " + *twice);
    entries.push_back({&command, own, std::move(run)});
  }
  return entries;
}

const Entry* chosen(const std::vector<Entry>& entries) {
  const auto entry = std::ranges::find_if(entries, [](const Entry& candidate) { return candidate.app->parsed(); });
  return entry == entries.end() ? nullptr : &*entry;
}

Text help_hint(const Entry* entry) {
  const std::string line = entry == nullptr ? "bqtool --help" : fmt::format("bqtool {} --help", entry->command->name);
  return {.zh = line, .en = line};
}

void refuse_unknown(const CLI::App& app, const Entry* entry) {
  const auto unknown = app.remaining();
  if (unknown.empty()) return;
  const std::string& word = unknown.front();
  const bool is_flag = word.size() > 1 && word.starts_with('-');
  if (entry == nullptr && !is_flag) throw unknown_command(word);
  if (entry == nullptr) throw unknown_flag(word, flag_names(app), "bqtool");
  if (is_flag) throw unknown_flag(word, flag_names(app, *entry->command), "bqtool " + entry->command->name);
  throw UserError(Exit::usage, {.zh = fmt::format("多余的参数“{}”", word), .en = fmt::format("'{}' is one argument too many", word)}, help_hint(entry));
}

/// What CLI11 found wrong; its own words are English.
UserError misread(const CLI::ParseError& error, const Entry* entry) {
  const std::string name = error.get_name();
  const char* zh = "值不合要求";
  if (name == "RequiredError") zh = "缺少必填的参数";
  if (name == "ArgumentMismatch") zh = "值的个数不对";
  return {Exit::usage, {.zh = fmt::format("{}：{}", zh, error.what()), .en = error.what()}, help_hint(entry)};
}

/// Completes the format of `options`, which has to be one of the command's.
void settle_format(Options& options, const Command& command) {
  const auto& formats = command.formats;
  if (options.format.empty()) {
    if (!formats.empty()) options.format = formats.front();
  } else if (formats.empty()) {
    throw UserError(Exit::usage, {.zh = fmt::format("{} 没有选项 -O", command.name), .en = fmt::format("{} has no flag -O", command.name)});
  } else if (std::ranges::find(formats, options.format) == formats.end()) {
    throw unknown_value("-O", options.format, formats);
  }
}

/// A revision can be read, not written to.
void refuse_at(const Options& options, const Command& command) {
  if (options.at.empty() || command.takes_at) return;
  throw UserError(Exit::usage, {.zh = fmt::format("{} 不能用 --at：它只管现在的文件", command.name),
                                .en = fmt::format("{} takes no --at: it is about the files as they are", command.name)});
}

}  // namespace

Exit run(std::vector<std::string> words, Language language) {
  Options options;
  options.language = language;
  CLI::App app;
  set_up_root(app, options);
  const auto entries = set_up_commands(app, language);
  try {
    std::ranges::reverse(words);  // as CLI11 wants them
    app.parse(std::move(words));
  } catch (const CLI::CallForHelp&) {
    const Entry* entry = chosen(entries);
    if (entry == nullptr) refuse_unknown(app, entry);
    print(Options{}, entry == nullptr ? help_text(app, language) : help_text(app, *entry->command, language));
    return Exit::clean;
  } catch (const CLI::CallForVersion&) {
    print(Options{}, fmt::format("bqtool {}\n", version));
    return Exit::clean;
  } catch (const CLI::ParseError& error) {
    refuse_unknown(app, chosen(entries));
    throw misread(error, chosen(entries));
  }
  const Entry* entry = chosen(entries);
  refuse_unknown(app, entry);
  if (entry == nullptr)
    throw UserError(Exit::usage, {.zh = "缺少命令", .en = "a command is missing"},
                    {.zh = "bqtool --help 列出全部命令", .en = "bqtool --help lists all commands"});
  settle_format(options, *entry->command);
  refuse_at(options, *entry->command);
  return entry->run({.options = options, .today = today(), .app = app});
}

}  // namespace bq::cli
