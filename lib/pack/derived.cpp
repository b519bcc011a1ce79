#include "pack/derived.hpp"

#include <algorithm>
#include <array>
#include <sstream>

namespace bq::pack {
namespace {

constexpr std::array<std::pair<std::string_view, Derived::Scope>, 4> scopes{
    {{"view", Derived::Scope::view}, {"question", Derived::Scope::question}, {"ledger", Derived::Scope::ledger}, {"record", Derived::Scope::record}}};

/// Column lists such as `record, round`; each column a plain name.
std::vector<std::string> read_indexes(yaml::NodeRef node, std::vector<Fault>& faults) {
  std::vector<std::string> result;
  for (std::string& columns : yaml::texts_of(node, faults)) {
    std::istringstream words(columns);
    bool good = true;
    for (std::string word; std::getline(words >> std::ws, word, ',');) {
      if (yaml::is_identifier(word)) continue;
      faults.push_back(yaml::bad_name(node.span(), word));
      good = false;
    }
    if (good) result.push_back(std::move(columns));
  }
  return result;
}

}  // namespace

Derived read_derived(std::string name, yaml::NodeRef root, const Source& source, std::vector<Fault>& faults) {
  yaml::Fields keys(root, faults);
  Derived derived;
  derived.name = std::move(name);
  derived.title = keys.bilingual("title");
  derived.about = keys.bilingual("about");
  if (const auto scope = keys.need("scope")) {
    const auto found = std::ranges::find(scopes, scope->text(), &std::pair<std::string_view, Derived::Scope>::first);
    if (found != scopes.end()) {
      derived.scope = found->second;
    } else {
      faults.push_back(yaml::mistake(scope->span(), {"scope 只能是 view、question、ledger、record", "scope must be view, question, ledger or record"}));
    }
  }
  if (const auto index = keys.take("index")) derived.indexes = read_indexes(*index, faults);
  derived.sql = take_sql(keys, "sql", source);
  if (derived.sql.empty()) faults.push_back(yaml::mistake(root.span(), {"缺少 sql", "sql is missing"}));
  keys.finish();
  return derived;
}

}  // namespace bq::pack
