#include "news.hpp"

#include <map>
#include <utility>

#include "index/validate.hpp"
#include "ledger.hpp"

namespace bq::cli {
namespace {

/// A warning that is an error now is news, an error that is a warning now is not.
constexpr char error_mark = '!';
constexpr char warning_mark = '?';

/// How often each fault was there; none when the ledger did not exist.
std::map<std::string, int> faults_in(const std::string& revision, const std::string& pack_from, const Context& context) {
  std::map<std::string, int> faults;
  auto found = store::find_revision(context.options.directory, revision);
  if (!found) return faults;
  Ledger before(context, std::move(*found), Reading{.revision = revision, .pack_from = pack_from});
  before.index().ask(question_on(context.options.as_of.value_or(context.today)));
  for (const Diagnostic& diagnostic : index::validate(before.index(), context.options.language).diagnostics) {
    ++faults[(diagnostic.is_error ? error_mark : warning_mark) + diagnostic.identity];
  }
  return faults;
}

}  // namespace

std::size_t keep_news(std::vector<Diagnostic>& diagnostics, const std::string& since, const std::string& pack_from, const Context& context) {
  std::map<std::string, int> before = faults_in(since, pack_from, context);
  const auto was_there = [&](const std::string& key) {
    const auto old = before.find(key);
    return old != before.end() && old->second-- > 0;
  };
  return std::erase_if(diagnostics, [&](const Diagnostic& diagnostic) {
    return was_there(error_mark + diagnostic.identity) || (!diagnostic.is_error && was_there(warning_mark + diagnostic.identity));
  });
}

}  // namespace bq::cli
