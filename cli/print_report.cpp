#include "print_report.hpp"

#include <algorithm>

#include "base/hash.hpp"
#include "output.hpp"
#include "report/english.hpp"

namespace bq::cli {

void stamp(report::Report& report, Ledger& ledger) {
  const store::Revision revision = ledger.revision();
  report.commit = revision.commit;
  report.clean = revision.clean;
  report.pack = hex(ledger.pack().hash);
  report.calendar = hex(ledger.index().calendar_hash());
}

std::string render_report(report::Report report, const pack::Pack& pack, const Options& options, const render::Style& style) {
  if (options.language == Language::en && options.format != "json") report::put_into_english(report, pack);
  return std::ranges::find(render::report_formats(), options.format, &render::ReportFormat::name)->render(report, style);
}

void print_report(const report::Report& report, const pack::Pack& pack, const Options& options) {
  const auto format = std::ranges::find(render::report_formats(), options.format, &render::ReportFormat::name);
  refuse_terminal(options, *format);
  print(options, render_report(report, pack, options, style_of(options)), format->is_for_excel ? Reader::excel : Reader::anybody);
}

}  // namespace bq::cli
