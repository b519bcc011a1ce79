#include "pack/sql.hpp"

#include <algorithm>
#include <cctype>

namespace bq::pack {

Sql take_sql(yaml::Fields& fields, std::string_view name, const Source& source) {
  const auto node = fields.take(name);
  if (!node) return {};
  const std::string_view written = source.slice(node->span());
  const bool one_line = written.find('\n') == std::string_view::npos;
  if (!node->is_scalar() || (!one_line && !written.starts_with('|'))) {
    fields.faults().push_back(yaml::mistake(node->span(), {"多行 SQL 要写成字面块（|）", "SQL of several lines must be a literal block (|)"}));
  }
  return {std::string(node->text()), &source, node->span()};
}

namespace {

/// Where line `number` (from 0) of a literal block's content begins, past its indentation.
std::size_t line_start(std::string_view written, std::size_t number) {
  std::size_t at = written.find('\n') + 1;
  std::size_t indent = 0;
  while (at + indent < written.size() && written[at + indent] == ' ') ++indent;
  for (std::size_t line = 0; line < number; ++line) {
    const std::size_t next = written.find('\n', at);
    if (next == std::string_view::npos) break;
    at = next + 1;
  }
  return std::min(at + indent, written.size());
}

}  // namespace

Span place_in_file(const Sql& sql, std::size_t offset) {
  const std::string_view written = sql.source->slice(sql.span);
  offset = std::min(offset, sql.text.size());
  std::size_t place = offset + (written.starts_with('"') || written.starts_with('\'') ? 1 : 0);
  if (written.starts_with('|')) {
    const std::string_view before = std::string_view(sql.text).substr(0, offset);
    const auto line = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
    const std::size_t last_break = before.rfind('\n');
    place = line_start(written, line) + (last_break == std::string_view::npos ? offset : offset - last_break - 1);
  }
  std::size_t end = place;
  while (end < written.size() && (std::isalnum(static_cast<unsigned char>(written[end])) != 0 || written[end] == '_')) ++end;
  if (end == place) ++end;
  const auto base = sql.span.begin;
  return {base + static_cast<std::uint32_t>(std::min(place, written.size())), base + static_cast<std::uint32_t>(std::min(end, written.size()))};
}

}  // namespace bq::pack
