#pragma once

#include <string>
#include <string_view>

#include "base/source.hpp"
#include "yaml/read.hpp"

namespace bq::tests {

/// `node` on one line as JSON-like text: scalars in bars, missing ones as `_`.
inline std::string outline(yaml::NodeRef node) {
  if (node.is_scalar()) return node.is_missing() ? "_" : "|" + std::string(node.text()) + "|";
  std::string text;
  for (const yaml::NodeRef item : node.items()) text += (text.empty() ? "" : " ") + outline(item);
  for (const auto [key, value] : node.entries()) text += (text.empty() ? "" : " ") + std::string(key.text()) + "=" + outline(value);
  return node.is_sequence() ? "[" + text + "]" : "{" + text + "}";
}

/// The outline of a whole document; empty when there is none.
inline std::string outline(const yaml::Reading& reading) { return reading.document.root() ? outline(*reading.document.root()) : ""; }

/// Every fault as `line:column rule [text under it]`, one per line.
inline std::string faults(const Source& source, const yaml::Reading& reading) {
  std::string text;
  for (const Fault& fault : reading.faults) {
    const Position at = source.position(fault.span.begin);
    text += (text.empty() ? "" : "\n") + std::to_string(at.line) + ":" + std::to_string(at.column) + " " + fault.rule + " [" +
            std::string(source.slice(fault.span)) + "]";
  }
  return text;
}

/// The faults of `text`.
inline std::string faults(std::string_view text) {
  const Source source("a.yaml", std::string(text));
  return faults(source, yaml::read(source));
}

/// The outline of `text`.
inline std::string outline(std::string_view text) {
  const Source source("a.yaml", std::string(text));
  return outline(yaml::read(source));
}

}  // namespace bq::tests
