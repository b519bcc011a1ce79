#include "options.hpp"

#include <charconv>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/error.hpp"
#include "locale.hpp"
#include "suggest.hpp"

namespace bq::cli {
namespace {

const std::vector<std::pair<std::string, Color>> colors{{"auto", Color::automatic}, {"always", Color::always}, {"never", Color::never}};

Color read_color(const std::string& text) {
  std::vector<std::string> known;
  for (const auto& [name, color] : colors) {
    if (name == text) return color;
    known.push_back(name);
  }
  throw unknown_value("--color", text, known);
}

Language read_language(const std::string& text) {
  const auto language = parse_language(text);
  if (!language) throw unknown_value("--lang", text, split_choices(language_choices));
  return *language;
}

}  // namespace

std::int64_t read_count(const std::string& flag, const std::string& text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number <= 0) {
    throw UserError(
        Exit::usage,
        {.zh = fmt::format("{} 的值“{}”不是大于 0 的整数", flag, text), .en = fmt::format("the value '{}' of {} is not a whole number above 0", text, flag)},
        {.zh = "写作 100", .en = "write it as 100"});
  }
  return number;
}

Date read_day(const std::string& flag, const std::string& text) {
  const auto day = parse_written_date(text);
  if (!day) {
    throw UserError(Exit::usage, {.zh = fmt::format("{} 的值“{}”不是日期", flag, text), .en = fmt::format("the value '{}' of {} is not a day", text, flag)},
                    {.zh = "写作 2024-03-31", .en = "write it as 2024-03-31"});
  }
  return *day;
}

void add_shared_flags(CLI::App& app, Options& options) {
  const auto in = [&](const char* zh, const char* en) { return std::string(options.language == Language::zh ? zh : en); };
  using Text_ = const std::string&;
  app.add_option_function<std::string>(
         "-C,--directory", [&](Text_ text) { options.directory = text; }, in("台账所在的文件夹", "where the ledger is"))
      ->type_name("DIR");
  app.add_option("-O,--format", options.format, in("输出格式", "what to print it as"))->type_name("FORMAT");
  app.add_option_function<std::string>(
         "-o,--output", [&](Text_ text) { options.output = text == "-" ? "" : text; },
         in("写入文件，而不是屏幕；扩展名可定格式", "write to a file; its extension can say the format"))
      ->type_name("FILE");
  app.add_option_function<std::string>(
         "--as-of", [&](Text_ text) { options.as_of = read_day("--as-of", text); }, in("截至哪一天，如 2024-03-31", "as of which day, such as 2024-03-31"))
      ->type_name("DATE");
  app.add_option("--at", options.at, in("读哪个版本的台账：提交、分支、标签，或 版本:文件夹", "the ledger as of this commit, branch or tag, or REV:FOLDER"))
      ->type_name("REV");
  app.add_option_function<std::string>(
         "--lang", [&](Text_ text) { options.language = read_language(text); }, in("语言", "language"))
      ->type_name(language_choices);
  app.add_option_function<std::string>(
         "--color", [&](Text_ text) { options.color = read_color(text); }, in("何时用颜色", "when to use colour"))
      ->type_name("auto|always|never");
  app.add_flag("-q,--quiet", options.quiet, in("只打印结果", "print results only"));
  app.add_flag("--no-input", options.no_input, in("从不提问", "never ask"));
}

}  // namespace bq::cli
