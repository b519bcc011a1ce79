#include "index/rows.hpp"

#include "index/rid.hpp"

namespace bq::index {

void FileRows::open_row(std::uint32_t table, schema::Ordinal ordinal, yaml::NodeRef node) {
  Row row;
  row.table = table;
  row.ordinal = ordinal;
  row.parent = open_.empty() ? 0 : rows_[open_.back()].ordinal;
  row.record = open_.empty() ? ordinal : rows_[open_.front()].ordinal;
  row.first_cell = cells_.size();
  row.place = node.span();
  const std::size_t columns = kind_->tables[table].columns.size();
  cells_.resize(cells_.size() + columns);
  places_.resize(places_.size() + columns);
  open_.push_back(rows_.size());
  rows_.push_back(row);
}

void FileRows::cell(std::uint32_t column, const schema::Value& value, yaml::NodeRef node) {
  const std::size_t at = rows_[open_.back()].first_cell + column;
  cells_[at] = value;
  places_[at] = node.span();
}

void FileRows::absent(std::uint32_t column, const schema::Value& value) { cells_[rows_[open_.back()].first_cell + column] = value; }

void FileRows::close_row(schema::Ordinal last) {
  rows_[open_.back()].last = last;
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

std::span<const schema::Value> FileRows::cells(const Row& row) const {
  return std::span(cells_).subspan(row.first_cell, kind_->tables[row.table].columns.size());
}

std::span<const Span> FileRows::places(const Row& row) const { return std::span(places_).subspan(row.first_cell, kind_->tables[row.table].columns.size()); }

}  // namespace bq::index
