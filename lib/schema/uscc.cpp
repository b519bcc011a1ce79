#include "schema/uscc.hpp"

namespace bq::schema {
namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

}  // namespace

char uscc_check_digit(std::string_view first_17) {
  unsigned sum = 0;
  unsigned weight = 1;  // 3^i modulo 31, GB 32100-2015 section 4.5
  for (const char c : first_17.substr(0, 17)) {
    const auto value = alphabet.find(c);
    if (value == std::string_view::npos) return '?';
    sum += static_cast<unsigned>(value) * weight;
    weight = weight * 3 % 31;
  }
  return alphabet[(31 - sum % 31) % 31];
}

UsccFault check_uscc(std::string_view code) {
  if (code.size() != 18) return UsccFault::length;
  if (code.find_first_not_of(alphabet) != std::string_view::npos) return UsccFault::character;
  return code[17] == uscc_check_digit(code) ? UsccFault::none : UsccFault::check_digit;
}

}  // namespace bq::schema
