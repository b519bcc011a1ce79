#!/usr/bin/env python3
"""Whether other validators read what bqtool exports: every kind's schema in both languages is valid JSON Schema (draft 2020-12) and
accepts the shipped ledgers, read by PyYAML with dates and codes left as text. Needs python3-jsonschema and python3-yaml.

    tests/other_readers.py [--bqtool PATH] [LEDGER...]
"""

import argparse
import json
import pathlib
import re
import subprocess
import sys

import jsonschema
import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent
LEDGERS = ["schemas/example", "examples/county-knock", "tests/unit/report/ledger"]


class PlainLoader(yaml.SafeLoader):
    """Reads dates as text, as JSON has no dates, and only true and false as booleans, as YAML 1.2 does."""


PlainLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
PlainLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), list("tf"))


def schema_of(bqtool, kind, language):
    run = subprocess.run([bqtool, "schema", kind, "--lang", language], capture_output=True, text=True, cwd="/", check=False)
    if run.returncode != 0:
        sys.exit(f"bqtool schema {kind} --lang {language}: {run.stderr}")
    return json.loads(run.stdout)


def folder_of(kind):
    """The folder or the file that holds a kind's records, as its description says."""
    description = yaml.safe_load((ROOT / "schemas/records" / f"{kind}.yaml").read_text())
    return description.get("x-folder"), description.get("x-file")


def files_of(ledger, kind):
    folder, file = folder_of(kind)
    if file:
        return [ledger / file]
    return sorted((ledger / folder).rglob("*.y*ml")) if (ledger / folder).is_dir() else []


def innermost(error):
    """The fault deepest in the content, which of several alternatives is the one that was meant."""
    while error.context:
        error = max(error.context, key=lambda e: len(e.absolute_path))
    return f"{error.json_path}: {error.message[:200]}"


def translated(value, english, chinese, roots=None):
    """The same content with titles for keys; the two schemas have the same shape, their properties in the same order."""
    roots = roots or (english, chinese)
    if "$ref" in english:
        english, chinese = (root["$defs"]["record"] for root in roots)
    if isinstance(value, list):
        one, other = (variant(schema, "array")["items"] for schema in (english, chinese))
        return [translated(item, one, other, roots) for item in value]
    if isinstance(value, dict):
        one, other = (variant(schema, "object", root) for schema, root in zip((english, chinese), roots))
        titles = dict(zip(one["properties"], other["properties"]))
        return {titles[key]: translated(item, one["properties"][key], other["properties"][titles[key]], roots) for key, item in value.items()}
    return value


def variant(schema, kind, root=None):
    """The alternative of a schema that describes a mapping or a list."""
    for option in schema.get("anyOf", []):
        if "$ref" in option:
            option = root["$defs"]["record"] if root else {}
        if option.get("type") == kind:
            return option
    return schema


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bqtool", default=str(ROOT / "build/release/bqtool"))
    parser.add_argument("ledgers", nargs="*")
    arguments = parser.parse_args()
    kinds = sorted(path.stem for path in (ROOT / "schemas/records").glob("*.yaml"))
    failures = []
    checked = 0
    for kind in kinds:
        schemas = {language: schema_of(arguments.bqtool, kind, language) for language in ("en", "zh")}
        for language, schema in schemas.items():
            try:
                jsonschema.Draft202012Validator.check_schema(schema)
            except jsonschema.SchemaError as error:
                failures.append(f"{kind} ({language}): {error.message}")
        validators = {language: jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()) for language, schema in schemas.items()}
        for name in arguments.ledgers or LEDGERS:
            for path in files_of(ROOT / name, kind):
                document = yaml.load(path.read_text(encoding="utf-8-sig"), PlainLoader)
                checked += 1
                for language, content in (("en", document), ("zh", translated(document, schemas["en"], schemas["zh"]))):
                    for error in sorted(validators[language].iter_errors(content), key=lambda e: e.json_path)[:3]:
                        failures.append(f"{path.relative_to(ROOT)} ({language}) {innermost(error)}")
        for language, validator in validators.items():
            if validator.is_valid({"nothing of the kind": "a"}):
                failures.append(f"{kind} ({language}): accepts a key that it does not have")
    for failure in failures:
        print(failure)
    print(f"other readers: {len(kinds)} kinds, {checked} files, {len(failures)} failures")
    return 1 if failures or not checked else 0


if __name__ == "__main__":
    sys.exit(main())
