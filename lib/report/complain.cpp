#include "report/complain.hpp"

namespace bq::report {

void complain(const pack::Pack& pack, const pack::ReportPlan& plan, const Text& what, std::vector<pack::PackFault>& faults) {
  for (const auto& source : pack.sources) {
    if (source->path() == plan.path) faults.push_back({source.get(), yaml::mistake({0, 1}, what)});
  }
}

}  // namespace bq::report
