#include "index/rows.hpp"

#include <algorithm>

namespace bq::index {

const Cell* RowCells::find(std::uint32_t column) const {
  const auto found = std::ranges::find(cells_, column, &Cell::column);
  return found == cells_.end() ? nullptr : &*found;
}

const schema::Value& RowCells::operator[](std::uint32_t column) const {
  static const schema::Value nothing;
  const Cell* cell = find(column);
  return cell == nullptr ? nothing : cell->value;
}

Span RowCells::place(std::uint32_t column) const {
  const Cell* cell = find(column);
  return cell == nullptr ? Span{} : cell->place;
}

void FileRows::open_row(std::uint32_t table, schema::Ordinal ordinal, yaml::NodeRef node) {
  Row row;
  row.table = table;
  row.ordinal = ordinal;
  row.parent = open_.empty() ? 0 : rows_[open_.back()].ordinal;
  row.record = open_.empty() ? ordinal : rows_[open_.front()].ordinal;
  row.place = node.span();
  open_.push_back(rows_.size());
  rows_.push_back(row);
  if (open_cells_.size() < open_.size()) open_cells_.emplace_back();
}

void FileRows::cell(std::uint32_t column, const schema::Value& value, yaml::NodeRef node) {
  open_cells_[open_.size() - 1].push_back({column, node.span(), value});
}

void FileRows::absent(std::uint32_t column, const schema::Value& value) { open_cells_[open_.size() - 1].push_back({column, {}, value}); }

void FileRows::close_row(schema::Ordinal last) {
  Row& row = rows_[open_.back()];
  std::vector<Cell>& mine = open_cells_[open_.size() - 1];
  row.last = last;
  row.first_cell = cells_.size();
  row.cells = mine.size();
  cells_.insert(cells_.end(), mine.begin(), mine.end());
  mine.clear();
  open_.pop_back();
}

void FileRows::fault(Fault fault) {
  const schema::Ordinal record = open_.empty() ? 0 : rows_[open_.front()].ordinal;
  if (!open_.empty() && fault.rule != "renamed-field") rows_[open_.front()].broken = true;
  faults_.push_back({record, std::move(fault)});
}

void FileRows::add_fault(schema::Ordinal record, Fault fault) {
  rows_[record - 1].broken = true;  // row numbers count from 1 in the order of rows_
  faults_.push_back({record, std::move(fault)});
}

}  // namespace bq::index
