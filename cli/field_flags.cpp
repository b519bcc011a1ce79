#include "field_flags.hpp"

#include <fmt/format.h>

#include "base/nearest.hpp"
#include "index/words.hpp"

namespace bq::cli {

std::vector<change::Input> read_inputs(const std::vector<std::string>& texts) {
  std::vector<change::Input> inputs;
  for (const std::string& text : texts) {
    const std::size_t sign = text.find('=');
    if (sign == std::string::npos || sign == 0) {
      throw UserError(Exit::usage, {fmt::format("--set 的“{}”不对", text), fmt::format("the value '{}' of --set is no field", text)},
                      {"写作 --set 字段=值，如 --set enterprise=E001", "write --set FIELD=VALUE, such as --set enterprise=E001"});
    }
    inputs.push_back({text.substr(0, sign), text.substr(sign + 1)});
  }
  return inputs;
}

const schema::Kind& find_kind(const pack::Pack& pack, const std::string& name) {
  std::vector<std::string> known;
  for (const auto& [id, kind] : pack.kinds) {
    if (kind->folder.empty()) continue;
    if (name == id || name == kind->root.title || name == kind->folder) return *kind;
    known.push_back(id);
    known.push_back(kind->root.title);
  }
  throw UserError(Exit::usage, {fmt::format("没有“{}”这种记录", name), fmt::format("there is no kind of record '{}'", name)},
                  did_you_mean(name, known, {"bqtool schema 列出全部种类", "bqtool schema lists the kinds"}));
}

Text message_of(const pack::Pack& pack, const Fault& fault) {
  const auto rule = pack.rules.find(fault.rule);
  if (rule == pack.rules.end()) return {fault.rule, fault.rule};
  return {index::message_of(rule->second, fault.args, Language::zh), index::message_of(rule->second, fault.args, Language::en)};
}

Text hint_of(const pack::Pack& pack, const Fault& fault) {
  if (fault.rule == "missing-field") {  // the rule speaks of lines in a file
    return {fmt::format("用 --set {}=... 给出", index::value_of_place("field", fault.args, Language::zh)),
            fmt::format("give it with --set {}=...", index::value_of_place("field", fault.args, Language::en))};
  }
  const auto rule = pack.rules.find(fault.rule);
  if (rule == pack.rules.end()) return {};
  return {index::hint_of(rule->second, fault.args, Language::zh), index::hint_of(rule->second, fault.args, Language::en)};
}

UserError error_of(const pack::Pack& pack, const Fault& fault) { return {Exit::usage, message_of(pack, fault), hint_of(pack, fault)}; }

}  // namespace bq::cli
