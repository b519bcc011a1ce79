#include "change/patch.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "change/line_diff.hpp"

namespace bq::change {
namespace {

constexpr std::size_t context = 3;

/// A path as git writes it: in quotes and with octal escapes when it is not plain ASCII.
std::string quoted_path(const std::string& path) {
  std::string inside;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      inside += fmt::format("\\{}", c);
    } else if (c == '\n' || c == '\t') {
      inside += c == '\n' ? "\\n" : "\\t";
    } else if (byte < 0x20 || byte >= 0x7F) {
      inside += fmt::format("\\{:03o}", byte);
    } else {
      inside += c;
    }
  }
  return inside == path ? path : '"' + inside + '"';
}

/// The name in a `---` or `+++` line; git ends one with a blank in it with a tab.
std::string side(const std::string& path, bool exists) {
  if (!exists) return "/dev/null";
  return quoted_path(path) + (path.find(' ') == std::string::npos ? "" : "\t");
}

void put_line(std::string& out, char sign, std::string_view line) {
  out += sign;
  out += line;
  if (!line.ends_with('\n')) out += "\n\\ No newline at end of file\n";
}

/// `first,count` of a hunk's head.
std::string range(std::size_t first, std::size_t count) {
  const std::size_t shown = count == 0 ? first : first + 1;
  return count == 1 ? fmt::to_string(shown) : fmt::format("{},{}", shown, count);
}

/// Walks over both sides together; equal lines are in step.
class HunkWriter {
 public:
  HunkWriter(const LineDiff& diff, std::string& out) : diff_(diff), out_(out) {}

  void write() {
    const std::size_t before = diff_.before.size();
    const std::size_t after = diff_.after.size();
    std::size_t a = 0;
    std::size_t b = 0;
    while (a < before || b < after) {
      std::size_t equal = 0;
      while (a + equal < before && b + equal < after && !diff_.removed[a + equal] && !diff_.added[b + equal]) ++equal;
      if (a + equal == before && b + equal == after) break;
      const std::size_t lead = std::min(equal, context);
      write_hunk(a += equal - lead, b += equal - lead);
    }
  }

 private:
  const LineDiff& diff_;
  std::string& out_;

  /// Writes the hunk whose context begins at the given lines and moves both behind it.
  void write_hunk(std::size_t& a, std::size_t& b) {
    const std::size_t first_a = a;
    const std::size_t first_b = b;
    std::string body;
    std::size_t pending = 0;  // equal lines whose place in this hunk is not sure yet
    bool changed = false;
    while (a + pending < diff_.before.size() || b + pending < diff_.after.size()) {
      const bool removed = a + pending < diff_.before.size() && diff_.removed[a + pending];
      const bool added = b + pending < diff_.after.size() && diff_.added[b + pending];
      if (!removed && !added) {
        if (changed && pending == 2 * context) break;
        ++pending;
        continue;
      }
      for (; pending > 0; --pending, ++b) put_line(body, ' ', diff_.before[a++]);
      changed = true;
      while (a < diff_.before.size() && diff_.removed[a]) put_line(body, '-', diff_.before[a++]);
      while (b < diff_.after.size() && diff_.added[b]) put_line(body, '+', diff_.after[b++]);
    }
    for (std::size_t trail = std::min(pending, context); trail > 0; --trail, ++b) put_line(body, ' ', diff_.before[a++]);
    out_ += fmt::format("@@ -{} +{} @@\n{}", range(first_a, a - first_a), range(first_b, b - first_b), body);
  }
};

}  // namespace

std::string patch_of(const Plan& plan, std::string_view prefix) {
  std::string out;
  for (const FileChange& file : plan.files) {
    if (file.before == file.after) continue;
    const std::string before = fmt::format("a/{}{}", prefix, file.path);
    const std::string after = fmt::format("b/{}{}", prefix, file.path);
    out += fmt::format("diff --git {} {}\n", quoted_path(before), quoted_path(after));
    if (!file.before) out += "new file mode 100644\n";
    if (!file.after) out += "deleted file mode 100644\n";
    const std::string old_text = file.before.value_or("");
    const std::string new_text = file.after.value_or("");
    if (old_text == new_text) continue;
    out += fmt::format("--- {}\n+++ {}\n", side(before, file.before.has_value()), side(after, file.after.has_value()));
    HunkWriter(diff_lines(old_text, new_text), out).write();
  }
  return out;
}

}  // namespace bq::change
