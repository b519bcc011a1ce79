#!/usr/bin/env python3
"""Whether other readers find in workbooks and documents what bqtool prints elsewhere: the tables of a document are those of the Markdown
paper, the columns of a workbook hold the figures of JSON, sums add up, and a terminal is refused. Needs python3-openpyxl and python3-docx.

    tests/office_readers.py [--bqtool PATH]
"""

import argparse
import io
import json
import os
import pathlib
import pty
import re
import subprocess
import sys
import tempfile

import docx
import openpyxl

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAPERS = [
    ("county-knock", "report quarter --quarter=2023Q3"),
    ("county-knock", "due --as-of 2023-10-10"),
    ("county-knock", "show A2023-0022 --as-of 2023-12-31"),
    ("city-help", "report register --half=2024H1"),
    ("city-help", "score --half=2023H1"),
    ("district-heart", "report weekly --week=2024-03-28"),
    ("district-heart", "report contacts --public --as-of 2024-06-30"),
]


def run(bqtool, ledger, line, form):
    command = [bqtool, *line.split(), "-C", str(ROOT / "examples" / ledger), "--lang", "zh", "-O", form]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}: {done.stderr.decode()}")
    return done.stdout


def pipe_tables(markdown):
    """The tables of a Markdown paper as lists of rows, marks undone."""
    tables, last = [], ""
    for line in markdown.splitlines():
        if line.startswith("| ") and not re.fullmatch(r"[| :-]+", line):
            if not last.startswith("|"):
                tables.append([])
            tables[-1].append([re.sub(r"\\(.)", r"\1", cell.strip()) for cell in re.split(r"(?<!\\)\|", line)[1:-1]])
        last = line
    return tables


def word_tables(document):
    return [[[" ".join(cell.text.split()) for cell in row.cells] for row in table.rows] for table in document.tables]


def spaced(tables):
    return [[[" ".join(cell.split()) for cell in row] for row in table] for table in tables]


def count_columns(report):
    """By title of a section and heading, the counts of JSON by the label of their row."""
    columns = {}
    for section in report["sections"]:
        names = [column["id"] for column in section["columns"]]
        if "label" in names:
            for i, column in enumerate(section["columns"]):
                if column["format"] == "count":
                    columns[section["title"], column["title"]] = {row[names.index("label")]: row[i] for row in section["rows"]}
    return columns


def check_workbook(name, bytes_, report):
    """What is wrong with a workbook, and how many figures of it were compared."""
    wrong, compared = [], 0
    book = openpyxl.load_workbook(io.BytesIO(bytes_))
    values = openpyxl.load_workbook(io.BytesIO(bytes_), data_only=True)
    known = count_columns(report)
    if report["title"] not in (book.worksheets[0]["A1"].value, book.worksheets[0]["A2"].value):
        wrong.append(f"{name}: the first sheet does not begin with the title")
    for sheet in book.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            parts = [values[sheet.title][place].value for place in cell.value.removeprefix("=").split("+")]
            compared += 1
            if values[sheet.title][cell.coordinate].value != sum(parts):
                wrong.append(f"{name}: {sheet.title}!{cell.coordinate} {cell.value} is not {sum(parts)}")
        headings = {cell.value: cell.column for cell in sheet[2]}
        for (title, heading), figures in known.items():
            if title != sheet.title or heading not in headings:
                continue
            for row in sheet.iter_rows(min_row=3):
                if row[0].value in figures:
                    compared += 1
                    if row[headings[heading] - 1].value != figures[row[0].value]:
                        wrong.append(f"{name}: {title}, {row[0].value}, {heading}: {row[headings[heading] - 1].value}")
    return wrong, compared


def check_document(name, bytes_, markdown):
    document = docx.Document(io.BytesIO(bytes_))
    seen, expected = word_tables(document), pipe_tables(markdown)
    if spaced(expected) != seen:
        return [f"{name}: {len(seen)} tables of the document differ from {len(expected)} of the paper"]
    title = next(line for line in markdown.splitlines() if line.startswith("# "))[2:]
    if not any(p.style.name == "Title" and p.text == re.sub(r"\\(.)", r"\1", title) for p in document.paragraphs):
        return [f"{name}: the document has no title"]
    return []


def on_a_terminal(bqtool, form):
    """What a run says, and its exit code, when a terminal would get the result."""
    reader, terminal = pty.openpty()
    done = subprocess.run([bqtool, "report", "quarter", "--quarter=2023Q3", "-C", str(ROOT / "examples/county-knock"), "--lang", "en", "-O", form],
                          stdout=terminal, stderr=subprocess.PIPE, check=False)
    os.close(terminal)
    os.close(reader)
    return done.returncode, done.stderr.decode()


def one_file_each(bqtool):
    """What is wrong with the documents that `--each` writes."""
    with tempfile.TemporaryDirectory() as folder:
        line = "report handler-month --month=2023-09 --each unit"
        subprocess.run([bqtool, *line.split(), "-C", str(ROOT / "examples/county-knock"), "-q", "-O", "docx", "-o", folder], check=True)
        files = sorted(pathlib.Path(folder).iterdir())
        wrong = [f"--each: {file.name} is no document" for file in files if file.suffix != ".docx" or not docx.Document(file).paragraphs]
    return wrong if files else ["--each: no files"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bqtool", default=str(ROOT / "build/release/bqtool"))
    bqtool = parser.parse_args().bqtool
    failures, compared = [], 0
    for ledger, line in PAPERS:
        name = f"{ledger}, {line}"
        wrong, figures = check_workbook(name, run(bqtool, ledger, line, "xlsx"), json.loads(run(bqtool, ledger, line, "json")))
        failures += wrong + check_document(name, run(bqtool, ledger, line, "docx"), run(bqtool, ledger, line, "md").decode())
        compared += figures
    for form in ("xlsx", "docx"):
        code, said = on_a_terminal(bqtool, form)
        if code != 2 or f"-o paper.{form}" not in said:
            failures.append(f"{form} on a terminal: exit {code}, {said}")
    failures += one_file_each(bqtool)
    for failure in failures:
        print(failure)
    print(f"office readers: {len(PAPERS)} papers, {compared} figures, {len(failures)} failures")
    return 1 if failures or not compared else 0


if __name__ == "__main__":
    sys.exit(main())
