#include "index/record_reader.hpp"

#include "index/rid.hpp"

namespace bq::index {

namespace {

/// Settings that say nothing lack everything that is required of them.
void add_missing(const schema::Kind& kind, std::vector<Fault>& faults) {
  for (const schema::Field& field : kind.root.fields) {
    if (field.required) {
      faults.push_back(
          {"missing-field", {0, 0}, {{"field_zh", field.title}, {"field_en", field.name}, {"where_zh", kind.root.title}, {"where_en", kind.name}}});
    }
  }
}

}  // namespace

RecordReader::RecordReader(const pack::Pack& pack, const schema::Vocabulary& vocabulary, FoldMistakes& mistakes) : vocabulary_(vocabulary) {
  for (const auto& [name, kind] : pack.kinds) {
    auto& runners = folds_[name];
    for (const auto& [fold_name, fold] : pack.folds) {
      if (fold.kind != name) continue;
      std::vector<Text> wrong;
      FoldRunner runner(fold, *kind, wrong);
      if (wrong.empty()) runners.emplace_back(&fold, std::move(runner));
      for (Text& text : wrong) mistakes.emplace_back(fold_name, std::move(text));
    }
  }
}

RecordFile RecordReader::read(const schema::Kind& kind, std::unique_ptr<Source> source) const {
  RecordFile file;
  file.source = std::move(source);
  file.reading = std::make_unique<yaml::Reading>(yaml::read(*file.source));
  file.faults = file.reading->faults;
  file.whole = file.reading->whole;
  const auto root = file.reading->document.root();
  if (!root) {
    if (!kind.file.empty() && file.whole) add_missing(kind, file.faults);
    return file;
  }
  auto rows = std::make_unique<FileRows>(kind);
  schema::walk(*root, kind, vocabulary_, *rows);
  if (!rows->rows().empty() && rows->rows().back().ordinal > max_ordinal) {
    file.faults.push_back({"too-many-rows", {0, 0}, {{"limit", std::to_string(max_ordinal)}}});
    file.whole = false;
    return file;
  }
  for (const auto& [fold, runner] : folds(kind)) {
    auto& versions = file.versions.emplace_back();
    for (std::size_t position = 0; position < rows->rows().size(); position = rows->rows()[position].last) {
      runner.run(*rows, position, rows->rows()[position].last, versions);
    }
  }
  for (const RowFault& fault : rows->faults()) file.faults.push_back(fault.fault);
  file.rows = std::move(rows);
  return file;
}

}  // namespace bq::index
