#!/usr/bin/env python3
"""Runs the golden tests: each file of tests/golden is an example with its expected output.

A test begins with a sentence that says what is shown. Blocks follow, each headed by a line `=== NAME`, and take effect in order:

    === ledger NAME         starts from a copy of schemas/example (example) or examples/NAME
    === file PATH           writes the file; === hex PATH writes bytes given in hexadecimal
    === remove PATH         removes the file; === link PATH TARGET makes a symbolic link
    === git                 commits everything, always as the same person on the same day
    === run                 one command line, split as a shell would; NAME=VALUE in front sets the environment
    === stdout, === stderr  what the run prints, left out when that is nothing; then === exit N
    === expect-file PATH    what the file holds by then

Invisible characters are written as in INVISIBLE, in files and in output alike.
"""

import argparse
import concurrent.futures
import difflib
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
TESTS = HERE / "golden"
SETTINGS = {"LC_ALL": "C.UTF-8", "BQTOOL_TODAY": "2024-04-10", "GIT_CONFIG_GLOBAL": "/dev/null"}
PERSON = {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER")
          for what, value in (("NAME", "bqtool"), ("EMAIL", "bqtool@example.org"), ("DATE", "2024-04-01T08:00:00+0800"))}
INVISIBLE = {"\ufeff": "<BOM>", "\r": "<CR>", "\x85": "<NEL>", "\t": "<TAB>", "\x1b": "<ESC>", "\0": "<NUL>"}
NO_NEWLINE = "<no newline>\n"
# What differs between two builds or machines and says nothing about either.
UNSTABLE = [(r'((?:pack|规则包)"?[ :：|,]*"?)[0-9a-f]{16}\b', r"\1<pack>"), (r'((?:calendar|日历)"?[ :：|,]*"?)[0-9a-f]{16}\b', r"\1<calendar>"),
            (r"\b3\.\d+\.\d+\b", "<sqlite>"), (r"git version \S+", "git version <git>"), (r"\b\d+\.\d (MB|ms)\b", r"<n> \1"), (r"\b\d+\.\d 毫秒", "<n> 毫秒")]
PREPARING = {"ledger", "file", "hex", "remove", "link", "git"}
EXPECTED = {"stdout", "stderr", "exit"}


class Refused(Exception):
    """The test file is no test; the text says why."""


@dataclass
class Block:
    """One `=== name argument` line and the text below it."""
    name: str
    argument: str = ""
    text: str = ""

    def __str__(self):
        return f"=== {self.name} {self.argument}".rstrip() + "\n" + self.text


@dataclass
class Test:
    """A golden test: its sentence and its blocks."""
    sentence: str
    blocks: list

    def __str__(self):
        return self.sentence + "".join(map(str, self.blocks))


def parse(text):
    """The test in a file's text; raises Refused when its form is wrong."""
    test = Test("", [])
    for line in text.removesuffix("\n").split("\n"):
        if head := re.fullmatch(r"=== ([a-z-]+)(?: (.*))?", line):
            test.blocks.append(Block(head[1], head[2] or ""))
        elif test.blocks:
            test.blocks[-1].text += line + "\n"
        else:
            test.sentence += line + "\n"
    if not test.sentence.strip():
        raise Refused("does not begin with a sentence")
    after_run = False
    for block in test.blocks:
        if block.name not in PREPARING | EXPECTED | {"run", "expect-file"}:
            raise Refused(f"has an unknown block: {block.name}")
        if block.name in EXPECTED and not after_run:
            raise Refused(f"expects {block.name} of no run")
        after_run = block.name == "run" or block.name in EXPECTED - {"exit"}
    return test


def refuse_idle(test):
    """Raises Refused when the test asserts nothing."""
    names = [block.name for block in test.blocks if block.name not in {"stdout", "stderr"}]
    if "run" not in names:
        raise Refused("runs nothing")
    if any(name == "run" and names[i + 1:i + 2] != ["exit"] for i, name in enumerate(names)):
        raise Refused("has a run without an exit")
    if not any(block.name in {"stdout", "stderr", "expect-file"} and block.text or block.name == "exit" and block.argument != "0" for block in test.blocks):
        raise Refused("expects no output, no failure and no file")


def visible(data):
    """Bytes as the text that a test shows."""
    text = data.decode(errors="backslashreplace")
    for character, name in INVISIBLE.items():
        text = text.replace(character, name)
    for pattern, stable in UNSTABLE:
        text = re.sub(pattern, stable, text)
    return text if not text or text.endswith("\n") else text + NO_NEWLINE


def as_bytes(text):
    """The bytes that a `file` block stands for."""
    for character, name in INVISIBLE.items():
        text = text.replace(name, character)
    return text.replace(NO_NEWLINE, "").encode()


def prepare(block, ledger, environment):
    """Does what a preparing block says."""
    paths = [ledger / word for word in shlex.split(block.argument)]
    if block.name == "ledger":
        shutil.copytree(ROOT / ("schemas/example" if block.argument == "example" else f"examples/{block.argument}"), ledger, dirs_exist_ok=True)
    elif block.name == "git":
        subprocess.run("git init -q -b main && git add . && git commit -q -m ledger", shell=True, check=True, cwd=ledger, env=environment | PERSON)
    elif block.name == "remove":
        paths[0].unlink()
    else:
        paths[0].parent.mkdir(parents=True, exist_ok=True)
        if block.name == "link":
            paths[0].symlink_to(shlex.split(block.argument)[1])
        else:
            paths[0].write_bytes(bytes.fromhex(block.text) if block.name == "hex" else as_bytes(block.text))


def run(line, bqtool, ledger, environment):
    """The expectation blocks that hold for a command line."""
    words = shlex.split(line)
    while "=" in words[0]:
        environment = environment | dict([words.pop(0).split("=", 1)])
    if words[0] != "bqtool":
        raise Refused(f"runs {words[0]} instead of bqtool")
    done = subprocess.run([bqtool, *words[1:]], cwd=ledger, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
    blocks = [Block("stdout", text=visible(done.stdout)), Block("stderr", text=visible(done.stderr)), Block("exit", str(done.returncode))]
    return [block for block in blocks if block.argument or block.text]


def observe(test, bqtool):
    """The test with what really happens in the place of what is expected."""
    seen = Test(test.sentence, [])
    with tempfile.TemporaryDirectory(prefix="golden-") as directory:
        ledger = pathlib.Path(directory, "ledger")
        ledger.mkdir()
        environment = SETTINGS | {"PATH": os.environ["PATH"], "HOME": directory, "XDG_CACHE_HOME": directory + "/cache"}
        for block in test.blocks:
            if block.name in EXPECTED:
                continue
            if block.name in PREPARING:
                prepare(block, ledger, environment)
            elif block.name == "expect-file":
                file = ledger / block.argument
                block = Block(block.name, block.argument, visible(file.read_bytes() if file.is_file() else b"(no such file)\n"))
            seen.blocks.append(block)
            if block.name == "run":
                seen.blocks += run(block.text, bqtool, ledger, environment)
    return seen


def judge(path, bqtool, update):
    """What is wrong with the test in a file: nothing, a refusal or a diff."""
    name = str(path.relative_to(TESTS).with_suffix(""))
    text = path.read_bytes().decode()
    try:
        test = parse(text)
        if not update:
            refuse_idle(test)
        seen = observe(test, bqtool)
        if update:
            path.write_bytes(str(seen).encode())
            refuse_idle(seen)
            return ""
    except (Refused, ValueError, OSError, subprocess.SubprocessError) as error:
        return f"REFUSED {name}: {error}\n"
    lines = [[line + "\n" for line in version.split("\n")] for version in (text, str(seen))]
    diff = "".join(difflib.unified_diff(*lines, "expected", "seen"))
    return diff and f"FAILED {name}\n{diff}"


def self_test():
    """Shows that what asserts nothing is refused and that a real test is not; returns the number of mistakes."""
    run_line = "Says something.\n=== run\nbqtool validate\n"
    idle = ["", "=== run\nbqtool\n=== exit 2\n", "Says something.\n", "Says something.\n=== ledger example\n", run_line, run_line + "=== stdout\nsomething\n",
            run_line + "=== exit 0\n", run_line + "=== stdout\n=== exit 0\n", run_line + "=== exit 0\n=== run\nbqtool\n", run_line + "=== exit 1\n=== stdout\nlate\n",
            run_line + "=== exit 0\n=== expect-file empty\n", "Says something.\n=== exit 2\n" + run_line, run_line + "=== exit 2\n=== sdtout\n"]
    real = [run_line + "=== exit 2\n", run_line + "=== stdout\nsomething\n=== exit 0\n", run_line + "=== exit 0\n=== expect-file a\nb\n"]
    mistakes = 0
    for text in idle + real:
        try:
            refuse_idle(parse(text))
            refused = False
        except Refused:
            refused = True
        if refused != (text in idle):
            mistakes += 1
            print(f"self-test: {'refused' if refused else 'accepted'} wrongly:\n{text}")
    return mistakes


def main():
    parser = argparse.ArgumentParser(description="Runs the golden tests.")
    parser.add_argument("--bqtool", default=ROOT / "build/release/bqtool", type=pathlib.Path, help="the binary under test")
    parser.add_argument("--update", action="store_true", help="take what happens as what is expected")
    parser.add_argument("--self-test", action="store_true", help="test that tests which assert nothing are refused")
    parser.add_argument("names", nargs="*", metavar="NAME", help="tests whose name contains this; all without it")
    arguments = parser.parse_args()
    if arguments.self_test:
        return 1 if self_test() else 0
    paths = [path for path in sorted(TESTS.rglob("*.test")) if not arguments.names or any(name in str(path.relative_to(TESTS)) for name in arguments.names)]
    if not paths:
        parser.error("no test has such a name")
    if not os.access(arguments.bqtool, os.X_OK):
        parser.error(f"there is no program {arguments.bqtool}")
    with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
        complaints = list(filter(None, pool.map(lambda path: judge(path, arguments.bqtool.resolve(), arguments.update), paths)))
    print("".join(complaints) + f"golden: {len(paths) - len(complaints)} passed, {len(complaints)} failed")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
