#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "base/source.hpp"
#include "yaml/document.hpp"

namespace bq::yaml {

/// How the collections under one key are written in a file: those written last count.
struct CollectionManner {
  bool flow = false;        ///< In brackets.
  bool flow_items = false;  ///< Its items, when they are collections, in brackets.
};

/// How a file is written, so that what is added to it looks like what stands there.
struct Manner {
  std::string newline = "\n";
  std::uint32_t step = 2;  ///< Columns from a key to the keys of the mapping below it.
  std::uint32_t dash = 2;  ///< Columns from a key to the dashes of the list below it.
  std::uint32_t gap = 2;   ///< Columns from a dash to what follows it.
  char quote = '\'';
  bool quoted_dates = false;  ///< Dates stand in quotes.
  bool spaced = true;         ///< A blank line stands between the items of the outermost list.
  bool padded = false;        ///< A blank stands inside braces.
  bool flow_items = true;     ///< Mappings in lists stand in braces, where a key's own manner is not known.
  std::map<std::string, CollectionManner, std::less<>> keys{};
};

/// How `source`, read as `document`, is written; what it does not show is as in the ledgers that are shipped.
[[nodiscard]] Manner manner_of(const Source& source, const Document& document);

}  // namespace bq::yaml
