#include "pack/pack.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/hash.hpp"
#include "pack/embedded.hpp"
#include "schema/compile.hpp"
#include "yaml/read.hpp"

namespace bq::pack {
namespace {

using yaml::NodeRef;

/// One file of the pack on its way in.
struct Part {
  std::string folder;
  std::string name;
  const Source* source;
  bool is_built_in;
};

/// `records/sub/appeal.yaml` -> folder `records`, name `appeal`.
std::pair<std::string, std::string> split(std::string_view path) {
  const std::size_t first = path.find('/');
  const std::size_t last = path.rfind('/');
  std::string_view name = path.substr(last == std::string_view::npos ? 0 : last + 1);
  name = name.substr(0, name.rfind('.'));
  return {std::string(path.substr(0, first)), std::string(name)};
}

class Loader {
 public:
  explicit Loader(Pack& pack) : pack_(pack) {}

  void add(std::string path, std::string text, bool is_built_in) {
    auto [folder, name] = split(path);
    const std::string key = folder + "/" + name;
    if (!is_built_in) {
      (built_in_.contains(key) ? pack_.replaced : pack_.added).push_back(key);
    } else {
      built_in_.insert(key);
    }
    pack_.hash = hash_of(path, pack_.hash);
    pack_.hash = hash_of(text, pack_.hash);
    pack_.sources.push_back(std::make_unique<Source>(std::move(path), std::move(text)));
    parts_.push_back({folder, name, pack_.sources.back().get(), is_built_in});
  }

  /// Reads all parts; of two with one name the later (the ledger's) stands.
  void read() {
    for (const Part& part : parts_) read(part);
  }

 private:
  Pack& pack_;
  std::vector<Part> parts_;
  std::set<std::string> built_in_;

  void read(const Part& part) {
    const yaml::Reading reading = yaml::read(*part.source);
    std::vector<Fault> faults = reading.faults;
    if (const auto root = reading.document.root()) take(part, *root, faults);
    for (Fault& fault : faults) pack_.faults.push_back({part.source, std::move(fault)});
  }

  /// Files whose name becomes a name in SQL.
  static bool names_a_table(const Part& part) {
    return part.folder == "records" || part.folder == "folds" || part.folder == "derived" || part.folder == "metrics" || part.folder == "dimensions";
  }

  void take(const Part& part, NodeRef root, std::vector<Fault>& faults) {
    const Source& source = *part.source;
    if (names_a_table(part) && !yaml::is_identifier(part.name)) {
      faults.push_back(yaml::bad_name({0, 1}, part.name));
      return;
    }
    const auto extends = root.find("extends");
    const std::string base = extends ? std::string(extends->text()) : "";
    if (part.folder == "records") {
      take_kind(part, root, base, faults);
    } else if (part.folder == "folds") {
      pack_.folds.insert_or_assign(part.name, read_fold(part.name, root, faults));
    } else if (part.folder == "derived") {
      pack_.derived.insert_or_assign(part.name, read_derived(part.name, root, source, faults));
    } else if (part.folder == "rules") {
      pack_.rules.insert_or_assign(part.name, read_rule(part.name, root, source, faults));
    } else if (part.folder == "metrics") {
      pack_.populations.insert_or_assign(part.name, read_population(part.name, root, source, faults));
    } else if (part.folder == "dimensions") {
      pack_.dimensions.insert_or_assign(part.name, read_dimension(part.name, root, source, faults));
    } else if (part.folder == "reports") {
      take_report(part, root, base, faults);
    } else if (part.folder == "calendars") {
      pack_.calendars.insert_or_assign(part.name, read_calendar(part.name, root, faults));
    } else if (part.folder == "lists") {
      take_list(part, root, faults);
    }
  }

  void take_kind(const Part& part, NodeRef root, const std::string& base, std::vector<Fault>& faults) {
    const auto known = pack_.kinds.find(base);
    if (!base.empty() && known == pack_.kinds.end()) {
      faults.push_back(yaml::mistake(root.span(), {fmt::format("extends 的“{}”不存在", base), fmt::format("there is no \"{}\" to extend", base)}));
      return;
    }
    const std::string name = base.empty() ? part.name : base;
    pack_.kinds.insert_or_assign(name, schema::compile(name, root, base.empty() ? nullptr : known->second.get(), faults));
  }

  /// A report that extends another may be read before it, so its base is read first.
  void take_report(const Part& part, NodeRef root, const std::string& base, std::vector<Fault>& faults) {
    if (!base.empty() && !pack_.reports.contains(base)) {
      for (const Part& other : parts_) {
        if (other.folder == "reports" && other.name == base && other.source != part.source) read(other);
      }
    }
    const auto known = pack_.reports.find(base);
    if (!base.empty() && known == pack_.reports.end()) {
      faults.push_back(yaml::mistake(root.span(), {fmt::format("extends 的“{}”不存在", base), fmt::format("there is no \"{}\" to extend", base)}));
      return;
    }
    pack_.reports.insert_or_assign(part.name, read_report(part.name, root, *part.source, base.empty() ? nullptr : &known->second, faults));
  }

  void take_list(const Part& part, NodeRef root, std::vector<Fault>& faults) {
    yaml::Fields keys(root, faults);
    (void)keys.text("title");
    (void)keys.bilingual("description");
    std::vector<schema::Choice> choices;
    if (const auto values = keys.need("values")) {
      for (NodeRef item : values->items()) {
        if (item.is_scalar()) {
          choices.push_back({std::string(item.text()), std::string(item.text())});
        } else {
          yaml::Fields inner(item, faults);
          choices.push_back({inner.text("id"), inner.text("title")});
          inner.finish();
        }
      }
    }
    keys.finish();
    pack_.lists[part.name] = std::move(choices);
  }
};

}  // namespace

const std::vector<std::string>& pack_folders() {
  static const std::vector<std::string> folders{"records", "folds", "derived", "rules", "metrics", "dimensions", "reports", "calendars", "lists"};
  return folders;
}

Pack load(const std::vector<PackFile>& of_ledger) {
  Pack pack;
  Loader loader(pack);
  for (const EmbeddedFile& file : embedded_files()) {
    if (std::ranges::find(pack_folders(), split(file.path).first) != pack_folders().end()) loader.add(std::string(file.path), std::string(file.text), true);
  }
  for (const PackFile& file : of_ledger) loader.add(file.path, file.text, false);
  loader.read();
  return pack;
}

std::pair<const Population*, const Metric*> find_metric(const Pack& pack, std::string_view id) {
  for (const auto& [name, population] : pack.populations) {
    const auto found = std::ranges::find(population.metrics, id, &Metric::id);
    if (found != population.metrics.end()) return {&population, &*found};
  }
  return {nullptr, nullptr};
}

const schema::Kind* kind_of_path(const Pack& pack, std::string_view path) {
  const std::string_view folder = path.substr(0, path.find('/'));
  for (const auto& [name, kind] : pack.kinds) {
    if (!kind->file.empty() ? kind->file == path : kind->folder == folder && folder != path) return kind.get();
  }
  return nullptr;
}

}  // namespace bq::pack
