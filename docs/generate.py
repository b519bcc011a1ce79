#!/usr/bin/env python3
"""Write docs/records.md, docs/rules.md and docs/metrics.md from the pack in schemas/.

    generate.py            write the files anew
    generate.py --check    only say which are not up to date; exit code 1 when one is not

Needs Python 3 and PyYAML, no build: what stands in schemas/ is what the program has compiled in.
"""

import argparse
import sys
from pathlib import Path

import yaml

DOCS = Path(__file__).resolve().parent
PACK = DOCS.parent / "schemas"
NOTICE = "<!-- Written by docs/generate.py from schemas/; change it there. -->\n"

TYPES = {"object": "一组字段", "array": "列表", "string": "文字", "integer": "整数", "boolean": "是或否"}
FORMATS = {"date": "日期", "month": "月份", "uscc": "统一社会信用代码", "decimal": "小数"}
ID_PATTERN = "^[A-Za-z0-9._-]+$"


def load(folder):
    """Every file of a folder of the pack by name, with all scalars as they are written."""
    files = sorted((PACK / folder).glob("*.yaml"))
    return {file.stem: yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader) for file in files}


def cell(text):
    """Text that fits into a cell of a table."""
    return " ".join(text.split()).replace("|", "\\|")


def table(headings, rows):
    lines = ["| " + " | ".join(headings) + " |", "|" + "---|" * len(headings)]
    return "\n".join(lines + ["| " + " | ".join(cell(text) for text in row) + " |" for row in rows]) + "\n"


def resolved(node, definitions):
    """The property itself where it is a `$ref`; what stands beside the reference goes first."""
    if "$ref" not in node:
        return node
    return {**resolved(definitions[node["$ref"].rsplit("/", 1)[1]], definitions), **{key: value for key, value in node.items() if key != "$ref"}}


def condition(alternatives, properties, definitions):
    """`x-only` or `x-needs` in words: 事项为转办、延期."""

    def one(name, values):
        field = resolved(properties[name], definitions)
        titles = {choice["const"]: choice["title"] for choice in field.get("oneOf", [])} | {"true": "是", "false": "否"}
        values = [values] if isinstance(values, str) else values
        return field["title"] + ("为" + "、".join(titles.get(value, value) for value in values) if values else "已填")

    if isinstance(alternatives, dict):
        alternatives = [alternatives]
    return "，或".join("且".join(one(*item) for item in entry.items()) for entry in alternatives)


def kind_of_value(field):
    """What belongs into a field: a reference, one of some values, or text of some form."""
    if "x-ref" in field:
        kinds = field["x-ref"]
        return "→ " + " / ".join([kinds] if isinstance(kinds, str) else kinds)
    if "oneOf" in field:
        return "、".join(f"`{choice['const']}` {choice['title']}" for choice in field["oneOf"])
    if "x-list" in field:
        return f"取值表 `{field['x-list']}`"
    if field.get("pattern") == ID_PATTERN:
        return "编号"
    return FORMATS.get(field.get("format"), TYPES[field["type"]])


def remarks(field, properties, definitions):
    """Whatever else is to be known of a field, as sentences."""
    said = []
    if "description" in field:
        said.append(field["description"]["zh"].rstrip("。"))
    if "x-only" in field:
        said.append("只用于" + condition(field["x-only"], properties, definitions))
    if "x-needs" in field:
        said.append(condition(field["x-needs"], properties, definitions) + "时必填")
    if "x-one-of" in field:
        said.append("、".join(f"`{name}`" for name in field["x-one-of"]) + " 恰填一项")
    if "x-ascending" in field:
        said.append(f"按 `{field['x-ascending']}` 先后排列")
    if "default" in field:
        said.append(f"不填为 `{field['default']}`")
    for key, words in {"minItems": "至少 {} 项", "minimum": "不小于 {}", "maximum": "不大于 {}"}.items():
        if key in field:
            said.append(words.format(field[key]))
    if field.get("pattern", ID_PATTERN) != ID_PATTERN:
        said.append(f"写法 `{field['pattern']}`")
    if field.get("x-unique") == "true":
        said.append("不得重复")
    if field.get("x-private") == "true":
        said.append("不对外公布")
    return "；".join(said)


def rows_of(mapping, path, definitions):
    """One row per property, those inside under it: `timeline[].date`."""
    rows = []
    for name, node in mapping["properties"].items():
        field = resolved(node, definitions)
        inner, place = field, f"{path}{name}"
        if field["type"] == "array":
            inner, place = resolved(field["items"], definitions), f"{path}{name}[]"
        required = "是" if name in mapping.get("required", []) else ""
        value = kind_of_value(inner) if inner["type"] != "object" else TYPES[field["type"]]
        said = remarks({**inner, **field} if inner is not field else field, mapping["properties"], definitions)
        rows.append([f"`{place}`", field.get("title", name), value, required, said])
        if inner["type"] == "object":
            rows += rows_of(inner, place + ".", definitions)
    return rows


def records():
    text = NOTICE + "# 记录种类\n\n" + (
        "每种记录有自己的文件夹，下面可以再分层；一个文件写一条记录或一列记录。键用英文名或中文名都可以，同一文件用一种。\n"
        "`a.b` 是 `a` 里面的 `b`，`a[]` 是一列，`→` 后面是所引用的记录种类。怎样记账见 [ledger.zh-CN.md](ledger.zh-CN.md)。\n")
    for name, kind in load("records").items():
        place = kind.get("x-file") or kind["x-folder"] + "/"
        text += f"\n## {name} {kind['title']}\n\n{cell(kind['description']['zh'])}位置：`{place}`。"
        if kind.get("x-namespace"):
            text += f"编号在 `{kind['x-namespace']}` 一组各种类之间不得重复。"
        if kind.get("x-key"):
            text += "以 " + "、".join(f"`{field}`" for field in kind["x-key"]) + " 区别各条，不另设编号。"
        if kind.get("x-one-of"):
            text += "、".join(f"`{field}`" for field in kind["x-one-of"]) + " 恰填一项。"
        text += "\n\n" + table(["字段", "中文名", "填什么", "必填", "说明"], rows_of(kind, "", kind.get("$defs", {})))
    text += "\n## 取值表\n\n自带的取值表如下；在 `bqtool.yaml` 的 `lists` 里写同名的一张，就整张换掉。\n\n"
    rows = []
    for name, values in load("lists").items():
        titles = [value if isinstance(value, str) else f"`{value['id']}` {value['title']}" for value in values["values"]]
        rows.append([f"`{name}`", values["title"], "、".join(titles)])
    return text + table(["名称", "中文名", "取值"], rows)


def rules():
    text = NOTICE + "# Rules 规则\n\n" + (
        "Every rule of the built-in pack with its weight. `bqtool explain RULE` adds what it says, its remedy and an example; "
        "`severity` in `bqtool.yaml`\nchanges a weight. 内置规则及级别；`bqtool explain 规则` 另给出提示语、改法和例子，级别可在 `bqtool.yaml` 的 `severity` 里改。\n\n")
    rows = [[f"`{name}`", rule["severity"], f"**{rule['title']['zh']}** {rule['about']['zh']}", f"**{rule['title']['en']}.** {rule['about']['en']}"]
            for name, rule in load("rules").items()]
    return text + table(["rule", "weight", "含义", "meaning"], rows)


def form_of(metric):
    for key, word in {"share": "rate 比率", "value": "median, p90 中位、九成", "sum": "sum 合计", "ratio": "ratio 两数之比"}.items():
        if key in metric:
            return word
    return "distinct 去重计数" if "distinct" in metric else "count 计数"


def metrics():
    text = NOTICE + "# Metrics 指标\n\n" + (
        "One section per population, that is per thing counted. `bqtool explain METRIC` prints the SQL of a definition, with a period the records behind "
        "the number;\n[figures.md](figures.md) says what all of them have in common. 每一节是一类计数对象；`bqtool explain 指标` 给出条件，带上周期则列出数字背后的"
        "记录，\n共同的口径见 [figures.zh-CN.md](figures.zh-CN.md)。\n")
    for name, population in load("metrics").items():
        title, about = population["title"], population["about"]
        text += f"\n## {name} {title['zh']} · {title['en']}\n\n{cell(about['zh'])}\n{cell(about['en'])}\n\n"
        text += "Can be split by 可分组：" + "、".join(f"`{dimension}`" for dimension in population["by"]) + ".\n"
        if "identity" in population:
            text += f"Must hold in every row 每行恒等：`{population['identity']}`.\n"
        rows = [[f"`{id}`", form_of(metric), f"**{metric['title']['zh']}** {metric['about']['zh']}", f"**{metric['title']['en']}.** {metric['about']['en']}"]
                for id, metric in population["metrics"].items()]
        text += "\n" + table(["metric", "form", "含义", "meaning"], rows)
    return text


PAGES = {"records.md": records, "rules.md": rules, "metrics.md": metrics}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="change nothing; exit code 1 when a file is not up to date")
    check = parser.parse_args().check
    stale = []
    for name, page in PAGES.items():
        file, text = DOCS / name, page()
        if file.exists() and file.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if not check:
            file.write_text(text, encoding="utf-8", newline="\n")
    for name in stale:
        print(f"docs/{name}: {'not up to date, run docs/generate.py' if check else 'written'}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
