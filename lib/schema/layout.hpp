#pragma once

#include "schema/kind.hpp"

namespace bq::schema {

/// Gives the kind its tables: mappings inside a row become columns joined by `_`, lists become tables of their own.
/// Sets Field::table and Field::column. `kind.root` must not move afterwards.
void lay_out(Kind& kind);

}  // namespace bq::schema
