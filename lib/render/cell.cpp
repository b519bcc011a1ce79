#include <fmt/format.h>

#include "render/render.hpp"

namespace bq::render {
namespace {

constexpr const char* no_value = "—";

struct Printer {
  std::string operator()(std::monostate) const { return no_value; }
  std::string operator()(std::int64_t count) const { return fmt::to_string(count); }
  std::string operator()(const std::string& text) const { return text; }
  std::string operator()(const report::Rate& rate) const { return percent(rate.n, rate.d); }
  std::string operator()(const report::Days& days) const {
    if (days.n == 0) return no_value;
    return fmt::format("{}{}", days.median_doubled / 2, days.median_doubled % 2 == 0 ? "" : ".5");
  }
  std::string operator()(const report::Ratio& ratio) const { return percent_of(ratio); }
  std::string operator()(const Decimal& decimal) const { return to_string(decimal); }
};

}  // namespace

std::string to_text(const report::Cell& cell) { return std::visit(Printer{}, cell); }

}  // namespace bq::render
