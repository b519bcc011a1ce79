#pragma once

#include <string>
#include <vector>

#include "base/language.hpp"
#include "index/index.hpp"
#include "pack/report_plan.hpp"
#include "report/population.hpp"

namespace bq::report {

/// The paragraph of a section: its sentences whose condition holds, with their places filled from the figures, the section's own
/// values and `facts` (title of the period, name of the programme and the like). Empty when no sentence holds.
[[nodiscard]] std::vector<std::string> write_narrative(index::Index& index, const pack::SectionPlan& section, const Figures& figures, const Args& facts,
                                                       Language language, std::vector<pack::PackFault>& faults);

/// The sentences whose condition holds, each with its places filled from the figures, the one row of `values` and `facts`.
[[nodiscard]] std::vector<std::string> write_sentences(index::Index& index, const std::vector<pack::Sentence>& sentences, const pack::Sql& values,
                                                       const Figures& figures, const Args& facts, Language language, std::vector<pack::PackFault>& faults);

/// The text that stands for a place: `received`, `on_time_rate`, `on_time_rate.n`, `.d`, `response_days.median`, `.p90`, `.n`; absent when there is no such
/// figure.
[[nodiscard]] std::optional<std::string> figure_text(std::string_view place, const Figures& figures);

}  // namespace bq::report
