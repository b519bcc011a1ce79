#include "change/verify.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "index/validate.hpp"
#include "store/overlay.hpp"

namespace bq::change {
namespace {

/// What makes two findings the same although lines have moved.
std::string identity(const Diagnostic& diagnostic) { return diagnostic.rule + '\n' + diagnostic.place.path + '\n' + diagnostic.message; }

bool is_of_pack(const std::string& path) {
  return std::ranges::any_of(pack::pack_folders(), [&](const std::string& folder) { return path.starts_with(folder + "/"); });
}

}  // namespace

bool Verdict::is_good() const { return std::ranges::none_of(added, &Diagnostic::is_error); }

Verdict verify(const Plan& plan, index::Index& current, index::Request request, Language language) {
  store::Overlay::Changes changes;
  for (const FileChange& file : plan.files) changes[file.path] = file.after;
  const store::Overlay tree(current.tree(), std::move(changes));
  std::unique_ptr<pack::Pack> changed_pack;
  if (std::ranges::any_of(plan.files, is_of_pack, &FileChange::path)) {
    std::vector<pack::PackFile> files;
    for (const store::FileEntry& entry : tree.list(pack::pack_folders(), {})) files.push_back({entry.path, tree.read(entry.path)});
    changed_pack = std::make_unique<pack::Pack>(pack::load(files));
  }
  request.file.clear();
  index::Index after(tree, changed_pack ? *changed_pack : current.pack(), request);
  after.ask(current.question());

  Verdict verdict;
  std::map<std::string, std::size_t> known;
  for (const Diagnostic& diagnostic : index::validate(current, language).diagnostics) {
    ++known[identity(diagnostic)];
    verdict.errors_before += diagnostic.is_error ? 1 : 0;
  }
  for (Diagnostic& diagnostic : index::validate(after, language).diagnostics) {
    std::size_t& left = known[identity(diagnostic)];
    if (left > 0) {
      --left;
    } else {
      verdict.added.push_back(std::move(diagnostic));
    }
  }
  return verdict;
}

}  // namespace bq::change
