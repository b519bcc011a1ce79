#!/usr/bin/env python3
"""Check docs/programmes.md: every name in its tables exists, and every clause has tests that show what it names.

    programmes.py               check the page of this checkout
    programmes.py --self-test   check that wrong tables are refused and a right one is not

A name stands in backticks after a word that says what it is (setting, field, rule, ...). Rules, metrics and reports must also occur
in one of the tests of their row. What the last list calls missing must not exist, so that the list cannot fall behind.
"""

import argparse
import functools
import re
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs/programmes.md"
MISSING = "## Not served yet"
HEADINGS = ["clause", "what holds it", "shown by"]
RULE_EXAMPLES = "tests/unit/index/rule_examples_test.cpp"  # runs the examples of every rule


@functools.cache
def load(folder):
    """Every file of a folder of the pack by name."""
    return {file.stem: yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader) for file in (ROOT / "schemas" / folder).glob("*.yaml")}


@functools.cache
def text_of(pattern):
    """All files that match a pattern, one after the other."""
    return "\n".join(file.read_text(encoding="utf-8") for file in sorted(ROOT.glob(pattern)))


def find(kind, steps):
    """The field of a kind of record at the end of a path, lists and `$ref`s followed; None where there is none."""
    root = load("records").get(kind)
    field = root
    for step in steps:
        field = (field or {}).get("properties", {}).get(step)
        while field and ("$ref" in field or field.get("type") == "array"):
            field = field["items"] if "items" in field else root["$defs"][field["$ref"].rsplit("/", 1)[1]]
    return field


def is_value(name):
    """Whether `kind.field.value` names a value that the field may have, of its own or of its list."""
    *path, value = name.split(".")
    field = (find(path[0], path[1:]) if len(path) > 1 else None) or {}
    choices = [choice["const"] for choice in field.get("oneOf", [])]
    if "x-list" in field:
        choices += [entry if isinstance(entry, str) else entry["id"] for entry in load("lists")[field["x-list"]]["values"]]
    return value in choices


def quoted(name, patterns, mark):
    return any(f"{mark}{name}{mark}" in text_of(pattern) for pattern in patterns)


def is_threshold(name):
    """Whether the pack asks for the threshold by name, or names a metric, below which laggards are listed."""
    return quoted(name, ["schemas/rules/*.yaml", "schemas/derived/*.yaml", "schemas/reports/*.yaml"], "'") or EXISTS["metric"](name)


EXISTS = {
    "setting": lambda name: find("programme", name.split(".")) is not None,
    "field": lambda name: "." in name and find(name.split(".")[0], name.split(".")[1:]) is not None,
    "record": lambda name: name in load("records"),
    "value": is_value,
    "event": lambda name: is_value(f"appeal.timeline.event.{name}"),
    "list": lambda name: name in load("lists"),
    "threshold": is_threshold,
    "rule": lambda name: name in load("rules"),
    "metric": lambda name: any(name in population["metrics"] for population in load("metrics").values()),
    "report": lambda name: name in load("reports"),
    "derived": lambda name: name in load("derived"),
    "dimension": lambda name: name in load("dimensions"),
    "command": lambda name: (ROOT / f"cli/{name}_command.cpp").is_file(),
    "flag": lambda name: name.startswith("--") and re.search(rf'"(--)?{re.escape(name[2:])}"', text_of("cli/*.cpp")) is not None,
    "format": lambda name: quoted(name, ["cli/*.cpp"], '"'),
}


def names_in(text):
    """Pairs of the word before a name and the name; the word is empty where none of those that say what it is stands there."""
    return [(word if word in EXISTS else "", name) for word, name in re.findall(r"(?:([a-z]+) )?`([^`]*)`", text)]


def titles_of(word, name):
    """The titles of a metric, or what is fixed in those of a report."""
    if word == "metric":
        return list(next(population["metrics"][name]["title"] for population in load("metrics").values() if name in population["metrics"]).values())
    return [max(re.split(r"\{\w+\}|[（），：: ,]+$", title), key=len).strip("（），：: ,") for title in load("reports")[name]["title"].values()]


def shows(path, word, name):
    """Whether a test has a rule, metric or report in its text; a report also where it is printed under its title or the test is called so."""
    text = path.read_text(encoding="utf-8")
    if word == "rule":
        return str(path.relative_to(ROOT)) == RULE_EXAMPLES or name in re.findall(r"[\w-]+", text)
    if word == "report" and (path.stem == name or re.search(rf"bqtool (report )?{re.escape(name)}(?![\w-])", text)):
        return True
    return word == "metric" and name in re.findall(r"\w+", text) or path.suffix == ".test" and any(title in text for title in titles_of(word, name))


def tests_in(cell):
    """The tests that a cell names, and what is wrong with it."""
    paths, wrong = [], []
    for name in re.findall(r"`([^`]*)`", cell):
        path = ROOT / name
        if re.fullmatch(r"tests/(golden/\S+\.test|unit/\S+_test\.cpp)", name) and path.is_file():
            paths.append(path)
        else:
            wrong.append(f"no test {name}")
    if not paths and not wrong:
        wrong.append("no test is named")
    return paths, wrong


def cells_of(line):
    return [cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|")]


def row_faults(cells):
    """What is wrong with a row of a table."""
    if len(cells) != len(HEADINGS) or not cells[0]:
        return [f"a row has {len(HEADINGS)} cells, the first of them a clause"]
    names = names_in(cells[1])
    tests, wrong = tests_in(cells[2])
    if not names:
        wrong.append("nothing holds the clause")
    for word, name in names:
        if not word:
            wrong.append(f"no word before `{name}` says what it is")
        elif not EXISTS[word](name):
            wrong.append(f"no {word} `{name}`")
        elif word in ("rule", "metric", "report") and tests and not any(shows(test, word, name) for test in tests):
            wrong.append(f"none of its tests shows {word} `{name}`")
    return [f"{cells[0]}: {fault}" for fault in wrong]


def missing_faults(entry):
    """What is wrong with an entry of the last list: what it calls missing must have its word and must not exist."""
    names = names_in(entry.partition("Missing:")[2])
    wrong = [] if names else ["an entry does not say what is missing"]
    for word, name in names:
        if not word:
            wrong.append(f"no word before `{name}` says what is missing")
        elif EXISTS[word](name):
            wrong.append(f"{word} `{name}` is said to be missing, but exists")
    return wrong


def check(page):
    """All faults of a page, each with its line, and how many clauses its tables have."""
    faults, clauses, tables, section = [], 0, dict.fromkeys(load("programmes"), 0), ""
    for number, line in enumerate(page.splitlines(), 1):
        found = []
        if line.startswith("## "):
            section = line.split()[1]
        elif section in tables and line.startswith("|"):
            cells = cells_of(line)
            if cells == HEADINGS:
                tables[section] += 1
            elif not all(set(cell) <= set("-:") for cell in cells):
                clauses += 1
                found = row_faults(cells)
        faults += [f"{number}: {fault}" for fault in found]
    faults += [f" programme {name} has {count} tables instead of one" for name, count in tables.items() if count != 1]
    _, heading, last = page.partition(f"{MISSING}\n")
    if not heading:
        faults.append(f" no section {MISSING.removeprefix('## ')}")
    faults += [f" {entry.splitlines()[0]}: {fault}" for entry in last.split("\n- ")[1:] for fault in missing_faults(entry)]
    return faults, clauses


def self_test():
    """Checks that wrong rows and entries are refused and right ones are not; returns the exit code."""
    shown = f"| `{RULE_EXAMPLES}` |"
    right = [f"| 挂牌 | rule `listed-overdue`, event `list`, setting `pairing.roles.applies`, field `appeal.timeline.due` {shown}",
             f"| 问责 | value `notice.kind.inquiry`, command `report`, flag `--public`, record `notice`, threshold `return_days` {shown}",
             "| 走访 | metric `coverage_rate`, derived `owed_visit` | `tests/unit/report/figures_test.cpp` |"]
    wrong = [f"| 挂牌 | rule `listed-overdu` {shown}", f"| 挂牌 | `listed-overdue` {shown}", f"| 挂牌 | the `listed-overdue` {shown}",
             f"| 挂牌 | rule `listed-overdue`, `listed-without-owner` {shown}", "| 挂牌 | rule `listed-overdue` | |",
             "| 挂牌 | rule `listed-overdue` | by hand |", "| 挂牌 | rule `listed-overdue` | `tests/golden/no-such.test` |",
             "| 挂牌 | rule `listed-overdue` | `docs/rules.md` |", "| 挂牌 | rule `listed-overdue` | `tests/unit/base/date_test.cpp` |",
             f"| 挂牌 | see below {shown}", f"| | rule `listed-overdue` {shown}", f"| 挂牌 | field `appeal.abot` {shown}",
             f"| 挂牌 | field `appeal` {shown}", f"| 挂牌 | setting `appeal.about` {shown}", f"| 挂牌 | value `notice.kind.inquire` {shown}",
             f"| 挂牌 | command `listing` {shown}", f"| 挂牌 | metric `coverage_rate` {shown}", f"| 挂牌 | report `listing` {shown}",
             f"| 挂牌 | flag `public` {shown}", f"| 挂牌 | threshold `listed_days` {shown}", "| 挂牌 | rule `listed-overdue` |"]
    rows = {row: not row_faults(cells_of(row)) for row in right + wrong}
    entries = {"Missing: command `report`.": False, "Missing: `rollup-of-all`.": False, "Nothing.": False, "A `name`. Missing:\ncommand `rollup-of-all`.": True}
    rows |= {entry: not missing_faults(entry) for entry in entries}
    expected = dict.fromkeys(right, True) | dict.fromkeys(wrong, False) | entries
    page = "".join(f"## {name} 标题\n\n| clause | what holds it | shown by |\n|---|---|---|\n{right[0]}\n\n" for name in load("programmes"))
    page += MISSING + "\n\n- **汇总**: none.\n  Missing: command `rollup-of-all`.\n"
    pages = {"a right page": page, "no last list": page.partition(MISSING)[0], "made since": page.replace("rollup-of-all", "report"),
             "a programme less": page.partition("\n## ")[2],
             "a table twice": page.replace("| clause |", "| clause | what holds it | shown by |\n| clause |", 1),
             "other headings": page.replace("| shown by |", "| test |", 1), "a wrong row": page.replace("`list`", "`lst`", 1)}
    rows |= {name: not check(text)[0] for name, text in pages.items()}
    expected |= {name: name == "a right page" for name in pages}
    judged_wrongly = [name for name in expected if rows[name] != expected[name]]
    print("".join(f"judged wrongly: {name}\n" for name in judged_wrongly) + f"self-test: {len(expected) - len(judged_wrongly)} passed, {len(judged_wrongly)} failed")
    return 1 if judged_wrongly else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--self-test", action="store_true", help="test that wrong tables are refused")
    if parser.parse_args().self_test:
        return self_test()
    faults, clauses = check(PAGE.read_text(encoding="utf-8"))
    print("".join(f"{PAGE.relative_to(ROOT)}:{fault}\n" for fault in faults) + f"programmes: {clauses} clauses, {len(faults)} failures")
    return 1 if faults or not clauses else 0


if __name__ == "__main__":
    sys.exit(main())
