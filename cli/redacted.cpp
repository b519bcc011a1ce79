#include "redacted.hpp"

#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace bq::cli {
namespace {

/// The field behind a column, as people call it in either language.
Text words_for(const pack::Pack& pack, const index::TableColumn& column) {
  for (const auto& [name, kind] : pack.kinds) {
    for (const schema::Table& table : kind->tables) {
      for (const schema::Column& one : table.columns) {
        if (table.name != column.first || one.name != column.second) continue;
        return {fmt::format("{}的{}（{}.{}）", table.title, one.field->title, column.first, column.second), column.first + "." + column.second};
      }
    }
  }
  return {column.first + "." + column.second, column.first + "." + column.second};
}

void check_asked(const pack::Pack& pack, const std::string& report, const std::set<index::TableColumn>& asked) {
  if (asked.empty()) return;
  std::vector<std::string> zh;
  std::vector<std::string> en;
  for (const index::TableColumn& column : asked) {
    const Text words = column.first.empty() ? Text{"不能判断的内容", "what can't be judged"} : words_for(pack, column);
    zh.push_back(words.zh);
    en.push_back(words.en);
  }
  throw not_public(report, fmt::format("它读取了不公开的{}", fmt::join(zh, "、")), fmt::format("it reads {}, which is private", fmt::join(en, ", ")),
                   {"从报表的 SQL 中去掉；内部用的一节写 internal: true，公布时就略去",
                    "take it out of the report's SQL; a section that says internal: true is left out of what is published"});
}

}  // namespace

UserError not_public(const std::string& report, const std::string& zh, const std::string& en, Text hint) {
  return {Exit::refused,
          {fmt::format("“{}”不能对外公布：{}，什么都没有写", report, zh), fmt::format("'{}' can't be published: {}; nothing was written", report, en)},
          std::move(hint)};
}

report::Built build_redacted(Ledger& ledger, index::Redaction& redaction, const pack::ReportPlan& plan, const Asked& asked, Language language) {
  (void)redaction.asked();  // what led here is no part of the report
  report::Built built = report::build(ledger.index(), {&plan, asked.period, asked.cut_off, language, asked.cut_offs});
  check_asked(ledger.pack(), plan.name, redaction.asked());
  return built;
}

}  // namespace bq::cli
