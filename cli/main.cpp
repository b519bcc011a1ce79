#include <csignal>
#include <exception>
#include <string>
#include <vector>

#include "allocator.hpp"
#include "base/error.hpp"
#include "command_line.hpp"
#include "index/index.hpp"
#include "locale.hpp"
#include "output.hpp"

int main(int argc, char** argv) {
  // A reader that closes its end, such as `head`, must not kill a run that also writes files.
  std::signal(SIGPIPE, SIG_IGN);
  bq::cli::prepare_allocator();
  bq::index::use_a_session_per_thread();
  const std::vector<std::string> words(argv + 1, argv + argc);
  const bq::Language language = bq::cli::language_of(words);
  try {
    return static_cast<int>(bq::cli::run(words, language));
  } catch (const bq::UserError& error) {
    bq::cli::complain(error, language);
    return static_cast<int>(error.exit());
  } catch (const std::exception& error) {
    const std::string what = error.what();
    bq::cli::complain({bq::Exit::environment, {.zh = "内部错误：" + what, .en = "internal error: " + what}}, language);
    return static_cast<int>(bq::Exit::environment);
  }
}
