#pragma once

#include <chrono>
#include <map>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/period.hpp"
#include "pack/pack.hpp"
#include "store/tree.hpp"

namespace bq::index {

/// What the engine itself must know of a ledger's settings; everything else is read by SQL as tables.
struct Settings {
  std::string name;
  std::string region;
  std::string calendar = "cn";
  std::string language;  ///< `zh` or `en`; empty when the ledger does not say.
  std::chrono::weekday week_starts = std::chrono::Monday;
  schema::Vocabulary vocabulary;  ///< The shipped lists, replaced by the ledger's own.

  struct Weight {
    std::string rule;
    std::string level;
    std::string since;  ///< Empty: always.
    std::string until;  ///< Empty: still. Half-open.
  };
  std::vector<Weight> severity;

  struct CutOff {
    std::string report;
    std::string every;
    std::vector<MonthDay> days;
  };
  std::vector<CutOff> cut_offs;

  /// A ledger of another body that runs the same programme, to be read together with this one.
  struct Member {
    std::string unit;
    std::string ledger;  ///< Its folder, relative to this ledger's.
    std::string since;   ///< Empty: always.
    std::string until;   ///< Empty: still. Half-open.
  };
  std::vector<Member> members;
};

/// Reads the settings from the text of the settings file; what is faulty in it is simply not set (validation says it).
[[nodiscard]] Settings read_settings(const Source& source, const pack::Pack& pack);

/// The settings of the ledger in `tree`. The lists of the ledgers joined to it have their say: a value that one of them knows is a value.
/// Throws UserError(environment) where the settings can't be read.
[[nodiscard]] Settings settings_of(const store::Tree& tree, const pack::Pack& pack);

}  // namespace bq::index
