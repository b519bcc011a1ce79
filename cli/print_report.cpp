#include "print_report.hpp"

#include <algorithm>

#include "base/hash.hpp"
#include "output.hpp"
#include "render/render.hpp"

namespace bq::cli {

void stamp(report::Report& report, Ledger& ledger) {
  const store::Revision revision = ledger.revision();
  report.commit = revision.commit;
  report.clean = revision.clean;
  report.pack = hex(ledger.pack().hash);
  report.calendar = hex(ledger.index().calendar_hash());
}

void print_report(const report::Report& report, const Options& options) {
  const auto& formats = render::report_formats();
  const auto format = std::ranges::find(formats, options.format, &render::ReportFormat::name);
  print(options, format->render(report, style_of(options)), format->is_for_excel ? Reader::excel : Reader::anybody);
}

}  // namespace bq::cli
