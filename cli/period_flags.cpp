#include "period_flags.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace bq::cli {
namespace {

struct LengthFlag {
  std::string_view name;
  PeriodLength length;
  std::string_view example;
  Text about;
};

const std::array<LengthFlag, 5>& length_flags() {
  static const std::array<LengthFlag, 5> flags{
      {{"week", PeriodLength::week, "2024-03-28", {.zh = "一周，以其中一天表示", .en = "a week, named by a day in it"}},
       {"month", PeriodLength::month, "2024-03", {.zh = "一月", .en = "a month"}},
       {"quarter", PeriodLength::quarter, "2024Q1", {.zh = "一季", .en = "a quarter"}},
       {"half", PeriodLength::half, "2024H1", {.zh = "半年", .en = "a half-year"}},
       {"year", PeriodLength::year, "2024", {.zh = "一年", .en = "a year"}}}};
  return flags;
}

UserError usage(std::string zh, std::string en, Text hint = {}) { return {Exit::usage, {std::move(zh), std::move(en)}, std::move(hint)}; }

Period free_period(const PeriodFlags& flags) {
  if (flags.since.empty() || flags.until.empty()) throw usage("--since 和 --until 要一起用", "--since and --until go together");
  const Date start = read_day("--since", flags.since);
  const Date finish = read_day("--until", flags.until);
  if (finish < start) throw usage("--until 早于 --since", "--until is before --since");
  return {PeriodLength::free, flags.since + ".." + flags.until, start, finish};
}

std::optional<std::vector<MonthDay>> cut_offs_of(const std::string& report, PeriodLength length, const index::Settings& settings) {
  for (const index::Settings::CutOff& cut_off : settings.cut_offs) {
    if (cut_off.report == report && (cut_off.every.empty() || cut_off.every == name_of(length))) return cut_off.days;
  }
  return std::nullopt;
}

/// The last period that has ended on `day`, by its cut-off where there is one.
Period last_period(PeriodLength length, Date day, const std::optional<std::vector<MonthDay>>& cut_offs, std::chrono::weekday week_starts) {
  if (!cut_offs) return last_ended(length, day, week_starts);
  Period period = bq::period_of(length, day, week_starts);
  while (with_cut_off(period, *cut_offs).finish > day) period = previous(period, week_starts);
  return period;
}

/// The period that the flags name, before any cut-off.
Period named_period(const PeriodFlags& flags, PeriodLength length, const index::Settings& settings) {
  if (const auto period = parse_period(length, flags.value, settings.week_starts)) return *period;
  const auto flag = std::ranges::find(length_flags(), length, &LengthFlag::length);
  throw usage(fmt::format("--{} 的值“{}”不对", flag->name, flags.value), fmt::format("the value '{}' of --{} names no period", flags.value, flag->name),
              {fmt::format("写作 --{}={}", flag->name, flag->example), fmt::format("write --{}={}", flag->name, flag->example)});
}

}  // namespace

std::string name_of(PeriodLength length) {
  if (length == PeriodLength::day) return "day";
  const auto flag = std::ranges::find(length_flags(), length, &LengthFlag::length);
  return flag == length_flags().end() ? "free" : std::string(flag->name);
}

std::optional<PeriodLength> length_named(std::string_view name) {
  const auto flag = std::ranges::find(length_flags(), name, &LengthFlag::name);
  return flag == length_flags().end() ? std::nullopt : std::optional(flag->length);
}

void add_period_flags(CLI::App& app, PeriodFlags& flags, Language language) {
  for (const LengthFlag& flag : length_flags()) {
    app.add_option_function<std::string>(
           fmt::format("--{}", flag.name),
           [&flags, length = flag.length](const std::string& value) {
             if (flags.length && *flags.length != length) throw usage("只能指明一个周期", "name one period only");
             flags.length = length;
             flags.value = value;
           },
           flag.about.in(language))
        ->expected(0, 1)
        ->default_str("")
        ->run_callback_for_default(false)
        ->type_name(std::string(flag.example));
  }
  app.add_option("--since", flags.since, language == Language::zh ? "自由区间的第一天" : "the first day of a stretch of your own")->type_name("DATE");
  app.add_option("--until", flags.until, language == Language::zh ? "自由区间的最后一天" : "its last day")->type_name("DATE");
}

Asked resolve_period(const PeriodFlags& flags, PeriodLength otherwise, const std::string& report, const index::Settings& settings, const Context& context) {
  if (flags.length && (!flags.since.empty() || !flags.until.empty())) throw usage("只能指明一个周期", "name one period only");
  Asked asked;
  const bool is_free = !flags.since.empty() || !flags.until.empty();
  const PeriodLength length = flags.length.value_or(otherwise);
  const auto days = is_free ? std::nullopt : cut_offs_of(report, length, settings);
  if (is_free) {
    asked.period = free_period(flags);
  } else if (length == PeriodLength::day) {
    const Date day = context.options.as_of.value_or(context.today);
    asked.period = bq::period_of(length, day, settings.week_starts);
  } else if (length == PeriodLength::free) {
    throw usage("这张报表要用 --since 和 --until 指明起止日", "this report needs --since and --until");
  } else {
    asked.period = flags.value.empty() ? last_period(length, context.options.as_of.value_or(context.today), days, settings.week_starts)
                                       : named_period(flags, length, settings);
  }
  if (days) {
    asked.period = with_cut_off(asked.period, *days);
    asked.cut_off = asked.period.finish;
    asked.cut_offs = *days;
  }
  const Date as_of = context.options.as_of.value_or(std::min(context.today, asked.period.finish));
  if (as_of < asked.period.start) {
    throw usage(fmt::format("截至日 {} 早于周期的第一天 {}", to_string(as_of), to_string(asked.period.start)),
                fmt::format("the as-of day {} is before the period begins, {}", to_string(as_of), to_string(asked.period.start)));
  }
  asked.question = {asked.period.start, asked.period.finish, as_of};
  return asked;
}

}  // namespace bq::cli
