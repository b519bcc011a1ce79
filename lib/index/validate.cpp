#include "index/validate.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <tuple>

#include <fmt/format.h>

#include "base/nearest.hpp"
#include "base/parallel.hpp"
#include "index/args_json.hpp"
#include "index/identity.hpp"
#include "index/locate.hpp"
#include "index/record_places.hpp"
#include "index/words.hpp"

namespace bq::index {
namespace {

/// Looking for the nearest id is worth it for the findings that somebody reads, in kinds of a size that people typed.
constexpr std::size_t most_suggestions = 40;
constexpr std::int64_t most_ids = 20'000;

Place place_of(const Source& source, Span span) {
  const Position begin = source.position(span.begin);
  return {source.path(), begin, source.position(std::max(span.begin, span.end)), std::string(source.line(begin.line))};
}

/// A file of the ledger that some finding speaks of: its text, and where rows stand in it.
struct OpenFile {
  std::unique_ptr<Source> source;
  const schema::Kind* kind = nullptr;
  Places places;
};

class Validator {
 public:
  Validator(Index& index, Language language) : index_(index), language_(language), identities_(index.db()) {}

  Validation run() {
    Findings found = CheckRun(index_, Weight::all).finish();
    for (const pack::PackFault& fault : index_.pack().faults) pack_faults_.push_back(fault);
    for (const pack::PackFault& fault : index_.pack_faults()) pack_faults_.push_back(fault);
    for (const pack::PackFault& fault : found.faults) pack_faults_.push_back(fault);
    result_.diagnostics = pack_diagnostics(index_.pack(), pack_faults_, language_);
    const SQLite::Transaction reading(index_.db());  // one lock for the thousands of small questions below
    open_files(found.findings);
    read_faults();
    for (const Finding& finding : found.findings) add(finding);
    folders();
    std::ranges::sort(result_.diagnostics, [](const Diagnostic& a, const Diagnostic& b) {
      return std::tie(a.place.path, a.place.begin.line, a.place.begin.column, a.rule, a.message) <
             std::tie(b.place.path, b.place.begin.line, b.place.begin.column, b.rule, b.message);
    });
    return std::move(result_);
  }

 private:
  Index& index_;
  Language language_;
  Identities identities_;
  Validation result_;
  std::vector<pack::PackFault> pack_faults_;
  std::map<std::int64_t, OpenFile> files_;
  std::map<std::string, std::vector<std::string>> ids_;
  std::size_t suggestions_ = 0;

  /// Reads the text of a file once; a file that has gone since the refresh has no places.
  OpenFile& open(std::int64_t number) {
    const auto known = files_.find(number);
    if (known != files_.end()) return known->second;
    OpenFile file;
    SQLite::Statement get(index_.db(), "SELECT path, kind FROM file WHERE file = ?");
    get.bind(1, number);
    if (get.executeStep()) {
      const std::string path = get.getColumn(0);
      file.source = std::make_unique<Source>(path, index_.tree().read(path));
      const auto kind = index_.pack().kinds.find(get.getColumn(1).getString());
      if (kind != index_.pack().kinds.end()) file.kind = kind->second.get();
    }
    return files_.emplace(number, std::move(file)).first->second;
  }

  void open_files(const std::vector<Finding>& findings) {
    for (const Finding& finding : findings) {
      open(file_of(finding.at)).places.want(ordinal_of(finding.at), finding.field);
      if (finding.also) open(file_of(*finding.also)).places.want(ordinal_of(*finding.also), finding.also_field);
    }
    std::vector<std::pair<OpenFile*, std::vector<RecordPlace>>> files;
    for (auto& [number, file] : files_) {
      if (file.source && file.kind != nullptr) files.emplace_back(&file, records_around(index_.db(), number, file.places.rows()));
    }
    in_parallel(files.size(), [&](std::size_t i) {
      auto& [file, records] = files[i];
      file->places.find(*file->source, *file->kind, index_.settings().vocabulary, records);
    });
  }

  void read_faults() {
    SQLite::Statement get(index_.db(), "SELECT file, first, finish, rule, args FROM fault ORDER BY file, first");
    while (get.executeStep()) {
      const OpenFile& file = open(get.getColumn(0).getInt64());
      if (!file.source) continue;
      const Args args = args_from_json(get.getColumn(4));
      const Span span{static_cast<std::uint32_t>(get.getColumn(1).getUInt()), static_cast<std::uint32_t>(get.getColumn(2).getUInt())};
      const Place place = place_of(*file.source, span);
      put(get.getColumn(3), place, args, {}, identities_.of_bytes(get.getColumn(0).getInt64(), span, place));
    }
  }

  void add(const Finding& finding) {
    const OpenFile& file = open(file_of(finding.at));
    if (!file.source) return;
    Args args = finding.args;
    if (finding.rule == "dangling-reference") suggest(args);
    std::optional<Place> also;
    if (finding.also) {
      const OpenFile& other = open(file_of(*finding.also));
      if (other.source) also = place_of(*other.source, other.places.at(ordinal_of(*finding.also), finding.also_field));
    }
    const Place place = place_of(*file.source, file.places.at(ordinal_of(finding.at), finding.field));
    const std::string about = identities_.of_row(finding.at, place) + '\n' + finding.field;
    put(finding.rule, place, args, std::move(also), about);
  }

  /// Adds the nearest id of the kind that a reference names.
  void suggest(Args& args) {
    const std::string kind = value_of_place("kind", args, Language::en);
    if (++suggestions_ > most_suggestions) return;
    auto [known, is_new] = ids_.try_emplace(kind);
    if (is_new) {
      SQLite::Statement get(index_.db(), "SELECT id FROM record WHERE kind = ? AND id IS NOT NULL ORDER BY id LIMIT ?");
      get.bind(1, kind);
      get.bind(2, most_ids);
      while (get.executeStep()) known->second.push_back(get.getColumn(0).getString());
    }
    args.emplace_back("nearest", nearest(value_of_place("value", args, language_), known->second).value_or(""));
  }

  /// A folder that looks like a slip of one that holds records: what lies in it would be silently left out.
  void folders() {
    std::vector<std::string> known;
    for (const auto& [name, kind] : index_.pack().kinds) {
      if (!kind->folder.empty()) known.push_back(kind->folder);
    }
    for (const std::string& folder : index_.tree().folders()) {
      if (std::ranges::find(known, folder) != known.end() || std::ranges::find(pack::pack_folders(), folder) != pack::pack_folders().end()) continue;
      const auto near = nearest(folder, known);
      if (near) put("unknown-folder", {folder, {}, {}, ""}, {{"folder", folder}, {"nearest", *near}}, {}, folder);
    }
  }

  /// `about` says what the fault is a fault of.
  void put(const std::string& id, Place place, const Args& args, std::optional<Place> also, const std::string& about) {
    std::string identity = identity_of(id, about, args);
    const auto rule = index_.pack().rules.find(id);
    if (rule == index_.pack().rules.end()) {  // e.g. `duplicate-FIELD` for a unique field that a ledger added
      result_.diagnostics.push_back({id, true, std::move(place), value_of_place("value", args, language_), "", std::move(also), std::move(identity)});
      return;
    }
    const pack::Severity severity = severity_of(rule->second, index_.settings(), index_.question().as_of);
    if (severity == pack::Severity::ignore) return;
    result_.diagnostics.push_back({id, severity == pack::Severity::error, std::move(place), message_of(rule->second, args, language_),
                                   hint_of(rule->second, args, language_), std::move(also), std::move(identity)});
  }
};

}  // namespace

Validation validate(Index& index, Language language) { return Validator(index, language).run(); }

std::vector<Diagnostic> pack_diagnostics(const pack::Pack& pack, const std::vector<pack::PackFault>& faults, Language language) {
  std::vector<Diagnostic> result;
  for (const pack::PackFault& fault : faults) {
    const auto rule = pack.rules.find(fault.fault.rule);
    const Args& args = fault.fault.args;
    const Place place = fault.source != nullptr ? place_of(*fault.source, fault.fault.span) : Place{};
    const bool known = rule != pack.rules.end();
    result.push_back({fault.fault.rule,
                      true,
                      place,
                      known ? message_of(rule->second, args, language) : value_of_place("what", args, language),
                      known ? hint_of(rule->second, args, language) : "",
                      {},
                      identity_of(fault.fault.rule, place.path, args)});
  }
  return result;
}

Damage damage(Index& index, CheckRun& checks) {
  Damage result;
  const Findings found = checks.finish();
  result.errors = static_cast<std::int64_t>(index.pack().faults.size() + index.pack_faults().size() + found.faults.size());
  const auto weigh = [&](const std::string& id, std::int64_t count) {
    const auto rule = index.pack().rules.find(id);
    if (rule == index.pack().rules.end() || severity_of(rule->second, index.settings(), index.question().as_of) == pack::Severity::error)
      result.errors += count;
  };
  for (const Finding& finding : found.findings) weigh(finding.rule, 1);
  SQLite::Statement faults(index.db(), "SELECT rule, COUNT(*) FROM fault GROUP BY rule ORDER BY rule");
  while (faults.executeStep()) weigh(faults.getColumn(0), faults.getColumn(1).getInt64());
  SQLite::Statement lost(index.db(), "SELECT (SELECT COUNT(*) FROM record WHERE broken = 1 OR repeated = 1) + (SELECT COUNT(*) FROM file WHERE whole = 0)");
  if (lost.executeStep()) result.left_out = lost.getColumn(0).getInt64();
  return result;
}

}  // namespace bq::index
