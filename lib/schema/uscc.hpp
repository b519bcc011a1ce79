#pragma once

#include <string_view>

namespace bq::schema {

/// What is wrong with a unified social credit code (GB 32100-2015), if anything.
enum class UsccFault { none, length, character, check_digit };

/// Checks length, alphabet (0-9 and A-Z without I, O, S, V, Z) and the check digit in place 18.
[[nodiscard]] UsccFault check_uscc(std::string_view code);

/// The check digit that the first 17 characters call for; `?` when one of them is not of the alphabet.
[[nodiscard]] char uscc_check_digit(std::string_view first_17);

}  // namespace bq::schema
