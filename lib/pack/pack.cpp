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

/// `records/sub/problem.yaml` -> folder `records`, name `problem`.
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
      const bool is_second = std::ranges::any_of(parts_, [&](const Part& other) { return !other.is_built_in && other.folder == folder && other.name == name; });
      if (is_second) seconds_.insert(path);
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
    for (const Part& part : parts_) {
      if (!is_replaced(part)) read(part);
    }
  }

 private:
  Pack& pack_;
  std::vector<Part> parts_;
  std::set<std::string> built_in_;
  std::set<std::string> seconds_;  // paths of the ledger's files whose name another of its files in the same folder has

  /// True for a built-in file whose place one of the ledger takes whole; one that extends it leaves it standing.
  [[nodiscard]] bool is_replaced(const Part& part) const {
    return part.is_built_in && std::ranges::any_of(parts_, [&](const Part& other) {
             return !other.is_built_in && other.folder == part.folder && other.name == part.name && !extends(other, part.name);
           });
  }

  static bool extends(const Part& part, std::string_view name) {
    const yaml::Reading reading = yaml::read(*part.source);
    const auto root = reading.document.root();
    const auto base = root ? root->find("extends") : std::nullopt;
    return base && base->text() == name;
  }

  void read(const Part& part) {
    if (seconds_.contains(part.source->path())) {
      pack_.faults.push_back(
          {part.source, yaml::mistake({0, 0}, {fmt::format("台账里已有另一个 {}/{}，只能有一个", part.folder, part.name),
                                               fmt::format("the ledger has another {}/{} already; only one may stand", part.folder, part.name)})});
      return;
    }
    const yaml::Reading reading = yaml::read(*part.source);
    std::vector<Fault> faults = reading.faults;
    if (const auto root = reading.document.root()) {
      take(part, *root, faults);
    } else if (faults.empty()) {
      faults.push_back(yaml::mistake({0, 0}, {"文件是空的：不用就删去", "the file is empty; delete it when it is not needed"}));
    }
    for (Fault& fault : faults) pack_.faults.push_back({part.source, std::move(fault)});
  }

  /// Files whose name becomes a name in SQL.
  static bool names_a_table(const Part& part) {
    return part.folder == "records" || part.folder == "folds" || part.folder == "derived" || part.folder == "metrics" || part.folder == "dimensions";
  }

  /// True for a kind, fold or derived table by the name of one of the index's own tables, or of a part of another folder.
  [[nodiscard]] bool takes_a_table(const Part& part) const {
    const auto stores = [](const Part& any) { return any.folder == "records" || any.folder == "folds" || any.folder == "derived"; };
    if (!stores(part)) return false;
    return std::ranges::find(index_tables(), part.name) != index_tables().end() || std::ranges::any_of(parts_, [&](const Part& other) {
             return stores(other) && other.folder != part.folder && other.name == part.name && other.is_built_in && !part.is_built_in;
           });
  }

  void take(const Part& part, NodeRef root, std::vector<Fault>& faults) {
    const Source& source = *part.source;
    const auto extends = root.find("extends");
    const std::string base = extends ? std::string(extends->text()) : "";
    const bool only_extends = part.folder == "records" && !base.empty();
    if (names_a_table(part) && !only_extends && !yaml::is_identifier(part.name)) {
      faults.push_back(yaml::bad_name({0, 1}, part.name));
      return;
    }
    if (takes_a_table(part)) {
      faults.push_back(yaml::mistake({0, 1}, {fmt::format("“{}”是索引里另一张表的名字，请换一个", part.name),
                                              fmt::format("\"{}\" is the name of another table of the index; choose another", part.name)}));
      return;
    }
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
    } else if (part.folder == "words") {
      take_words(root, faults);
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
        if (other.folder == "reports" && other.name == base && other.source != part.source && !is_replaced(other)) read(other);
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

  void take_words(NodeRef root, std::vector<Fault>& faults) {
    yaml::Fields keys(root, faults);
    if (const auto words = keys.need("words")) {
      for (auto [word, english] : words->entries()) pack_.words.insert_or_assign(std::string(word.text()), std::string(english.text()));
    }
    keys.finish();
  }
};

}  // namespace

const std::vector<std::string>& pack_folders() {
  static const std::vector<std::string> folders{"records", "folds", "derived", "rules", "metrics", "dimensions", "reports", "calendars", "lists", "words"};
  return folders;
}

const std::vector<std::string>& index_tables() {
  static const std::vector<std::string> tables{"setting",         "file",        "record",  "fault",   "finding", "rule_run",   "kept_report",
                                               "statement_reads", "table_state", "period",  "subject", "workday", "list_entry", "pack_name",
                                               "label",           "probe",       "settling"};
  return tables;
}

namespace {

/// The English of a value's title is the value, unless a file of words has another.
void add_values(Pack& pack) {
  for (const auto& [name, kind] : pack.kinds) {
    for (const schema::Table& table : kind->tables) {
      for (const schema::Column& column : table.columns) {
        for (const schema::Choice& choice : column.field->choices) {
          std::string english = choice.value;
          std::ranges::replace(english, '_', ' ');
          pack.words.try_emplace(choice.title, std::move(english));
        }
      }
    }
  }
}

}  // namespace

Pack load(const std::vector<PackFile>& of_ledger) {
  Pack pack;
  Loader loader(pack);
  for (const EmbeddedFile& file : embedded_files()) {
    if (std::ranges::find(pack_folders(), split(file.path).first) != pack_folders().end()) loader.add(std::string(file.path), std::string(file.text), true);
  }
  for (const PackFile& file : of_ledger) loader.add(file.path, file.text, false);
  loader.read();
  add_values(pack);
  return pack;
}

std::pair<const Population*, const Metric*> find_metric(const Pack& pack, std::string_view id) {
  for (const auto& [name, population] : pack.populations) {
    const auto found = std::ranges::find(population.metrics, id, &Metric::id);
    if (found != population.metrics.end()) return {&population, &*found};
  }
  return {nullptr, nullptr};
}

std::vector<store::FileEntry> record_files(const Pack& pack, const store::Tree& tree) {
  std::vector<std::string> folders, files;
  for (const auto& [name, kind] : pack.kinds) (kind->file.empty() ? folders : files).push_back(kind->file.empty() ? kind->folder : kind->file);
  return tree.list(folders, files);
}

const schema::Kind* kind_of_path(const Pack& pack, std::string_view path) {
  const std::string_view folder = path.substr(0, path.find('/'));
  for (const auto& [name, kind] : pack.kinds) {
    if (!kind->file.empty() ? kind->file == path : kind->folder == folder && folder != path) return kind.get();
  }
  return nullptr;
}

}  // namespace bq::pack
