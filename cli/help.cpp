#include "help.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/width.hpp"
#include "flags.hpp"

namespace bq::cli {
namespace {

/// Lines of two columns: what to write, and what it means.
using Lines = std::vector<std::pair<std::string, std::string>>;

std::string block(const std::string& title, const Lines& lines) {
  if (lines.empty()) return {};
  std::size_t width = 0;
  for (const auto& [left, right] : lines) width = std::max(width, display_width(left));
  std::string text = title + '\n';
  for (const auto& [left, right] : lines) text += fmt::format("  {}  {}\n", pad_right(left, width), right);
  return text + '\n';
}

/// Flags without a letter stand below the words of those with one.
std::string written(const Flag& flag) {
  const std::string names = fmt::format("{}{}", flag.names.front().starts_with("--") ? "    " : "", fmt::join(flag.names, ", "));
  if (flag.value.empty()) return names;
  return flag.value.starts_with('[') ? fmt::format("{}[={}", names, flag.value.substr(1)) : names + ' ' + flag.value;
}

Lines lines_of(const std::vector<Flag>& flags) {
  Lines lines;
  for (const Flag& flag : flags) lines.emplace_back(written(flag), flag.about);
  return lines;
}

Lines argument_lines(const std::vector<Flag>& arguments) {
  Lines lines;
  for (const Flag& argument : arguments) lines.emplace_back(argument.value, argument.about);
  return lines;
}

Lines example_lines(const std::vector<Example>& examples, Language language) {
  Lines lines;
  for (const Example& example : examples) lines.emplace_back(example.line, example.about.in(language));
  return lines;
}

/// The first example of each of the first three commands.
std::vector<Example> first_examples() {
  std::vector<Example> examples;
  for (const Command& command : commands().first(std::min<std::size_t>(3, commands().size())))
    if (!command.examples.empty()) examples.push_back(command.examples.front());
  return examples;
}

std::string surroundings(Language language) {
  const auto in = [language](const char* zh, const char* en) { return Text{.zh = zh, .en = en}.in(language); };
  return block(in("环境变量：", "Environment:"),
               {{"BQTOOL_TODAY", in("代替今天的日期，写作 YYYY-MM-DD", "the day to take for today, as YYYY-MM-DD")},
                {"NO_COLOR", in("不用颜色", "no colour")},
                {"LC_ALL, LC_MESSAGES, LANG", in("以 zh 开头时用中文，否则用英文", "Chinese when it begins with zh, otherwise English")}}) +
         block(in("退出码：", "Exit codes:"), {{"0", in("没有问题", "nothing found")},
                                               {"1", in("台账有问题", "something is wrong in the ledger")},
                                               {"2", in("命令行有误", "wrong command line")},
                                               {"3", in("环境或程序本身有问题", "something is wrong in the surroundings or in bqtool")},
                                               {"4", in("为安全起见拒绝执行", "refused for safety")}});
}

std::string without_last_newline(std::string text) {
  text.pop_back();
  return text;
}

}  // namespace

std::string help_text(const CLI::App& app, Language language) {
  const bool zh = language == Language::zh;
  Lines names;
  for (const Command& command : commands()) names.emplace_back(command.name, command.about.in(language));
  return without_last_newline(block(zh ? "示例：" : "Examples:", example_lines(first_examples(), language)) + app.get_description() + "\n\n" +
                              (zh ? "用法：bqtool 命令 [选项]\n\n" : "Usage: bqtool COMMAND [FLAGS]\n\n") + block(zh ? "命令：" : "Commands:", names) +
                              block(zh ? "每个命令的选项：" : "Flags of every command:", lines_of(shared_flags(app))) + surroundings(language));
}

std::string help_text(const CLI::App& app, const Command& command, Language language) {
  const bool zh = language == Language::zh;
  const auto arguments = arguments_of(app, command);
  std::string usage = (zh ? "用法：bqtool " : "Usage: bqtool ") + command.name + (zh ? " [选项]" : " [FLAGS]");
  for (const Flag& argument : arguments) usage += ' ' + argument.value;
  return without_last_newline(block(zh ? "示例：" : "Examples:", example_lines(command.examples, language)) + command.about.in(language) + "\n\n" + usage +
                              "\n\n" + block(zh ? "参数：" : "Arguments:", argument_lines(arguments)) +
                              block(zh ? "选项：" : "Flags:", lines_of(own_flags(app, command))) +
                              block(zh ? "每个命令的选项：" : "Flags of every command:", lines_of(shared_flags(app))));
}

}  // namespace bq::cli
