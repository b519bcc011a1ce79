#include "subject.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "index/unknown_id.hpp"

namespace bq::cli {
namespace {

/// Looking for the nearest id is worth it in ledgers of a size that people typed.
constexpr std::int64_t most_ids = 50'000;

std::vector<std::string> texts(index::Index& index, const std::string& sql, const index::Bindings& values) {
  std::vector<std::string> result;
  for (const auto& row : index.rows(sql, values)) {
    if (const auto* text = std::get_if<std::string>(&row[0])) result.push_back(*text);
  }
  return result;
}

}  // namespace

index::Subject read_subject(Ledger& ledger, const std::string& flag, const std::string& text) {
  index::Index& index = ledger.index();
  const std::size_t colon = text.find(':');
  const std::string kind = colon == std::string::npos ? "" : text.substr(0, colon);
  const std::string id = colon == std::string::npos ? text : text.substr(colon + 1);
  std::vector<std::string> kinds = texts(index, "SELECT DISTINCT kind FROM record WHERE id = :id AND repeated = 0 ORDER BY kind", {{":id", id}});
  if (!kind.empty()) std::erase_if(kinds, [&](const std::string& other) { return other != kind; });
  if (kinds.size() == 1) return {kinds.front(), id};
  if (kinds.size() > 1) {
    std::vector<std::string> names;
    for (const std::string& one : kinds) names.push_back(one + ":" + id);
    throw UserError(Exit::usage, {fmt::format("编号“{}”有好几种记录", id), fmt::format("several kinds have a record '{}'", id)},
                    {fmt::format("写明是哪一种：{}", fmt::join(names, "、")), fmt::format("say which: {}", fmt::join(names, ", "))});
  }
  const auto known = texts(index, "SELECT id FROM record WHERE id IS NOT NULL ORDER BY id LIMIT :most", {{":most", most_ids}});
  throw UserError(Exit::usage, {fmt::format("{} 的“{}”不是台账里的记录", flag, text), fmt::format("{}: there is no record '{}'", flag, text)},
                  index::unknown_id_hint(index, id, known));
}

}  // namespace bq::cli
