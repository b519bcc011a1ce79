#include "schema/kind.hpp"

#include <algorithm>

namespace bq::schema {

const Field* find_field(const Field& object, std::string_view name) {
  const auto found = std::ranges::find(object.fields, name, &Field::name);
  return found == object.fields.end() ? nullptr : &*found;
}

std::optional<std::uint32_t> find_column(const Table& table, std::string_view name) {
  const auto found = std::ranges::find(table.columns, name, &Column::name);
  if (found == table.columns.end()) return std::nullopt;
  return static_cast<std::uint32_t>(found - table.columns.begin());
}

Text describe(Type type) {
  switch (type) {
    case Type::object:
      return {"映射（若干行“键: 值”）", "a mapping (lines of \"key: value\")"};
    case Type::list:
      return {"列表（每项以“- ”开头）", "a list (each item starts with \"- \")"};
    case Type::text:
      return {"一段文字", "a text"};
    case Type::integer:
      return {"整数（如 12）", "a whole number (such as 12)"};
    case Type::decimal:
      return {"数（如 12.5，最多六位小数）", "a number (such as 12.5, six decimals at most)"};
    case Type::boolean:
      return {"是 或 否（true 或 false）", "true or false"};
    case Type::date:
      return {"日期（如 2024-03-31）", "a date (such as 2024-03-31)"};
    case Type::month:
      return {"月份（如 2024-03）", "a month (such as 2024-03)"};
    case Type::uscc:
      return {"18 位统一社会信用代码", "a unified social credit code of 18 characters"};
  }
  return {};
}

}  // namespace bq::schema
