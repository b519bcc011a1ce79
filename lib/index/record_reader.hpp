#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/source.hpp"
#include "index/fold_run.hpp"
#include "index/rows.hpp"
#include "pack/pack.hpp"
#include "yaml/read.hpp"

namespace bq::index {

/// What is wrong with folds, each with the fold's name.
using FoldMistakes = std::vector<std::pair<std::string, Text>>;

/// One file of records, read, checked and folded; everything the index stores of it. Its parts point into each other.
struct RecordFile {
  std::unique_ptr<Source> source;
  std::unique_ptr<yaml::Reading> reading;
  std::unique_ptr<FileRows> rows;              ///< Null when there are no records or none that can be stored.
  std::vector<std::vector<FoldRow>> versions;  ///< Per fold of the kind, in the order of RecordReader::folds.
  std::vector<Fault> faults;                   ///< Of text, of shape, and of the file as a whole.
  bool whole = true;                           ///< False when some of the text could not be read.
};

/// Reads files of records. Touches no database, so that several files can be read at once; all calls are const.
class RecordReader {
 public:
  /// `mistakes` gets what is wrong with folds; those folds are not run.
  RecordReader(const pack::Pack& pack, const schema::Vocabulary& vocabulary, FoldMistakes& mistakes);

  [[nodiscard]] RecordFile read(const schema::Kind& kind, std::unique_ptr<Source> source) const;

  /// The folds over records of a kind.
  [[nodiscard]] const std::vector<std::pair<const pack::Fold*, FoldRunner>>& folds(const schema::Kind& kind) const { return folds_.find(kind.name)->second; }

 private:
  const schema::Vocabulary& vocabulary_;
  std::map<std::string, std::vector<std::pair<const pack::Fold*, FoldRunner>>, std::less<>> folds_;
};

}  // namespace bq::index
