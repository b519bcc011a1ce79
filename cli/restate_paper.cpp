#include "restate_paper.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/utf8.hpp"
#include "explain.hpp"

namespace bq::cli {
namespace {

using report::Cell;
using report::ExactFigures;
using report::ExactNumbers;
using report::FigurePlace;
using report::Section;

const ExactNumbers& at(const ExactFigures& figures, const FigurePlace& place) {
  static const ExactNumbers none;
  const auto found = figures.find(place);
  return found == figures.end() ? none : found->second;
}

/// A figure as it was printed, with both sides of a rate: `85.71% (6/7)`.
std::string in_words(const ExactNumbers& numbers, Language language) {
  const bool zh = language == Language::zh;
  if (numbers.number.empty()) return "—";
  if (!numbers.p90.empty())
    return fmt::format(fmt::runtime(zh ? "中位数 {}，九成 {}（{} 件）" : "median {}, 90% within {} ({})"), numbers.number, numbers.p90, numbers.of);
  if (numbers.of.empty()) return numbers.number;
  const auto n = parse_decimal(numbers.number), d = parse_decimal(numbers.of);
  if (!n || !d) return numbers.number + "/" + numbers.of;
  return fmt::format(fmt::runtime(zh ? "{}（{}/{}）" : "{} ({}/{})"), percent(n->millionths, d->millionths), numbers.number, numbers.of);
}

/// What people call a figure: the title of its section and its own label; the ids where the paper no longer has it.
struct Called {
  std::string section;
  std::string figure;
};

Called called(const Restatement& restatement, const FigurePlace& place) {
  const auto section = std::ranges::find(restatement.report.sections, place.section, &Section::id);
  const auto figure = restatement.known.find(place);
  return {section == restatement.report.sections.end() ? place.section : section->title,
          figure != restatement.known.end() ? figure->second.label : place.row + (place.row.empty() ? "" : "·") + place.column};
}

std::string kind_called(const Restatement& restatement, const std::string& name, Language language) {
  const auto kind = restatement.pack.kinds.find(name);
  return kind == restatement.pack.kinds.end() || language == Language::en ? name : kind->second->root.title;
}

/// Enough of a text to know it by.
constexpr std::size_t most_characters = 40;

/// Whether the settings, which concern all figures, were edited since.
bool has_edited_settings(const Restatement& restatement) {
  return std::ranges::any_of(restatement.mendings, [&](const Mending& mending) {
    const auto kind = restatement.pack.kinds.find(mending.edit.change.kind);
    return kind != restatement.pack.kinds.end() && !kind->second->file.empty();
  });
}

/// Where a figure's difference comes from; `with_settings` when they may be the cause as well as records.
Text causes_of(const Restatement& restatement, const FigurePlace& place, bool with_settings) {
  if (!restatement.no_look_back.empty()) return {};
  std::vector<Text> causes;
  if (at(restatement.issued.figures, place) != at(restatement.then, place)) causes.push_back({"存档或程序", "archive or program"});
  if (at(restatement.then, place) != at(restatement.by_rules_of_now, place)) causes.push_back({"规则或日历", "rules or calendar"});
  if (restatement.is_by_records(place)) causes.push_back(with_settings ? Text{"记录或设置", "records or settings"} : Text{"记录", "records"});
  Text words;
  for (const Text& cause : causes) {
    words.zh += (words.zh.empty() ? "" : "、") + cause.zh;
    words.en += (words.en.empty() ? "" : ", ") + cause.en;
  }
  return words;
}

/// A section with columns of text; `hidden` ones are for csv and json.
Section section_with(std::string id, const Text& title, const std::vector<std::pair<std::string, Text>>& columns, const std::vector<std::string>& hidden,
                     Language language) {
  Section section;
  section.id = std::move(id);
  section.title = title.in(language);
  for (const auto& [name, heading] : columns)
    section.columns.push_back({name, heading.in(language), report::Format::text, std::ranges::find(hidden, name) == hidden.end()});
  return section;
}

Section figures_section(const Restatement& restatement, Language language) {
  Section section = section_with("figures", {"有差别的数字", "Figures that differ"},
                                 {{"section", {"部分", "Section"}},
                                  {"figure", {"数字", "Figure"}},
                                  {"issued", {"印发时", "Issued"}},
                                  {"now", {"现在", "Now"}},
                                  {"cause", {"起因", "Cause"}},
                                  {"section_id", {"部分编号", "Section id"}},
                                  {"row_id", {"行编号", "Row id"}},
                                  {"column_id", {"列编号", "Column id"}}},
                                 {"section_id", "row_id", "column_id"}, language);
  const std::size_t count = restatement.differing.size();
  section.narrative.push_back(count == 0 ? Text{"没有差别。", "No figure differs."}.in(language)
                                         : Text{fmt::format("印发的{}个数字中，{}个与现在重算的不同。", restatement.issued.figures.size(), count),
                                                fmt::format("Figures issued: {}; other than today's recount: {}.", restatement.issued.figures.size(), count)}
                                               .in(language));
  const bool with_settings = has_edited_settings(restatement);
  for (const FigurePlace& place : restatement.differing) {
    const Called name = called(restatement, place);
    const Text causes = causes_of(restatement, place, with_settings);
    section.rows.push_back({name.section, name.figure, in_words(at(restatement.issued.figures, place), language),
                            in_words(at(restatement.now, place), language), causes.in(language), place.section, place.row, place.column});
  }
  return section;
}

/// Records with the figures that they move. A record that moves a figure of the whole is not told on paper again for each row it stands in, but in `rest`.
Section records_section(const Restatement& restatement, bool rest, Language language) {
  Section section = section_with(
      rest ? "records-by-row" : "records",
      rest ? Text{"造成差别的记录（所在各行）", "Records that make the difference in rows"} : Text{"造成差别的记录", "Records that make the difference"},
      {{"section", {"部分", "Section"}},
       {"figure", {"数字", "Figure"}},
       {"kind", {"种类", "Kind"}},
       {"id", {"编号", "Id"}},
       {"label", {"名称", "Name"}},
       {"then", {"印发时", "Then"}},
       {"now", {"现在", "Now"}}},
      {}, language);
  section.on_paper = !rest;
  const auto part = [&](const std::optional<report::Part>& one) { return one ? Cell(words_of(*one).in(language)) : Cell(); };
  const auto is_of_whole = [&](const FigurePlace& place) {
    const auto figure = restatement.known.find(place);
    return figure != restatement.known.end() && figure->second.dimension.empty();
  };
  std::set<report::RecordName> told;  // for figures of the whole
  for (const auto& [place, movers] : restatement.movers)
    for (const report::Mover& mover : movers)
      if (is_of_whole(place)) told.insert(mover.record);
  for (const FigurePlace& place : restatement.differing) {
    const auto movers = restatement.movers.find(place);
    if (movers == restatement.movers.end()) continue;
    const Called name = called(restatement, place);
    for (const report::Mover& mover : movers->second) {
      if ((!is_of_whole(place) && told.contains(mover.record)) != rest) continue;
      section.rows.push_back({name.section, name.figure, kind_called(restatement, mover.record.first, language), mover.record.second, mover.label,
                              part(mover.before), part(mover.after)});
    }
  }
  const bool has_sums = std::ranges::any_of(restatement.differing,
                                            [&](const FigurePlace& place) { return restatement.is_by_records(place) && !restatement.movers.contains(place); });
  if (has_sums && !rest) {
    section.narrative.push_back(Text{"合计行和其他统计期的数字随别的数字而变，不另列记录。",
                                     "Sums of lines and figures of other periods follow from other figures and have no records of their own here."}
                                    .in(language));
  }
  return section;
}

Section edits_section(const Restatement& restatement, Language language) {
  Section section = section_with("edits", {"印发以后的改动", "Edits since it was issued"},
                                 {{"kind", {"种类", "Kind"}},
                                  {"id", {"编号", "Id"}},
                                  {"what", {"做法", "What"}},
                                  {"field", {"字段", "Field"}},
                                  {"item", {"哪一项", "Item"}},
                                  {"was", {"原来", "Was"}},
                                  {"now", {"现在", "Now"}},
                                  {"was_short", {"原来（摘）", "Was (start)"}},
                                  {"now_short", {"现在（摘）", "Now (start)"}},
                                  {"author", {"作者", "Author"}},
                                  {"date", {"日期", "On"}},
                                  {"commit", {"提交", "Commit"}},
                                  {"moves", {"牵动", "Moves"}}},
                                 {"was", "now"}, language);
  for (const Mending& mending : restatement.mendings) {
    const history::Edit& edit = mending.edit;
    const history::Change& change = edit.change;
    const Text author = edit.commit ? Text{edit.commit->author, edit.commit->author} : Text{"（未提交）", "(not committed)"};
    section.rows.push_back({kind_called(restatement, change.kind, language), change.record, words_of(change.what).in(language), change.title, change.item,
                            change.was, change.now, shortened(change.was, most_characters), shortened(change.now, most_characters), author.in(language),
                            edit.commit ? Cell(to_string(edit.commit->written)) : Cell(), edit.commit ? Cell(edit.commit->id.substr(0, 7)) : Cell(),
                            mending.moves});
  }
  section.narrative.push_back(section.rows.empty()
                                  ? Text{"没有找到改动过这些记录的提交。", "No commit is known to have edited these records."}.in(language)
                                  : Text{"列出上述记录自己的改动；记录本身没有改的，列出它提到的和提到它的记录的改动（牵动）；设置的改动涉及全部。",
                                         "Edits of the records above; for a record that was not edited itself, those of records that it names or that name it "
                                         "(moves); edits of the settings concern all."}
                                        .in(language));
  return section;
}

}  // namespace

bool Restatement::is_by_records(const FigurePlace& place) const { return no_look_back.empty() && at(by_rules_of_now, place) != at(now, place); }

Restatement compare_figures(const Issued& issued, const report::Report& report, const std::vector<report::ExactFigure>& figures, const pack::Pack& pack) {
  Restatement result{issued, report, pack, {}};
  result.now = report::by_place(figures);
  const auto differs = [&](const FigurePlace& place) {
    const ExactNumbers& then = at(issued.figures, place);
    const ExactNumbers& now = at(result.now, place);
    return then != now && !(then.is_zero() && now.is_zero());
  };
  for (const report::ExactFigure& figure : figures) {
    const FigurePlace place{figure.section, figure.row, figure.column};
    if (result.known.emplace(place, figure).second && differs(place)) result.differing.push_back(place);
  }
  for (const auto& [place, numbers] : issued.figures)
    if (!result.known.contains(place) && differs(place)) result.differing.push_back(place);
  return result;
}

report::Report paper_of(const Restatement& restatement, Language language) {
  const Issued& issued = restatement.issued;
  report::Report paper = restatement.report;
  paper.title = fmt::format(fmt::runtime(language == Language::zh ? "{}：印发的数字与现在重算的比较" : "{}: as issued, and counted again"), paper.title);
  paper.name = "restate";
  paper.foot.clear();
  paper.head = {Text{fmt::format("存档 {}，{} 印发，依据提交 {}", issued.id, to_string(issued.date), issued.revision.substr(0, 7)),
                     fmt::format("Issue {} of {}, from commit {}", issued.id, to_string(issued.date), issued.revision.substr(0, 7))}
                    .in(language)};
  if (!restatement.no_look_back.empty()) {
    paper.head.push_back(
        Text{"不能指出起因和记录：" + restatement.no_look_back.zh, "Causes and records can't be named: " + restatement.no_look_back.en}.in(language));
    if (!restatement.remedy.empty()) paper.head.push_back(restatement.remedy.in(language));
  } else if (restatement.then != issued.figures) {
    paper.head.push_back(Text{
        "用印发时的提交重算，得不到存档上的数字：存档被改过，或程序自带的规则变了",
        "Counted again, its own commit does not give the figures of the issue: the record of the issue was changed, or the rules that come with the program"}
                             .in(language));
  }
  if (restatement.rules_changed) paper.head.push_back(Text{"印发以后台账的规则或日历改过", "The ledger's rules or calendar were changed since."}.in(language));
  paper.sections = {figures_section(restatement, language)};
  if (!restatement.differing.empty() && restatement.no_look_back.empty()) {
    paper.sections.push_back(records_section(restatement, false, language));
    paper.sections.push_back(records_section(restatement, true, language));
    paper.sections.push_back(edits_section(restatement, language));
  }
  return paper;
}

}  // namespace bq::cli
