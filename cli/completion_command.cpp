#include <memory>

#include "commands.hpp"
#include "completion_script.hpp"
#include "output.hpp"
#include "suggest.hpp"

namespace bq::cli {
namespace {

Exit write_completion(const std::string& shell, const Context& context) {
  std::vector<std::string> known;
  for (const CompletionShell& candidate : completion_shells()) {
    if (candidate.name == shell) {
      print(context.options, candidate.script(context.app, context.options.language));
      return Exit::clean;
    }
    known.push_back(candidate.name);
  }
  throw unknown_value("completion", shell, known);
}

std::string shell_choices() {
  std::string choices;
  for (const CompletionShell& shell : completion_shells()) choices += (choices.empty() ? "" : "|") + shell.name;
  return choices;
}

Run set_up(CLI::App& app, Language language) {
  const auto shell = std::make_shared<std::string>();
  app.add_option("shell", *shell, language == Language::zh ? "哪种命令行环境" : "for which shell")->type_name(shell_choices())->required();
  return [shell](const Context& context) { return write_completion(*shell, context); };
}

}  // namespace

Command completion_command() {
  return {.name = "completion",
          .about = {.zh = "打印命令补全脚本", .en = "print a script that completes command lines"},
          .examples = {{"source <(bqtool completion bash)", {.zh = "在当前的 bash 中启用", .en = "complete in this bash"}},
                       {"bqtool completion fish -o ~/.config/fish/completions/bqtool.fish", {.zh = "为 fish 安装", .en = "install for fish"}}},
          .formats = {},
          .set_up = set_up};
}

}  // namespace bq::cli
