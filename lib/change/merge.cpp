#include "change/merge.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <vector>

#include <fmt/format.h>

#include "change/conflict.hpp"
#include "change/merge_check.hpp"
#include "change/merge_match.hpp"
#include "change/merge_text.hpp"
#include "change/record.hpp"
#include "yaml/outline.hpp"
#include "yaml/read.hpp"

namespace bq::change {
namespace {

using yaml::Branch;
using yaml::NodeRef;
using yaml::Part;

/// Where the merge is, for the words of a conflict.
struct Spot {
  Text words;
  const schema::Field* field = nullptr;  ///< What describes the value; null where nothing is known.
};

/// How a value stands.
struct Place {
  bool outermost = false;
  std::int64_t shift = 0;  ///< Columns by which ours stands further in than theirs.
};

/// The branches of the three sides under one name; the base's and one of the others may be missing.
struct Three {
  const Branch* base = nullptr;
  const Branch* ours = nullptr;
  const Branch* theirs = nullptr;
};

class Merger {
 public:
  Merger(const schema::Kind& kind, Language language, std::string newline) : kind_(kind), language_(language), newline_(std::move(newline)) {}

  /// Merges the values of a file; false when that can't be done.
  [[nodiscard]] bool run(const std::optional<yaml::Outline>& base, const yaml::Outline& ours, const yaml::Outline& theirs, TwoSided& out) const {
    const Spot spot{{kind_.root.title, kind_.name}, &kind_.root};
    const auto before = pick<std::string_view>(base ? std::optional(base->before) : std::nullopt, ours.before, theirs.before);
    const auto after = pick<std::string_view>(base ? std::optional(base->after) : std::nullopt, ours.after, theirs.after);
    if (!before || (!after && !(is_blank(ours.after) && is_blank(theirs.after)))) return false;
    out.add(*before);
    if (!merge_value(base ? &base->root : nullptr, ours.root, theirs.root, spot, {.outermost = true}, out)) return false;
    out.add(after.value_or(ours.after));
    return true;
  }

 private:
  const schema::Kind& kind_;
  Language language_;
  std::string newline_;

  static bool is_blank(std::string_view text) { return text.find_first_not_of(" ,\r\n") == std::string_view::npos; }

  [[nodiscard]] std::string words(const Spot& spot, const Text& what) const {
    return language_ == Language::zh ? fmt::format("{}：{}", spot.words.zh, what.zh) : fmt::format("{}: {}", spot.words.en, what.en);
  }

  /// Writes a value that both sides have; false when they disagree on all of it.
  [[nodiscard]] bool merge_value(const Part* base, const Part& ours, const Part& theirs, const Spot& spot, Place place, TwoSided& out) const {
    const auto text = pick<std::string_view>(base == nullptr ? std::nullopt : std::optional(base->text), ours.text, theirs.text);
    if (text) {
      out.add(*text == ours.text ? std::string(*text) : moved(*text, place.shift));
      return true;
    }
    const bool same_shape = ours.node.is_sequence() == theirs.node.is_sequence() && ours.node.is_mapping() == theirs.node.is_mapping();
    if (same_shape && ours.in_brackets == theirs.in_brackets && !ours.branches.empty() && !theirs.branches.empty()) {
      const bool based = base != nullptr && base->node.is_sequence() == ours.node.is_sequence() && !base->branches.empty();
      const bool grown = base == nullptr || base->node.is_missing() || (base->branches.empty() && base->text.size() <= 2);
      if (based || grown) return merge_branches(based ? base : nullptr, ours, theirs, spot, place.outermost, out);
    }
    const std::string mine = meaning_of(ours.node, spot.field), other = meaning_of(theirs.node, spot.field);
    const auto meaning = pick<std::string>(base == nullptr ? std::nullopt : std::optional(meaning_of(base->node, spot.field)), mine, other);
    if (!meaning) return false;
    out.add(*meaning == mine ? std::string(ours.text) : moved(theirs.text, place.shift));
    return true;
  }

  /// Matches the branches of a collection and writes them in their order.
  [[nodiscard]] bool merge_branches(const Part* base, const Part& ours, const Part& theirs, const Spot& spot, bool outermost, TwoSided& out) const {
    std::optional<Matching> matching;
    const bool records = outermost && ours.node.is_sequence();
    if (ours.node.is_mapping()) {
      matching = match_entries(base, ours, theirs, spot.field);
    } else {
      if (records) matching = match_records(base, ours, theirs, kind_);
      if (!matching) matching = match_items(base, ours, theirs, spot.field);
    }
    if (!matching) return false;

    std::unordered_map<std::string, Three> branches;
    if (base != nullptr)
      for (std::size_t i = 0; i < matching->base.size(); ++i) branches[matching->base[i]].base = &base->branches[i];
    for (std::size_t i = 0; i < matching->ours.size(); ++i) branches[matching->ours[i]].ours = &ours.branches[i];
    for (std::size_t i = 0; i < matching->theirs.size(); ++i) branches[matching->theirs[i]].theirs = &theirs.branches[i];

    TwoSided inside;
    bool first = true;
    for (const std::string& name : order_of(*matching, branches, spot)) {
      const Three& three = branches.at(name);
      const Spot here = spot_of(three, spot, records);
      if (!is_kept(three)) continue;
      const bool gone = three.ours == nullptr || three.theirs == nullptr;
      if (gone && three.base != nullptr && ours.in_brackets) return false;  // a comma would be left over on one side
      write(three, here, first, ours, theirs, records, inside);
      first = false;
    }
    out.add(ours.before);
    out.add(inside);
    out.add(ours.after);
    return true;
  }

  /// False for what one side took out and the other left as it was.
  static bool is_kept(const Three& three) {
    const Branch* left = three.ours == nullptr ? three.theirs : three.ours;
    if (left == nullptr) return false;
    if (three.base == nullptr || (three.ours != nullptr && three.theirs != nullptr)) return true;
    return left->text != three.base->text;
  }

  /// The names of all branches: ours in their order, each new one of theirs behind the one it followed and what we put there, or in a list with days
  /// behind the last of no later day.
  [[nodiscard]] std::vector<std::string> order_of(const Matching& matching, const std::unordered_map<std::string, Three>& branches, const Spot& spot) const {
    const schema::Field* day = spot.field == nullptr || spot.field->ascending.empty() || spot.field->item.empty()
                                   ? nullptr
                                   : schema::find_field(spot.field->item.front(), spot.field->ascending);
    const auto day_of = [&](const std::string& name) {
      const Three& three = branches.at(name);
      const Branch* branch = three.ours != nullptr ? three.ours : three.theirs;
      const auto value = branch->value.node.is_mapping() ? find_value(branch->value.node, *day) : std::nullopt;
      return value ? value->text() : std::string_view();
    };
    std::vector<std::string> order = matching.ours;
    std::string before;
    for (const std::string& name : matching.theirs) {
      const Three& three = branches.at(name);
      if (three.ours == nullptr) {
        auto place = order.begin();
        if (day != nullptr && three.base == nullptr) {
          const std::string_view own = day_of(name);
          const auto last = std::find_if(order.rbegin(), order.rend(), [&](const std::string& other) { return day_of(other) <= own; });
          place = last.base();
        } else {
          const auto neighbour = std::ranges::find(order, before);
          if (neighbour != order.end()) place = neighbour + 1;
          const auto is_ours_alone = [&](const std::string& other) { return branches.at(other).base == nullptr && branches.at(other).theirs == nullptr; };
          while (place != order.end() && is_ours_alone(*place)) ++place;
        }
        order.insert(place, name);
      }
      before = name;
    }
    return order;
  }

  /// What stands before a branch that is not the first in the result.
  [[nodiscard]] std::string lead_of(const Three& three, const Part& ours, const Part& theirs) const {
    const auto known = [](const Branch* branch) { return branch != nullptr && !branch->lead.empty() ? std::optional(branch->lead) : std::nullopt; };
    const auto base = known(three.base), own = known(three.ours), other = known(three.theirs);
    const auto fitted = [&](std::string_view lead) { return ours.in_brackets ? std::string(lead) : indented(lead, ours.column); };
    if (own && other) return fitted(pick<std::string_view>(base, *own, *other).value_or(is_blank(*own) ? *other : *own));
    if (own || other) return fitted(own ? *own : *other);
    const std::size_t sides[] = {ours.branches.size(), theirs.branches.size()};
    if (sides[0] > 1 && is_blank(ours.branches[1].lead)) return std::string(ours.branches[1].lead);
    if (!ours.in_brackets && sides[1] > 1 && is_blank(theirs.branches[1].lead)) return indented(theirs.branches[1].lead, ours.column);
    return ours.in_brackets ? ", " : newline_ + std::string(ours.column, ' ');
  }

  void write(const Three& three, const Spot& spot, bool first, const Part& ours, const Part& theirs, bool record, TwoSided& out) const {
    const std::string lead = first ? "" : lead_of(three, ours, theirs);
    const std::int64_t shift = ours.in_brackets ? 0 : std::int64_t{ours.column} - std::int64_t{theirs.column};
    const auto own = [&] { return lead + std::string(three.ours->text); };
    const auto other = [&] { return lead + moved(three.theirs->text, shift); };
    if (three.theirs == nullptr) {
      if (three.base == nullptr) return out.add(own());
      return out.add_conflict(own(), "", words(spot, {"我方改动，对方删除", "changed by us, removed by them"}));
    }
    if (three.ours == nullptr) {
      if (three.base == nullptr) return out.add(other());
      return out.add_conflict("", other(), words(spot, {"我方删除，对方改动", "removed by us, changed by them"}));
    }
    TwoSided inside;
    if (merge_branch(three, spot, record, shift, inside)) {
      out.add(lead);
      return out.add(inside);
    }
    const Text what = three.base == nullptr ? Text{"双方各自新增，内容不同", "added by both, with different content"}
                                            : Text{"双方改得不一样", "changed by both, differently"};
    out.add(lead);
    out.add_conflict(three.ours->text, moved(three.theirs->text, shift), words(spot, what));
  }

  /// Writes a branch that both sides have, without its lead; false when they disagree on all of it.
  [[nodiscard]] bool merge_branch(const Three& three, const Spot& spot, bool record, std::int64_t shift, TwoSided& out) const {
    const Branch* base = three.base;
    const Branch& ours = *three.ours;
    const Branch& theirs = *three.theirs;
    if (ours.text == theirs.text || (base != nullptr && base->text == theirs.text)) {
      out.add(ours.text);
      return true;
    }
    if (base != nullptr && base->text == ours.text) {
      out.add(moved(theirs.text, shift));
      return true;
    }
    if (base == nullptr && (record || !ours.value.node.is_sequence())) {
      if (meaning_of(ours.value.node, spot.field) != meaning_of(theirs.value.node, spot.field)) return false;
      if (meaning_of(ours.value.node) != meaning_of(theirs.value.node)) {  // the same in the other language
        out.add(ours.text);
        return true;
      }
    }
    const auto of_base = [&](std::string_view Branch::*part) { return base == nullptr ? std::nullopt : std::optional(base->*part); };
    auto head = pick<std::string_view>(of_base(&Branch::head), ours.head, theirs.head);
    const auto tail = pick<std::string_view>(of_base(&Branch::tail), ours.tail, theirs.tail);
    // The same head with other blanks: the layouts differ, and ours is taken.
    const auto bare = [](std::string_view text) { return text.substr(0, text.find_last_not_of(" \r\n") + 1); };
    if (bare(ours.head) == bare(theirs.head)) head = ours.head;
    if (!head || !tail) return false;
    out.add(*head);
    if (!merge_value(base == nullptr ? nullptr : &base->value, ours.value, theirs.value, spot, {.shift = shift}, out)) return false;
    out.add(*tail);
    return true;
  }

  /// What a branch is called.
  [[nodiscard]] Spot spot_of(const Three& three, const Spot& around, bool record) const {
    const Branch& branch = three.ours != nullptr ? *three.ours : three.theirs != nullptr ? *three.theirs : *three.base;
    const auto named = [&](const std::string& zh, const std::string& en) { return Text{around.words.zh + zh, around.words.en + en}; };
    if (record) {
      const std::string id = id_of(branch.value.node, kind_).value_or("");
      return {named(" " + id, " " + id), &kind_.root};
    }
    if (branch.key) {
      const schema::Field* field = around.field == nullptr ? nullptr : find_by_key(*around.field, branch.key->text());
      const std::string written(branch.key->text());
      return {named(fmt::format("，{}", field == nullptr ? written : field->title), fmt::format(", {}", field == nullptr ? written : field->name)), field};
    }
    const schema::Field* item = around.field == nullptr || around.field->item.empty() ? nullptr : &around.field->item.front();
    const schema::Field* day = item == nullptr ? nullptr : schema::find_field(*item, around.field->ascending);
    const auto value = day == nullptr || !branch.value.node.is_mapping() ? std::nullopt : find_value(branch.value.node, *day);
    const std::string which = value && value->is_scalar() ? " " + std::string(value->text()) : "";
    return {named(which, which), item};
  }
};

}  // namespace

std::optional<Merged> merge(const ThreeTexts& texts, const schema::Kind& kind, Language language) {
  ThreeTexts alike = texts;
  std::string newline;
  const std::string mark = make_alike(alike, newline);
  const Source base("", alike.base), ours("", alike.ours), theirs("", alike.theirs);
  const yaml::Reading of_base = yaml::read(base), of_ours = yaml::read(ours), of_theirs = yaml::read(theirs);
  if (!of_base.faults.empty() || !of_ours.faults.empty() || !of_theirs.faults.empty()) return std::nullopt;
  const auto base_outline = yaml::outline(base, of_base.document);
  const auto ours_outline = yaml::outline(ours, of_ours.document);
  const auto theirs_outline = yaml::outline(theirs, of_theirs.document);
  if (!ours_outline || !theirs_outline) return std::nullopt;
  TwoSided out;
  if (!Merger(kind, language, newline).run(base_outline, *ours_outline, *theirs_outline, out)) return std::nullopt;
  Merged merged{.text = mark + out.marked(newline), .conflicts = 0};
  merged.conflicts = find_marked(merged.text).size();
  if (!keeps_all(alike, merged.text, kind)) return std::nullopt;
  return merged;
}

}  // namespace bq::change
