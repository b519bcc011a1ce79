#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/source.hpp"
#include "change/plan.hpp"
#include "index/index.hpp"
#include "schema/kind.hpp"
#include "yaml/edit.hpp"
#include "yaml/read.hpp"

namespace bq::change {

/// A file of records and the edits made to it so far. Stays where it was made, since its parts point at each other.
struct EditedFile {
  Source source;
  yaml::Reading reading;
  yaml::Editor editor;

  EditedFile(const std::string& path, std::string text) : source(path, std::move(text)), reading(yaml::read(source)), editor(source, reading.document) {}
  EditedFile(const EditedFile&) = delete;
  EditedFile& operator=(const EditedFile&) = delete;
};

/// The files that a change edits, each read once.
class EditedFiles {
 public:
  explicit EditedFiles(const store::Tree& tree) : tree_(tree) {}

  /// The file of this path, relative to the ledger.
  [[nodiscard]] EditedFile& open(const std::string& path);
  /// What becomes of the files opened, in the order of their paths.
  [[nodiscard]] std::vector<FileChange> changes() const;

 private:
  const store::Tree& tree_;
  std::map<std::string, std::unique_ptr<EditedFile>> files_;
};

/// The scalar under `field` in a mapping as it is written; empty when there is none or `field` is null.
[[nodiscard]] std::string value_in(yaml::NodeRef mapping, const schema::Field* field);

/// The record of this id in a file. Throws UserError(refused) when the file can't be read so far.
[[nodiscard]] yaml::NodeRef record_in(const EditedFile& file, const schema::Kind& kind, const std::string& id);

/// The key of `field` in a mapping; absent when it is not there.
[[nodiscard]] std::optional<yaml::NodeRef> key_in(yaml::NodeRef mapping, const schema::Field& object, const schema::Field& field);

}  // namespace bq::change
