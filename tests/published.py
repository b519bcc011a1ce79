#!/usr/bin/env python3
"""Publish every example ledger in every format that is text and look for what must not be there.

    published.py --bqtool BQTOOL               walk what `bqtool publish` writes for all examples
    published.py --bqtool BQTOOL --self-test   check that a leak is found

No value of a field marked `x-private` and nothing that a confidential appeal says may stand in a published file. A value that other,
public fields of the ledger contain too (a post that is also somebody's private title) can't be told apart and is passed over; how many
were looked for is printed, and too few is a failure.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
DAYS = {"city-commissioners": ["2020-10-31", "2020-12-31"], "city-help": ["2022-07-15", "2022-12-31"], "county-knock": ["2023-07-20", "2023-12-31"],
        "district-heart": ["2024-03-20", "2024-06-13"], "district-link": ["2021-11-30", "2021-12-31"]}
FORMATS = ["md", "text", "csv", "json"]
SHORTEST = 2  # a single character stands everywhere
ENOUGH = 100  # values looked for in each ledger


def load(path):
    return yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)


def kinds():
    """The record kinds by folder."""
    found = {}
    for path in sorted((ROOT / "schemas/records").glob("*.yaml")):
        kind = load(path)
        found[kind.get("x-folder") or kind.get("x-file")] = kind
    return found


def split(value, field, kind, hidden, private, public):
    """Sorts the texts of a value into private and public ones; keys may be names or titles. `hidden`: everything here is private."""
    while "$ref" in field:
        field = {**kind["$defs"][field["$ref"].rsplit("/", 1)[1]], **{key: text for key, text in field.items() if key != "$ref"}}
    hidden = hidden or field.get("x-private") == "true"
    if isinstance(value, list):
        for item in value:
            split(item, field.get("items", {}), kind, hidden, private, public)
    elif isinstance(value, dict):
        properties = field.get("properties", {})
        named = {text.get("title", name): text for name, text in properties.items()} | properties
        for key, item in value.items():
            split(item, named.get(key, {}), kind, hidden, private, public)
    elif isinstance(value, str):
        (private if hidden else public).add(value)


def texts_of(value):
    """All texts in a value."""
    if isinstance(value, str):
        return {value}
    return set().union(*map(texts_of, value.values() if isinstance(value, dict) else value)) if value else set()


def secrets_of(ledger):
    """The private texts of a ledger, and those of confidential appeals, that no public field contains."""
    private, public = set(), set()
    for folder, kind in kinds().items():
        for path in sorted(ledger.glob(f"{folder}/**/*.yaml") if "." not in folder else ledger.glob(folder)):
            records = load(path)
            for record in records if isinstance(records, list) else [records] if records else []:
                confidential = folder == "appeals" and (record.get("confidential", record.get("保密")) in ("true", "是"))
                if confidential:
                    words = {key: value for key, value in record.items() if key in ("title", "text", "标题", "诉求内容", "public", "公示", "cause", "note", "timeline", "办理过程")}
                    private |= {text for text in texts_of(words) if len(text) > 12}
                    private.add(record.get("title", record.get("标题")))
                split(record, kind, kind, False, private, public)
    everything = "\n".join(public)
    numbers = {text for text in private if text.replace(".", "").isdigit() and len(text) < 7}
    return {text for text in private - numbers if len(text) >= SHORTEST and text not in everything}


def publish(bqtool, ledger, folder, day, form):
    """All that is published of a ledger on a day, as one text."""
    run = subprocess.run([bqtool, "-C", ledger, "publish", folder, "--as-of", day, "--lang", "zh", "-O", form], capture_output=True, text=True)
    if run.returncode != 0:
        raise SystemExit(f"{ledger.name} {day} {form}: exit {run.returncode}\n{run.stderr}")
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.iterdir()))


def leaks(bqtool, ledger, days, formats, scratch):
    """What of the ledger's secrets is published where, and how many were looked for."""
    secrets = secrets_of(ledger)
    found = []
    for day in days:
        for form in formats:
            text = publish(bqtool, ledger, Path(scratch) / f"{ledger.name}-{day}-{form}", day, form)
            found += [f"{ledger.name} {day} {form}: {secret}" for secret in sorted(secrets) if secret in text]
    return found, len(secrets)


def self_test(bqtool, scratch):
    """A ledger whose public words repeat a private text must be found out."""
    ledger = Path(scratch) / "leaking"
    subprocess.run(["cp", "-r", ROOT / "examples/city-help", ledger], check=True)
    secret = "只有台账里才有的一句话"
    contact = {"id": "L-leak", "unit": "bangban", "name": secret}
    (ledger / "contacts/leak.yaml").write_text(yaml.safe_dump(contact, allow_unicode=True), encoding="utf-8")
    clean, looked_for = leaks(bqtool, ledger, ["2022-12-31"], ["md"], scratch)
    own = ledger / "reports/policies.yaml"
    own.parent.mkdir()
    own.write_text(f"title: {{zh: 政策, en: Policies}}\nabout: {{zh: 无, en: none}}\nperiod: day\npublic: true\nhead:\n  - {{zh: {secret}, en: x}}\n"
                   "sections:\n  - {id: a, title: {zh: 一, en: a}, columns: {b: {zh: 二, en: b}}, sql: SELECT 1 AS b}\n", encoding="utf-8")
    leaking, _ = leaks(bqtool, ledger, ["2022-12-31"], ["json"], scratch)
    right = not clean and len(leaking) == 1 and looked_for > ENOUGH
    print(f"self-test: {'passed' if right else f'failed: {clean} {leaking} {looked_for}'}")
    return 0 if right else 1


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bqtool", default="bqtool", help="the binary under test")
    parser.add_argument("--self-test", action="store_true", help="test that a leak is found")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        if arguments.self_test:
            return self_test(arguments.bqtool, scratch)
        failures = 0
        for name, days in DAYS.items():
            found, looked_for = leaks(arguments.bqtool, ROOT / "examples" / name, days, FORMATS, scratch)
            print("".join(f"{leak}\n" for leak in found) + f"{name}: looked for {looked_for} texts, found {len(found)}")
            failures += len(found) + (looked_for < ENOUGH)
    return 1 if failures or set(DAYS) != {path.name for path in (ROOT / "examples").iterdir()} else 0


if __name__ == "__main__":
    sys.exit(main())
