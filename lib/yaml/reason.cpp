#include "yaml/reason.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace bq::yaml {
namespace {

struct Words {
  std::string_view problem;
  std::string_view zh;
  std::string_view en;
};

constexpr std::array words{
    Words{reason::control_character, "有看不见的控制字符", "an invisible control character"},
    Words{reason::directive, "不使用以 % 开头的指令行", "lines beginning with % are not used"},
    Words{reason::dash_without_space, "“-”后面缺一个空格", "a space is missing after the dash"},
    Words{reason::indented_too_far, "这一行比上面的字段缩进得多", "this line is indented further than the field above"},
    Words{reason::no_key, "冒号前面没有字段名", "no field name before the colon"},
    Words{reason::text_after_end, "内容已经结束，后面还有文字", "text after the end of the content"},
    Words{reason::unclosed_bracket, "括号没有合上", "a bracket that is not closed"},
    Words{"mapping values are not allowed in this context", "值里面有冒号加空格，要加引号，或者缩进不对",
          "a value with a colon and a space needs quotes, or the indentation is wrong"},
    Words{"could not find expected ':'", "这一行没有冒号", "a line without a colon"},
    Words{"did not find expected key", "此处应是字段：缩进不齐，或引号后面还有文字",
          "a field was expected here: the indentation does not line up, or text follows a closing quote"},
    Words{"did not find expected '-' indicator", "此处应是以“- ”开头的一条，请看缩进",
          "an item beginning with a dash was expected here; look at the indentation"},
    Words{"did not find expected ',' or ']'", "方括号里缺逗号，或没有合上", "a comma is missing between square brackets, or the closing one"},
    Words{"did not find expected ',' or '}'", "花括号里缺逗号，或没有合上", "a comma is missing between curly brackets, or the closing one"},
    Words{"did not find expected node content", "此处缺少内容", "something is missing here"},
    Words{"found character that cannot start any token", "值不能以这个符号开头，要加引号", "a value cannot begin with this character; put it in quotes"},
    Words{"block sequence entries are not allowed in this context", "“- ”不能写在这里，要另起一行", "a dash cannot stand here; begin a new line"},
    Words{"mapping keys are not allowed in this context", "值不能以“? ”开头，要加引号", "a value cannot begin with `? `; put it in quotes"},
    Words{"found unknown escape character", "双引号里的反斜杠用法不对，可改用单引号", "a backslash in double quotes that means nothing; use single quotes"},
    Words{"did not find expected hexdecimal number", "双引号里反斜杠后面的编码不对", "a wrong character code after a backslash"},
    Words{"found invalid Unicode character escape code", "双引号里反斜杠后面的编码不对", "a wrong character code after a backslash"},
    Words{"did not find expected comment or line break", "“|”或“>”后面不能写文字，要另起一行", "no text can follow | or > on its line; begin a new line"},
    Words{"found an indentation indicator equal to 0", "“|”或“>”后面的数字不能是 0", "the number after | or > cannot be 0"},
};

constexpr Words unknown{"", "这里的写法不是 YAML", "this is not YAML"};

std::uint32_t character_length(std::string_view text, std::uint32_t at) {
  if (at >= text.size() || text[at] == '\n' || text[at] == '\r') return 0;
  const auto lead = static_cast<unsigned char>(text[at]);
  return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

}  // namespace

Fault not_yaml(Span span, std::string_view problem) {
  const auto found = std::ranges::find(words, problem, &Words::problem);
  const Words& said = found == words.end() ? unknown : *found;
  return {.rule = "not-yaml", .span = span, .args = {{"reason_zh", std::string(said.zh)}, {"reason_en", std::string(said.en)}}};
}

Fault not_yaml_at(std::string_view text, std::uint32_t at, std::string_view problem) { return not_yaml({at, at + character_length(text, at)}, problem); }

}  // namespace bq::yaml
