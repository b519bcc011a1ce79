#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/width.hpp"
#include "explain.hpp"
#include "output.hpp"
#include "render/render.hpp"
#include "report/evidence.hpp"
#include "suggest.hpp"

namespace bq::cli {
namespace {

using report::Evidence;
using report::Item;
using report::Part;

struct PartWords {
  Part part;
  std::string_view id;
  Text words;
};

const std::vector<PartWords>& part_words() {
  static const std::vector<PartWords> words{{Part::counted, "counted", {"计入（分子）", "counted (numerator)"}},
                                            {Part::only_denominator, "denominator", {"只在分母", "in the denominator only"}},
                                            {Part::outside, "outside", {"不在范围", "outside"}},
                                            {Part::excluded, "excluded", {"不计", "not counted"}},
                                            {Part::left_out, "left-out", {"有错误，未计", "faulty, left out"}}};
  return words;
}

const PartWords& entry_of(Part part) { return *std::ranges::find(part_words(), part, &PartWords::part); }

std::string place_of(const Item& item, const std::string& prefix) { return fmt::format("{}{}:{}:{}", prefix, item.path, item.place.line, item.place.column); }

std::vector<std::string> headings(Language language) {
  return language == Language::zh ? std::vector<std::string>{"计入", "编号", "名称", "位置", "原因"}
                                  : std::vector<std::string>{"part", "id", "name", "place", "reason"};
}

std::vector<std::vector<std::string>> rows_of(const Evidence& evidence, const std::string& prefix, Language language) {
  std::vector<std::vector<std::string>> rows;
  for (const Item& item : evidence.items) rows.push_back({entry_of(item.part).words.in(language), item.id, item.label, place_of(item, prefix), item.reason});
  return rows;
}

/// The figure with what it is made of: `92.45% (49/53)`.
std::string in_full(const report::Cell& figure, Language language) {
  const char* words = language == Language::zh ? "{}（{}/{}）" : "{} ({}/{})";
  if (const auto* ratio = std::get_if<report::Ratio>(&figure))
    return fmt::format(fmt::runtime(words), render::to_text(figure), to_string(ratio->n), to_string(ratio->d));
  const auto* rate = std::get_if<report::Rate>(&figure);
  return rate == nullptr ? render::to_text(figure) : fmt::format(fmt::runtime(words), render::to_text(figure), rate->n, rate->d);
}

std::string as_text(const pack::Metric& metric, const Evidence& evidence, const Asked& asked, const std::string& prefix, Language language) {
  std::string text =
      fmt::format("{} {} {}\n{}\n{}\n\n", metric.title.in(language), asked.period.label, in_full(evidence.figure, language), metric.about.in(language),
                  fmt::format(fmt::runtime(language == Language::zh ? "统计期 {} 至 {}，截至 {}" : "period {} to {}, as of {}"),
                              to_string(asked.question.start), to_string(asked.question.finish), to_string(asked.question.as_of)));
  for (const PartWords& words : part_words()) {
    const auto count = std::ranges::count(evidence.items, words.part, &Item::part);
    if (count > 0) text += fmt::format("  {} {}\n", pad_right(words.words.in(language), 26), count);
  }
  return text + "\n" + render::render_table(headings(language), rows_of(evidence, prefix, language), {false, false, false, false, false});
}

std::string as_csv(const Evidence& evidence, const std::string& prefix, Language language) {
  std::string text;
  const auto line = [&](const std::vector<std::string>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) text += (i == 0 ? "" : ",") + render::csv_cell(cells[i]);
    text += '\n';
  };
  line(headings(language));
  for (const auto& row : rows_of(evidence, prefix, language)) line(row);
  return text;
}

std::string as_json(const pack::Metric& metric, const Evidence& evidence, const Asked& asked, const std::string& prefix, Language language) {
  nlohmann::ordered_json json;
  json["bqtool"] = {{"format", 1}};
  json["metric"] = metric.id;
  json["title"] = metric.title.in(language);
  json["figure"] = render::to_text(evidence.figure);
  json["period"] = {{"label", asked.period.label}, {"start", to_string(asked.question.start)}, {"finish", to_string(asked.question.finish)}};
  json["as_of"] = to_string(asked.question.as_of);
  json["records"] = nlohmann::ordered_json::array();
  for (const Item& item : evidence.items) {
    json["records"].push_back({{"part", entry_of(item.part).id},
                               {"kind", item.kind},
                               {"id", item.id},
                               {"label", item.label},
                               {"place", place_of(item, prefix)},
                               {"reason", item.reason}});
  }
  return json.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace

Text words_of(Part part) { return entry_of(part).words; }

Exit print_evidence(Ledger& ledger, const std::string& name, const std::string& row, const Asked& asked, const Options& options) {
  const auto [population, metric] = pack::find_metric(ledger.pack(), name);
  const std::size_t equals = row.find('=');
  const std::string dimension = row.substr(0, equals == std::string::npos ? row.size() : equals);
  std::vector<std::string> known;
  for (const pack::Grouping& grouping : population->by) known.push_back(grouping.dimension);
  if (!row.empty() && (equals == std::string::npos || std::ranges::find(known, dimension) == known.end())) throw unknown_value("--row", dimension, known);

  std::vector<pack::PackFault> faults;
  const Evidence evidence = report::evidence_of(ledger.index(), *metric, dimension, row.empty() ? "" : row.substr(equals + 1), options.language, faults);
  const std::string prefix = ledger.prefix();
  if (options.format == "json") {
    print(options, as_json(*metric, evidence, asked, prefix, options.language));
  } else if (options.format == "csv") {
    print(options, as_csv(evidence, prefix, options.language), Reader::excel);
  } else {
    print(options, as_text(*metric, evidence, asked, prefix, options.language));
  }
  return faults.empty() ? Exit::clean : Exit::findings;
}

}  // namespace bq::cli
