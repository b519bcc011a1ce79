#pragma once

#include <unistd.h>

#include <string_view>
#include <utility>

namespace bq {

/// An open file of the system, closed at the end of its scope.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }

  [[nodiscard]] bool is_open() const { return number_ >= 0; }
  [[nodiscard]] int number() const { return number_; }

  /// Closes now; false when the system only now reports that a write failed.
  [[nodiscard]] bool close() { return ::close(std::exchange(number_, -1)) == 0; }

 private:
  int number_;
};

/// Writes all of `text`; false when that could not be done, and `errno` says why.
[[nodiscard]] bool write_all(int descriptor, std::string_view text);

}  // namespace bq
