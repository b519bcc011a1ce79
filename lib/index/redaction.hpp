#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "index/index.hpp"

namespace bq::index {

/// A column of a table.
using TableColumn = std::pair<std::string, std::string>;

/// While it lives, the session sees nothing in the columns of fields marked `x-private`: views of the same names stand before their tables, and what views
/// or tables of scope `question` make of such columns is empty too. It also notes what is asked, so that a report which asks for private data can be
/// refused and not just printed with gaps. Rules must not be run meanwhile: they would see nothing either.
class Redaction {
 public:
  /// Computes what the question settled anew, without the private columns. `index` must outlive it.
  explicit Redaction(Index& index);
  ~Redaction();
  Redaction(const Redaction&) = delete;
  Redaction& operator=(const Redaction&) = delete;

  /// The private columns that the statements run since the last call, or the beginning, ask for by themselves, including those of views that hand a
  /// private column on. A statement that can't be judged asks for the column "" of the table "".
  [[nodiscard]] std::set<TableColumn> asked();

 private:
  Index& index_;
  std::map<std::string, std::set<std::string>> hidden_;  // by table, the columns that are empty
  std::map<std::string, std::set<std::string>> handed_;  // by view, the columns that are a private one
  std::set<std::string> statements_;

  void find_private_columns();
  void find_what_is_made_of_them();
  void find_views();
  [[nodiscard]] bool is_private(const TableColumn& column) const;
  void judge(const std::string& sql, std::set<TableColumn>& asked) const;
};

}  // namespace bq::index
