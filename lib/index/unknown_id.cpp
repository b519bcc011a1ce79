#include "index/unknown_id.hpp"

#include <fmt/format.h>

#include "base/nearest.hpp"

namespace bq::index {

Text unknown_id_hint(Index& index, std::string_view id, std::span<const std::string> known) {
  const auto unread = index.rows("SELECT path FROM file WHERE whole = 0 ORDER BY path LIMIT 1");
  if (unread.empty()) return did_you_mean(id, known);
  const std::string path = text_in(unread.front().front());
  return {fmt::format("{} 没有读完（留有冲突标记或写错了），可能就在里面：先看 bqtool validate 和 bqtool conflicts", path),
          fmt::format("{} was not read whole (conflict markers or a slip) and may hold it: see bqtool validate and bqtool conflicts", path)};
}

}  // namespace bq::index
