#include "restate.hpp"

#include <fmt/format.h>

#include "store/log.hpp"
#include "subject.hpp"
#include "suggest.hpp"

namespace bq::cli {
namespace {

std::string number(const index::SqlValue& value) {
  const auto* millionths = std::get_if<std::int64_t>(&value);
  return millionths == nullptr ? "" : to_string(Decimal{*millionths});
}

std::string whole(const index::SqlValue& value) {
  const auto* count = std::get_if<std::int64_t>(&value);
  return count == nullptr ? "" : std::to_string(*count);
}

Date day(const index::SqlValue& value) { return parse_date(index::text_in(value)).value_or(Date{}); }

[[noreturn]] void fail_unknown(index::Index& index, const std::string& name) {
  std::vector<std::string> known;
  for (const auto& row : index.rows("SELECT id FROM issue WHERE id IS NOT NULL UNION SELECT report FROM issue ORDER BY 1"))
    known.push_back(index::text_in(row[0]));
  if (!known.empty()) throw unknown_value("restate", name, known);
  throw UserError(Exit::usage, {"台账里还没有印发过材料", "no paper was issued in this ledger"},
                  {"用 bqtool report … --issue 印发", "issue one with bqtool report ... --issue"});
}

/// Throws when the report was issued, but not this one.
void fail_not_of_these_days(index::Index& index, const std::string& name) {
  constexpr std::int64_t most = 10;
  std::string ids;
  for (const auto& row :
       index.rows("SELECT id FROM issue WHERE report = :name AND id IS NOT NULL ORDER BY date DESC, rid DESC LIMIT :most", {{":name", name}, {":most", most}}))
    ids += (ids.empty() ? "" : ", ") + index::text_in(row[0]);
  if (ids.empty()) return;
  throw UserError(Exit::usage,
                  {fmt::format("“{}”没有印发过这一期或这个对象的", name), fmt::format("no '{}' of these days or of that subject was issued", name)},
                  {"印发过的：" + ids, "those that were: " + ids});
}

/// Which days and whom the flags ask for, empty where they leave it open.
index::Bindings choice(Ledger& ledger, const PaperFlags& flags, const Context& context) {
  index::Bindings values{{":name", flags.name}, {":start", std::monostate{}}, {":finish", std::monostate{}}, {":subject", std::monostate{}}};
  if (flags.period.any()) {
    const Asked asked = resolve_period(flags.period, flags.period.length.value_or(PeriodLength::free), flags.name, ledger.index().settings(), context);
    values[1].second = to_string(asked.period.start);
    values[2].second = to_string(asked.period.finish);
  }
  if (!flags.subject.empty()) {
    const index::Subject subject = read_subject(ledger, "--for", flags.subject);
    values[3].second = subject.kind + ":" + subject.id;
  }
  return values;
}

void read_figures(index::Index& index, const index::SqlValue& rid, Issued& issued) {
  const index::Bindings of{{":rid", rid}};
  for (const auto& one : index.rows("SELECT name, value FROM issue_parameters WHERE parent = :rid ORDER BY rid", of))
    issued.flags.parameters[index::text_in(one[0])] = index::text_in(one[1]);
  for (const auto& one : index.rows("SELECT section, entry, figure, number, out_of, p90 FROM issue_figures WHERE parent = :rid ORDER BY rid", of)) {
    issued.figures.insert_or_assign({index::text_in(one[0]), index::text_in(one[1]), index::text_in(one[2])},
                                    report::ExactNumbers{number(one[3]), number(one[4]), whole(one[5])});
  }
}

}  // namespace

Issued read_issued(Ledger& ledger, const PaperFlags& flags, const Context& context) {
  index::Index& index = ledger.index();
  const auto found = index.rows(
      "SELECT i.rid, i.id, i.report, i.length, i.period, i.start, i.finish, i.subject, i.as_of, i.cut_off, i.date, i.revision, i.pack, i.calendar FROM issue i "
      "JOIN record k ON k.rid = i.rid AND k.broken = 0 AND k.repeated = 0 WHERE i.id = :name OR i.report = :name AND i.start = COALESCE(:start, i.start) "
      "AND i.finish = COALESCE(:finish, i.finish) AND (:subject IS NULL OR i.subject = :subject) ORDER BY i.id = :name DESC, i.date DESC, i.rid DESC LIMIT 1",
      choice(ledger, flags, context));
  if (found.empty()) fail_not_of_these_days(index, flags.name);
  if (found.empty()) fail_unknown(index, flags.name);
  const auto& row = found.front();
  Issued issued{.id = index::text_in(row[1]),
                .flags = {.name = index::text_in(row[2]), .subject = index::text_in(row[7])},
                .period = {length_named(index::text_in(row[3])).value_or(PeriodLength::free), index::text_in(row[4]), day(row[5]), day(row[6])},
                .cut_off = parse_date(index::text_in(row[9])),
                .as_of = day(row[8]),
                .date = day(row[10]),
                .revision = index::text_in(row[11]),
                .pack = index::text_in(row[12]),
                .calendar = index::text_in(row[13]),
                .figures = {}};
  if (issued.period.length == PeriodLength::free) {
    issued.flags.period.since = index::text_in(row[5]);
    issued.flags.period.until = index::text_in(row[6]);
  } else {
    issued.flags.period.length = issued.period.length;
    issued.flags.period.value = issued.period.label;
  }
  read_figures(index, row[0], issued);
  return issued;
}

std::string revision_now(const Options& options) { return options.at.empty() ? "HEAD" : options.at; }

Paper ask_again(const Issued& issued, Ledger& ledger, const Context& context) {
  Options options = context.options;
  options.as_of = issued.as_of;
  Paper paper = plan_paper(issued.flags, ledger, {options, context.today, context.app});
  paper.asked.period = issued.period;
  paper.asked.cut_off = issued.cut_off;
  paper.asked.question.start = issued.period.start;
  paper.asked.question.finish = issued.period.finish;
  ledger.index().ask(paper.asked.question);
  return paper;
}

std::vector<history::Edit> edits_since(Ledger& ledger, const std::string& revision, const std::string& id, const Context& context) {
  const auto& directory = context.options.directory;
  const history::Understanding by{ledger.pack(), ledger.index().settings().vocabulary};
  const store::RevisionTree head = store::open_revision(directory, revision_now(context.options));
  const std::vector<store::Commit> commits = store::commits_in(directory, {revision, head.id});
  std::vector<history::Edit> edits;
  history::tell_changes(directory, head.folder, commits, by, [&](std::size_t commit, history::Change change) {
    edits.push_back({std::move(change), commits[commit]});
  });
  if (!ledger.revision().clean) {
    for (history::Change& change : history::compare_trees(*head.tree, ledger.tree(), by)) edits.push_back({std::move(change), std::nullopt});
  }
  std::erase_if(
      edits, [&](const history::Edit& edit) { return edit.change.kind == "issue" && (edit.change.record != id || edit.change.what == history::What::added); });
  return edits;
}

}  // namespace bq::cli
