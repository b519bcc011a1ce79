#pragma once

#include <cstdint>
#include <vector>

#include "base/fault.hpp"
#include "base/source.hpp"
#include "yaml/document.hpp"

namespace bq::yaml {

/// What a text may be at the most.
struct Limits {
  std::uint32_t bytes = 64U << 20U;  ///< `too-large` beyond it, and nothing is read.
  std::uint32_t depth = 32;          ///< `too-deep` beyond it.
};

/// What was read: every node that stands, and every fault of the text.
struct Reading {
  Document document;
  std::vector<Fault> faults;
  bool whole = true;  ///< False when some of the text could not be read as YAML and is missing from the document.
};

/// Reads a text as the strict subset of YAML that records are written in. Text faults come back each once and at its place,
/// in the order of the text; with arguments for their messages: not-utf8 {encoding: `GBK` or nothing}, conflict-markers,
/// tab-indent, full-width-colon, full-width-space, missing-space-after-colon {key}, anchor-or-alias, tag, several-documents,
/// too-deep {limit}, too-large {bytes, limit}, unterminated-quote, duplicate-key {key, line: of the first}, complex-key,
/// not-yaml {reason_zh, reason_en}. Of a key that comes twice the first entry stands; a node with an anchor or a tag stands
/// without it; any other fault spoils the whole document, or in a list the one item around it: reading goes on at the next
/// line that begins an item of the outermost list. Every scalar stays text. `source` must outlive the result.
[[nodiscard]] Reading read(const Source& source, Limits limits = {});

}  // namespace bq::yaml
