#!/usr/bin/env python3
"""The script an analyst would write for the same job: load the YAML, check it, print the quarter's table.

    analyst.py DIR --quarter 2023Q3          checks (counted), then the summary and one row per unit
    analyst.py DIR --quarter 2023Q3 --json   checks (counted), then {metric: value} of the summary
    analyst.py DIR --validate                checks only, every finding printed

It knows lists and single files, English field names, one calendar year.
"""

import argparse
import json
import sys
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter

import yaml

from analyst_checks import WARNINGS, Checker
from analyst_figures import by_unit, fill, summary

KINDS = ("units", "posts", "cadres", "documents", "enterprises", "visits", "appeals")


def load(root):
    """Every record of the ledger by kind, in the order of the paths."""
    ledger = {"programme": [read(root / "bqtool.yaml")]}
    for kind in KINDS:
        ledger[kind] = []
        for path in sorted((root / kind).rglob("*.yaml")):
            content = read(path)
            if isinstance(content, list):
                ledger[kind].extend(content)
            elif content is not None:
                ledger[kind].append(content)
    return ledger


def read(path):
    with path.open("rb") as file:
        try:
            return yaml.load(file, Loader=yaml.CSafeLoader)
        except (yaml.YAMLError, ValueError) as error:
            sys.exit(f"{path}: {error}")


def quarter_days(name):
    """The first and last day of a quarter such as 2023Q3."""
    year, quarter = int(name[:4]), int(name[5])
    start = date(year, quarter * 3 - 2, 1)
    after = date(year + quarter // 4, quarter * 3 % 12 + 1, 1)
    return start, after - timedelta(1)


def show(value):
    """A figure as people read it; n/0 is a dash."""
    if not isinstance(value, dict):
        return str(value)
    if "d" in value:
        if not value["d"]:
            return "—"
        hundredths = (value["n"] * 20000 + value["d"]) // (2 * value["d"])
        return f"{hundredths // 100}.{hundredths % 100:02d}% ({value['n']}/{value['d']})"
    return f"n={value['n']} median={value['median']} p90={value['p90']}"


def print_report(quarter, total, units):
    print(f"{quarter}\n")
    for metric, value in total.items():
        print(f"{metric:<30}{show(value)}")
    print("\n" + "\t".join(["unit", *next(iter(units.values()), {})]))
    for unit, row in units.items():
        print("\t".join([unit, *(show(value) for value in row.values())]))


def main():
    parser = argparse.ArgumentParser(description="Check a ledger and print a quarter's figures.")
    parser.add_argument("dir", type=Path)
    parser.add_argument("--quarter", default="2023Q3")
    parser.add_argument("--as-of", type=date.fromisoformat, default=date.today(), help="the day of the checks (default: today)")
    parser.add_argument("--validate", action="store_true", help="only check")
    parser.add_argument("--json", nargs="?", const="-", metavar="FILE", help="{metric: value} of the summary, alone or beside the table in FILE")
    parser.add_argument("--timings", action="store_true", help="say on stderr where the time goes")
    args = parser.parse_args()
    marks = [("start", perf_counter())]
    ledger = load(args.dir)
    marks.append(("load", perf_counter()))
    findings = Checker(ledger, args.as_of).run()
    marks.append(("checks", perf_counter()))
    errors = sum(rule not in WARNINGS for rule, _, _ in findings)
    if args.validate:
        for rule, where, what in sorted(findings, key=str):
            print(f"{where}: {'warning' if rule in WARNINGS else 'error'} {rule}: {what}")
    for rule, count in sorted(Counter(rule for rule, _, _ in findings).items()):
        print(f"{count} {rule}", file=sys.stderr)
    if not args.validate:
        start, finish = quarter_days(args.quarter)
        database = fill(ledger, start, finish, min(args.as_of, finish))
        total = summary(database)
        if args.json == "-":
            print(json.dumps(total))
        else:
            print_report(args.quarter, total, by_unit(database))
        if args.json and args.json != "-":
            Path(args.json).write_text(json.dumps(total), encoding="utf-8")
        marks.append(("figures", perf_counter()))
    if args.timings:
        for (_, before), (name, after) in zip(marks, marks[1:]):
            print(f"{name} {after - before:.2f} s", file=sys.stderr)
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
