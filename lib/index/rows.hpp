#pragma once

#include <span>
#include <vector>

#include "base/fault.hpp"
#include "schema/walk.hpp"

namespace bq::index {

/// A value of a row and where it stands; the place is empty where a default stands for what was not written.
struct Cell {
  std::uint32_t column = 0;
  Span place;
  schema::Value value;
};

/// The cells of one row that have something in them, which are few of its columns.
class RowCells {
 public:
  explicit RowCells(std::span<const Cell> cells) : cells_(cells) {}

  /// The value in a column; nothing where there is none.
  [[nodiscard]] const schema::Value& operator[](std::uint32_t column) const;
  /// The place of the value in a column; empty where there is none.
  [[nodiscard]] Span place(std::uint32_t column) const;
  [[nodiscard]] auto begin() const { return cells_.begin(); }
  [[nodiscard]] auto end() const { return cells_.end(); }

 private:
  std::span<const Cell> cells_;

  [[nodiscard]] const Cell* find(std::uint32_t column) const;
};

/// A row of one file as the walk told it.
struct Row {
  std::uint32_t table = 0;
  schema::Ordinal ordinal = 0;
  schema::Ordinal last = 0;    ///< The highest row number inside this row.
  schema::Ordinal parent = 0;  ///< 0 for a record.
  schema::Ordinal record = 0;
  std::size_t first_cell = 0;  ///< Its cells follow each other in the file's.
  std::size_t cells = 0;
  Span place;
  bool broken = false;  ///< Of a record: something in it broke its shape.
};

/// A fault of shape and the record it is in.
struct RowFault {
  schema::Ordinal record = 0;
  Fault fault;
};

/// Collects what a walk tells of one file: rows in document order with their cells, and faults.
/// Texts of cells point into the document, which must outlive this.
class FileRows : public schema::Sink {
 public:
  explicit FileRows(const schema::Kind& kind) : kind_(&kind) {}

  void open_row(std::uint32_t table, schema::Ordinal ordinal, yaml::NodeRef node) override;
  void cell(std::uint32_t column, const schema::Value& value, yaml::NodeRef node) override;
  void absent(std::uint32_t column, const schema::Value& value) override;
  void close_row(schema::Ordinal last) override;
  void fault(Fault fault) override;

  [[nodiscard]] const schema::Kind& kind() const { return *kind_; }
  [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }
  [[nodiscard]] const std::vector<RowFault>& faults() const { return faults_; }
  [[nodiscard]] RowCells cells(const Row& row) const { return RowCells(std::span(cells_).subspan(row.first_cell, row.cells)); }
  /// Adds a fault found after the walk to the record whose row number is `record`.
  void add_fault(schema::Ordinal record, Fault fault);

 private:
  const schema::Kind* kind_;
  std::vector<Row> rows_;
  std::vector<Cell> cells_;
  std::vector<RowFault> faults_;
  std::vector<std::size_t> open_;              // positions of the open rows, outermost first
  std::vector<std::vector<Cell>> open_cells_;  // theirs, until the row is closed; longer than open_ when rows inside are done
};

}  // namespace bq::index
