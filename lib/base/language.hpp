#pragma once

#include <string>

namespace bq {

/// The languages that bqtool speaks.
enum class Language { zh, en };

/// One sentence or title in both languages.
struct Text {
  std::string zh;
  std::string en;

  [[nodiscard]] const std::string& in(Language language) const { return language == Language::zh ? zh : en; }
  [[nodiscard]] bool empty() const { return zh.empty() && en.empty(); }
};

}  // namespace bq
