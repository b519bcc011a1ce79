#include "render/json_lines.hpp"

#include <algorithm>

namespace bq::render {
namespace {

using Json = nlohmann::ordered_json;

std::string on_one_line(const Json& value) { return value.dump(-1, ' ', false, Json::error_handler_t::replace); }

bool holds_containers(const Json& value) {
  return std::ranges::any_of(value, [](const Json& item) { return item.is_structured(); });
}

}  // namespace

std::string json_lines(const Json& value, int depth, const std::string& indent) {
  if (depth == 0 || !value.is_structured() || !holds_containers(value)) return on_one_line(value);
  const std::string deeper = indent + "  ";
  std::string text = value.is_object() ? "{" : "[";
  const char* separator = "\n";
  for (const auto& [key, item] : value.items()) {
    text += separator + deeper;
    if (value.is_object()) text += on_one_line(key) + ": ";
    text += json_lines(item, depth - 1, deeper);
    separator = ",\n";
  }
  return text + "\n" + indent + (value.is_object() ? "}" : "]");
}

}  // namespace bq::render
