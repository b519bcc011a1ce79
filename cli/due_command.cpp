#include <charconv>
#include <memory>

#include <fmt/format.h>

#include "commands.hpp"
#include "paper.hpp"
#include "render/render.hpp"

namespace bq::cli {
namespace {

constexpr int most_days = 3660;

/// `7d` or `7` as a number of days.
std::string days_of(const std::string& text) {
  const std::string digits = text.ends_with('d') ? text.substr(0, text.size() - 1) : text;
  int days = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), days);
  if (error != std::errc() || end != digits.data() + digits.size() || days < 0 || days > most_days) {
    throw UserError(Exit::usage, {fmt::format("--within 的值“{}”不对", text), fmt::format("the value '{}' of --within is no number of days", text)},
                    {"写作 --within 7d", "write --within 7d"});
  }
  return fmt::to_string(days);
}

Run set_up(CLI::App& app, Language language) {
  const bool zh = language == Language::zh;
  const auto flags = std::make_shared<PaperFlags>();
  const auto within = std::make_shared<std::string>("7d");
  flags->name = "due";
  app.add_option("--within", *within, zh ? "看今后多少天；默认 7d" : "how many days ahead; 7d when absent")->type_name("DAYS");
  app.add_option("--for", flags->subject, zh ? "只看一个单位、岗位、干部或包联对象" : "only of one unit, post, person or object")->type_name("ID");
  return [flags, within](const Context& context) {
    flags->parameters["within"] = days_of(*within);
    return print_paper(*flags, context);
  };
}

}  // namespace

Command due_command() {
  return {.name = "due",
          .about = {.zh = "将到期和已过期的事：时限、回访、走访、材料、会办、承诺",
                    .en = "what is coming or missed: deadlines, callbacks, visits, papers, sessions, promises"},
          .examples = {{"bqtool due --within 14d", {.zh = "今后两周", .en = "the next two weeks"}},
                       {"bqtool due --for gongxin --as-of 2024-03-31", {.zh = "一个单位，在 3 月 31 日看", .en = "one unit, as of 31 March"}}},
          .formats = names_of(render::report_formats()),
          .set_up = set_up,
          .takes_at = true};
}

}  // namespace bq::cli
