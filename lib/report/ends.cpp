#include "report/ends.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "base/hash.hpp"

namespace bq::report {
namespace {

/// The members of a group from one end inwards.
using Line = std::vector<const Ranked*>;

/// Each group's members up to its middle, from the end that is meant.
std::vector<Line> lines_of(const std::vector<Ranked>& ranking, const std::string& seed, bool from_lowest) {
  std::map<std::string, Line> groups;
  for (const Ranked& one : ranking) groups[one.group].push_back(&one);
  std::vector<Line> lines;
  for (auto& [group, line] : groups) {
    std::ranges::sort(line, {}, [&](const Ranked* one) { return std::tuple(one->place, hash_of(one->key, hash_of(seed)), one->key); });
    if (from_lowest) std::ranges::reverse(line);
    line.resize(line.size() / 2);
    lines.push_back(std::move(line));
  }
  return lines;
}

End draw_end(const std::vector<Line>& lines, std::size_t size, const std::string& seed, const std::set<std::string>& taken) {
  End end;
  std::map<std::string, std::string> owner;  // by the record's id
  std::vector<Candidate> records;
  std::size_t longest = 0;
  for (const Line& line : lines) longest = std::max(longest, line.size());
  for (std::size_t step = 0; step < longest; ++step) {
    for (const Line& line : lines) {
      // A line is half of its group, so half of it, rounded up, is the outer quarter.
      const bool is_outer = step < (line.size() + 1) / 2;
      if (step >= line.size() || (!is_outer && records.size() >= size)) continue;
      end.keys.push_back(line[step]->key);
      for (const Candidate& record : line[step]->records) {
        if (!taken.contains(record.id) && owner.emplace(record.id, line[step]->key).second) records.push_back(record);
      }
    }
  }
  end.records = records.size();
  for (Candidate& record : draw(std::move(records), size, seed)) {
    const std::string key = owner[record.id];
    end.drawn.push_back({std::move(record), key});
  }
  return end;
}

}  // namespace

Ends draw_from_ends(const std::vector<Ranked>& ranking, std::size_t size, const std::string& seed) {
  Ends ends;
  ends.lowest = draw_end(lines_of(ranking, seed, true), size - size / 2, seed, {});
  std::set<std::string> taken;
  for (const End::Drawn& one : ends.lowest.drawn) taken.insert(one.record.id);
  ends.highest = draw_end(lines_of(ranking, seed, false), size / 2, seed, taken);
  return ends;
}

}  // namespace bq::report
