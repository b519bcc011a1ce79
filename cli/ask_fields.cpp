#include "ask_fields.hpp"

#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <iostream>
#include <string>

#include <fmt/format.h>

#include "change/habit.hpp"
#include "field_flags.hpp"
#include "output.hpp"
#include "schema/value.hpp"

namespace bq::cli {
namespace {

using change::Input;

void show_choices(const Options& options, const std::vector<schema::Choice>& choices) {
  for (std::size_t i = 0; i < choices.size(); ++i) {
    const schema::Choice& choice = choices[i];
    const std::string title = choice.title == choice.value || choice.title.empty() ? choice.value : fmt::format("{} {}", choice.value, choice.title);
    note(options, {fmt::format("  {}. {}", i + 1, title), fmt::format("  {}. {}", i + 1, title)});
  }
}

/// The choice that a number stands for; anything else is taken as typed.
std::string chosen(const std::string& answer, const std::vector<schema::Choice>& choices) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(answer.data(), answer.data() + answer.size(), number);
  const bool is_number = error == std::errc() && end == answer.data() + answer.size();
  return is_number && number >= 1 && number <= choices.size() ? choices[number - 1].value : answer;
}

/// Asks until the answer fits the field.
Input ask(Ledger& ledger, const schema::Kind& kind, const schema::Field& field, const Options& options) {
  const auto& vocabulary = ledger.index().settings().vocabulary;
  const auto& choices = schema::choices_of(field, vocabulary);
  while (true) {
    std::cerr << fmt::format("{} {}\n", field.title, field.name);
    show_choices(options, choices);
    std::cerr << "> " << std::flush;
    std::string answer;
    if (!std::getline(std::cin, answer)) {
      throw UserError(Exit::usage,
                      {fmt::format("没有填“{}”，没有写入任何文件", field.title), fmt::format("'{}' was not answered; nothing was written", field.name)});
    }
    Input input{field.name, chosen(answer, choices)};
    std::vector<change::InputFault> faults;
    const yaml::Content content = change::build_mapping(kind, kind.root, {input}, change::Keys::names, vocabulary, faults);
    if (faults.empty() && !content.entries.empty()) return input;
    if (!faults.empty()) note(options, message_of(ledger.pack(), faults.front().fault));
  }
}

}  // namespace

void ask_missing(Ledger& ledger, const schema::Kind& kind, const Options& options, std::vector<Input>& inputs) {
  Text missing;
  std::string flags;
  const bool may_ask = !options.no_input && ::isatty(STDIN_FILENO) != 0 && ::isatty(STDERR_FILENO) != 0;
  for (const schema::Field& field : kind.root.fields) {
    const bool is_given =
        std::ranges::any_of(inputs, [&](const Input& input) { return change::find_by_key(kind.root, input.path.substr(0, input.path.find('.'))) == &field; });
    const bool is_scalar = field.type != schema::Type::object && field.type != schema::Type::list;
    if (!field.required || is_given || !is_scalar || field.name == "id" || &field == change::day_field(kind)) continue;
    const auto& choices = schema::choices_of(field, ledger.index().settings().vocabulary);
    if (choices.size() == 1) {
      inputs.push_back({field.name, choices.front().value});
    } else if (may_ask) {
      inputs.push_back(ask(ledger, kind, field, options));
    } else {
      missing = {missing.zh + (flags.empty() ? "" : "、") + field.title, missing.en + (flags.empty() ? "" : ", ") + field.name};
      flags += fmt::format("{}--set {}=...", flags.empty() ? "" : " ", field.name);
    }
  }
  if (flags.empty()) return;
  throw UserError(Exit::usage, {fmt::format("{}缺少：{}", kind.root.title, missing.zh), fmt::format("{} lacks: {}", kind.name, missing.en)},
                  {fmt::format("补上 {}", flags), fmt::format("add {}", flags)});
}

}  // namespace bq::cli
