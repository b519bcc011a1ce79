#include "pack/derived.hpp"

#include <algorithm>
#include <array>

namespace bq::pack {
namespace {

constexpr std::array<std::pair<std::string_view, Derived::Scope>, 3> scopes{
    {{"view", Derived::Scope::view}, {"ledger", Derived::Scope::ledger}, {"record", Derived::Scope::record}}};

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
      faults.push_back(yaml::mistake(scope->span(), {"scope 只能是 view、ledger、record", "scope must be view, ledger or record"}));
    }
  }
  derived.indexes = keys.texts("index");
  derived.sql = take_sql(keys, "sql", source);
  if (derived.sql.empty()) faults.push_back(yaml::mistake(root.span(), {"缺少 sql", "sql is missing"}));
  keys.finish();
  return derived;
}

}  // namespace bq::pack
