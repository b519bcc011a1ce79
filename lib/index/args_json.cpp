#include "index/args_json.hpp"

#include <nlohmann/json.hpp>

namespace bq::index {

std::string to_json(const Args& args) {
  nlohmann::json object = nlohmann::json::object();
  for (const auto& [name, value] : args) object[name] = value;
  return object.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Args args_from_json(const std::string& text) {
  Args args;
  const nlohmann::json object = nlohmann::json::parse(text);
  for (const auto& [name, value] : object.items()) args.emplace_back(name, value.get<std::string>());
  return args;
}

}  // namespace bq::index
