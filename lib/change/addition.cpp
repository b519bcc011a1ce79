#include "change/addition.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/source.hpp"
#include "change/habit.hpp"
#include "schema/value.hpp"
#include "yaml/edit.hpp"
#include "yaml/read.hpp"

namespace bq::change {
namespace {

/// A file of records with its text read.
struct OpenFile {
  Source source;
  yaml::Reading reading;
  bool is_new = false;

  OpenFile(std::string path, std::string text, bool fresh) : source(std::move(path), std::move(text)), reading(yaml::read(source)), is_new(fresh) {}
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
};

/// Whether a path goes up anywhere.
bool leaves(const std::filesystem::path& path) { return std::ranges::find(path, "..") != path.end(); }

/// Makes the plan; keeps what is read of the ledger meanwhile.
class Planner {
 public:
  Planner(index::Index& index, const schema::Kind& kind, Date today) : index_(index), kind_(kind), habit_(index, kind), today_(today) {
    for (const store::FileEntry& entry : index.tree().list({kind.folder}, {})) existing_.push_back(entry.path);
  }

  Addition plan(const std::vector<NewRecord>& records) {
    Addition addition;
    std::map<std::string, std::vector<yaml::Content>> by_file;
    for (std::size_t i = 0; i < records.size(); ++i) {
      std::vector<Input> inputs = records[i].inputs;
      const Date day = complete_day(inputs);
      addition.ids.push_back(complete_id(inputs, day));
      if (records[i].file) check_file(*records[i].file);
      const std::string path = records[i].file ? *records[i].file : habit_.file_for(day, addition.ids.back(), columns_in(inputs));
      addition.paths.push_back(path);
      std::vector<InputFault> faults;
      by_file[path].push_back(build_mapping(kind_, kind_.root, inputs, keys_in(path), index_.settings().vocabulary, faults));
      for (InputFault& fault : faults) addition.faults.push_back({i, std::move(fault)});
    }
    if (!addition.faults.empty()) return addition;
    for (const auto& [path, contents] : by_file) addition.plan.files.push_back(change_of(path, contents));
    return addition;
  }

 private:
  index::Index& index_;
  const schema::Kind& kind_;
  Habit habit_;
  Date today_;
  std::vector<std::string> existing_;
  std::map<std::string, std::unique_ptr<OpenFile>> open_;

  void check_file(const std::string& path) const {
    if (pack::kind_of_path(index_.pack(), path) == &kind_ && store::is_record_file(path) && !leaves(path)) return;
    throw UserError(Exit::usage,
                    {fmt::format("{} 不是放{}的文件", path, kind_.root.title), fmt::format("{} is no file for records of kind {}", path, kind_.name)},
                    {fmt::format("写作 {}/名称.yaml", kind_.folder), fmt::format("write {}/NAME.yaml", kind_.folder)});
  }

  OpenFile& open(const std::string& path) {
    auto& file = open_[path];
    if (!file) {
      const bool exists = std::ranges::find(existing_, path) != existing_.end();
      file = std::make_unique<OpenFile>(path, exists ? index_.tree().read(path) : std::string(), !exists);
    }
    return *file;
  }

  [[nodiscard]] const Input* find(const std::vector<Input>& inputs, const schema::Field& field) const {
    const auto input = std::ranges::find_if(inputs, [&](const Input& one) { return find_by_key(kind_.root, one.path) == &field; });
    return input == inputs.end() || input->value.empty() ? nullptr : &*input;
  }

  /// The day on which the record came about; a record that names none gets today's.
  Date complete_day(std::vector<Input>& inputs) const {
    const schema::Field* field = day_field(kind_);
    if (field == nullptr) return today_;
    if (const Input* input = find(inputs, *field)) return parse_written_date(input->value).value_or(today_);
    inputs.push_back({field->name, to_string(today_)});
    return today_;
  }

  std::string complete_id(std::vector<Input>& inputs, Date day) {
    const schema::Field* field = schema::find_field(kind_.root, "id");
    if (field == nullptr) return {};
    if (const Input* input = find(inputs, *field)) return input->value;
    auto id = habit_.next_id(day);
    if (!id) {
      throw UserError(
          Exit::usage,
          {fmt::format("台账里还没有带序号的{}编号，定不出下一个", kind_.root.title), fmt::format("no id of a {} shows how the next one is made", kind_.name)},
          {"用 --id 给出编号", "give one with --id"});
    }
    inputs.push_back({field->name, *id});
    return *id;
  }

  /// The references and labelled values among the inputs, by column, as the index stores them.
  [[nodiscard]] std::map<std::string, std::string> columns_in(const std::vector<Input>& inputs) const {
    std::map<std::string, std::string> columns;
    for (const Input& input : inputs) {
      const schema::Field* field = find_by_key(kind_.root, input.path);
      if (field == nullptr || field->type != schema::Type::text || (field->refs.empty() && field->choices.empty() && field->list.empty())) continue;
      const std::vector<schema::Choice>& choices = schema::choices_of(*field, index_.settings().vocabulary);
      const auto choice = std::ranges::find(choices, input.value, &schema::Choice::title);
      columns[field->name] = choice == choices.end() ? input.value : choice->value;
    }
    return columns;
  }

  /// The language of a file's keys; of a new one that of the newest records, or else of the settings.
  Keys keys_in(const std::string& path) {
    if (const auto keys = keys_of(open(path).reading.document, kind_)) return *keys;
    if (const auto newest = habit_.newest_file())
      if (const auto keys = keys_of(open(*newest).reading.document, kind_)) return *keys;
    for (const auto& [name, kind] : index_.pack().kinds) {
      if (kind->file.empty()) continue;
      const Source settings(kind->file, index_.tree().read(kind->file));
      return keys_of(yaml::read(settings).document, *kind).value_or(Keys::names);
    }
    return Keys::names;
  }

  FileChange change_of(const std::string& path, const std::vector<yaml::Content>& contents) {
    OpenFile& file = open(path);
    yaml::Manner manner = yaml::manner_of(file.source, file.reading.document);
    if (file.is_new) {
      if (const auto newest = habit_.newest_file()) manner = yaml::manner_of(open(*newest).source, open(*newest).reading.document);
    }
    yaml::Editor editor(file.source, file.reading.document, manner);
    const bool is_whole = file.reading.whole && file.reading.faults.empty();
    if (!is_whole || !editor.append_records(contents)) {
      const Text why = is_whole ? Text{"它只放一条记录", "it holds a single record"} : Text{"它读不通", "it cannot be read"};
      throw UserError(Exit::refused, {fmt::format("不能往 {} 里添加：{}", path, why.zh), fmt::format("nothing can be added to {}: {}", path, why.en)},
                      {"先改好它，或用 --file 指明另一个文件", "mend it first, or name another file with --file"});
    }
    const std::optional<std::string> before = file.is_new ? std::nullopt : std::optional(std::string(file.source.text()));
    return {path, before, editor.result()};
  }
};

}  // namespace

Addition plan_addition(index::Index& index, const schema::Kind& kind, const std::vector<NewRecord>& records, Date today) {
  return Planner(index, kind, today).plan(records);
}

}  // namespace bq::change
