#include "parameter_flags.hpp"

#include <array>
#include <string>
#include <string_view>

namespace bq::cli {
namespace {

/// The flag, whether it takes a value, and what it means.
struct ParameterFlag {
  std::string_view name;
  std::string_view value;  ///< Empty: none, it is set or not.
  Text about;
};

const std::array<ParameterFlag, 3>& parameter_flags() {
  static const std::array<ParameterFlag, 3> flags{
      {{"batch", "BATCH", {.zh = "只要这一批", .en = "only this batch"}},
       {"scheme", "SCHEME", {.zh = "按哪一套方案", .en = "after which scheme"}},
       {"public", "", {.zh = "对外公开的样子，隐去不宜公开的内容", .en = "as it may be published, without what must not be"}}}};
  return flags;
}

}  // namespace

void add_parameter_flags(CLI::App& app, const std::shared_ptr<PaperFlags>& flags, Language language) {
  for (const ParameterFlag& parameter : parameter_flags()) {
    const std::string name(parameter.name);
    if (parameter.value.empty()) {
      app.add_flag_callback(
          "--" + name, [flags, name] { flags->parameters[name] = ""; }, parameter.about.in(language));
    } else {
      app.add_option_function<std::string>(
             "--" + name, [flags, name](const std::string& value) { flags->parameters[name] = value; }, parameter.about.in(language))
          ->type_name(std::string(parameter.value));
    }
  }
}

}  // namespace bq::cli
