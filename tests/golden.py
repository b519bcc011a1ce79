#!/usr/bin/env python3
"""Runs the golden tests: each file of tests/golden is an example with its expected output.

A test begins with a sentence that says what is shown. Blocks follow, each headed by a line `=== NAME`, and take effect in order:

    === ledger NAME         starts from a copy of schemas/example (example) or examples/NAME
    === file PATH           writes the file; === hex PATH writes bytes given in hexadecimal
    === remove PATH         removes the file; === link PATH TARGET makes a symbolic link
    === git                 commits everything, always as the same person on the same day; === git WORD... runs that command of git,
                            in which bqtool is found; === git-conflict WORD... the same, which has to end with conflicts
    === commit NAME DAY SUBJECT  commits everything as that person (NAME<EMAIL> gives an address) on that day; from then on ids of commits are shown by number, since
                            they would change with whatever the ledger is made of
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

ROOT = pathlib.Path(__file__).resolve().parent.parent
TESTS = ROOT / "tests/golden"
SETTINGS = {"LC_ALL": "C.UTF-8", "BQTOOL_TODAY": "2024-04-10", "GIT_CONFIG_GLOBAL": "/dev/null", "PATH": os.environ["PATH"]}
PERSON = {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER")
          for what, value in (("NAME", "bqtool"), ("EMAIL", "bqtool@example.org"), ("DATE", "2024-04-01T08:00:00+0800"))}
INVISIBLE = {"\ufeff": "<BOM>", "\r": "<CR>", "\x85": "<NEL>", "\t": "<TAB>", "\x1b": "<ESC>", "\0": "<NUL>"}
NO_NEWLINE = "<no newline>\n"
# What differs between two builds or machines and says nothing about either.
UNSTABLE = [(r'((?:pack|规则包)"?:? ?"?)[0-9a-f]{16}\b', r"\1<pack>"), (r'((?:calendar|日历)"?:? ?"?)[0-9a-f]{16}\b', r"\1<calendar>"),
            (r"\b3\.\d+\.\d+\b", "<sqlite>"), (r"git version \S+", "git version <git>"), (r"\b\d+\.\d (MB|ms|毫秒)", r"<n> \1")]
PREPARING, EXPECTED = {"ledger", "file", "hex", "remove", "link", "git", "git-conflict", "commit"}, {"stdout", "stderr", "exit"}


class Refused(Exception):
    """The test file is no test; the text says why."""


@dataclass
class Block:
    """One `=== name argument` line and the text below it; the sentence of a test is a block without a name."""
    name: str
    argument: str = ""
    text: str = ""

    def __str__(self):
        return (f"=== {self.name} {self.argument}".rstrip() + "\n" if self.name else "") + self.text


def parse(text):
    """The blocks in a file's text; raises Refused when its form is wrong."""
    blocks = [Block("")]
    for line in text.removesuffix("\n").split("\n"):
        if head := re.fullmatch(r"=== ([a-z-]+) ?(.*)", line):
            blocks.append(Block(head[1], head[2]))
        else:
            blocks[-1].text += line + "\n"
    if not blocks[0].text.strip():
        raise Refused("does not begin with a sentence")
    if unknown := {block.name for block in blocks[1:]} - PREPARING - EXPECTED - {"run", "expect-file"}:
        raise Refused(f"has an unknown block: {min(unknown)}")
    return blocks


def refuse_idle(blocks):
    """Raises Refused when the test asserts nothing."""
    names = [block.name for block in blocks if block.name not in {"stdout", "stderr"}]
    if "run" not in names or any(name == "run" and names[i + 1:i + 2] != ["exit"] for i, name in enumerate(names)):
        raise Refused("runs nothing, or has a run without an exit")
    if not any(block.argument != "0" if block.name == "exit" else block.name in EXPECTED | {"expect-file"} and block.text for block in blocks):
        raise Refused("expects no output, no failure and no file")


def visible(data, commits=()):
    """Bytes as the text that a test shows; `commits` are ids to be shown by number."""
    text = data.decode(errors="backslashreplace").translate(str.maketrans(INVISIBLE))
    for number, commit in enumerate(commits, 1):
        text = text.replace(commit, f"<commit {number}>").replace(commit[:7], f"<no. {number}>")
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
    words = shlex.split(block.argument)
    path = ledger.joinpath(*words[:1])
    if not block.name.startswith("git") and block.name != "commit":
        path.parent.mkdir(parents=True, exist_ok=True)
    if block.name == "ledger":
        shutil.copytree(ROOT / ("schemas/example" if words == ["example"] else f"examples/{words[0]}"), ledger, dirs_exist_ok=True)
    elif block.name == "git-conflict":
        done = subprocess.run(["git", *words], cwd=ledger, env=environment | PERSON, capture_output=True)
        if done.returncode != 1:
            raise Refused(f"has no conflict in: git {block.argument}")
    elif block.name == "git" and words:
        subprocess.run(["git", *words], check=True, cwd=ledger, env=environment | PERSON, capture_output=True)
    elif block.name == "git":
        subprocess.run("{ [ -e .git ] || git init -q -b main; } && git add . && git commit -q -m ledger", shell=True, check=True, cwd=ledger, env=environment | PERSON)
    elif block.name == "commit":
        name, day, subject = words
        name, _, email = name.rstrip(">").partition("<")
        person = {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER")
                  for what, value in (("NAME", name), ("EMAIL", email or f"{name}@example.org"), ("DATE", f"{day}T08:00:00+0800"))}
        subprocess.run(f"{{ [ -e .git ] || git init -q -b main; }} && git add . && git commit -q -m {shlex.quote(subject)}", shell=True, check=True, cwd=ledger,
                       env=environment | person)
    elif block.name == "remove":
        path.unlink()
    elif block.name == "link":
        path.symlink_to(words[1])
    else:
        path.write_bytes(bytes.fromhex(block.text) if block.name == "hex" else as_bytes(block.text))


def commits_of(ledger, environment):
    """The ids of all commits, parents before children."""
    return subprocess.run(["git", "rev-list", "--all", "--topo-order", "--reverse"], check=True, cwd=ledger, env=environment, capture_output=True, text=True).stdout.split()


def run(line, bqtool, ledger, environment, by_number):
    """The blocks that hold what a command line prints and its exit code; `by_number`: ids of commits are not shown."""
    words = shlex.split(line)
    while "=" in words[0]:
        environment = environment | dict([words.pop(0).split("=", 1)])
    if words[0] != "bqtool":
        raise Refused(f"runs {words[0]} instead of bqtool")
    done = subprocess.run([bqtool, *words[1:]], cwd=ledger, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
    commits = commits_of(ledger, environment) if by_number else ()
    printed = {"stdout": visible(done.stdout, commits), "stderr": visible(done.stderr, commits)}
    return [Block(name, text=text) for name, text in printed.items() if text] + [Block("exit", str(done.returncode))]


def observe(blocks, bqtool):
    """The test with what really happens in the place of what is expected."""
    seen = []
    with tempfile.TemporaryDirectory(prefix="golden-") as directory:
        ledger = pathlib.Path(directory, "ledger")
        ledger.mkdir()
        environment = SETTINGS | {"PATH": f"{bqtool.parent}:{SETTINGS['PATH']}", "HOME": directory, "XDG_CACHE_HOME": directory + "/cache"}
        by_number = False
        for block in (block for block in blocks if block.name not in EXPECTED):
            by_number = by_number or block.name == "commit"
            if block.name in PREPARING:
                prepare(block, ledger, environment)
            elif block.name == "expect-file":
                file = ledger / block.argument
                block = Block(block.name, block.argument, visible(file.read_bytes() if file.is_file() else b"(no such file)\n"))
            seen += [block, *(run(block.text, bqtool, ledger, environment, by_number) if block.name == "run" else [])]
    return seen


def judge(path, bqtool, update):
    """What is wrong with the test in a file, a refusal or a diff; empty when nothing is."""
    name = path.relative_to(TESTS).with_suffix("")
    try:
        text = path.read_bytes().decode()
        blocks = parse(text)
        seen = observe(blocks, bqtool)
        refuse_idle(seen if update else blocks)
    except (Refused, ValueError, OSError, subprocess.SubprocessError) as error:
        return f"REFUSED {name}: {error}\n"
    now = "".join(map(str, seen))
    if update:
        path.write_bytes(now.encode())
        return ""
    diff = "".join(difflib.unified_diff(text.splitlines(keepends=True), now.splitlines(keepends=True), "expected", "seen"))
    return diff and f"FAILED {name}\n{diff}"


def self_test():
    """Checks that what asserts nothing is refused, and a real test is not; returns the exit code."""
    line = "Says something.\n=== run\nbqtool validate\n"
    idle = ["", "=== run\nbqtool\n=== exit 2\n", "Says something.\n=== ledger example\n", line, line + "=== stdout\nprinted\n",
            line + "=== exit 0\n", line + "=== stdout\n=== exit 0\n=== expect-file empty\n", line + "=== exit 2\n" + "=== run\nbqtool\n", line + "=== exit 2\n=== sdtout\n"]
    real = [line + "=== exit 2\n", line + "=== stdout\nprinted\n=== exit 0\n", line + "=== exit 0\n=== expect-file a\nb\n"]
    refused = set()
    for text in idle + real:
        try:
            refuse_idle(parse(text))
        except Refused:
            refused.add(text)
    wrong = refused ^ set(idle)
    print("".join(f"judged wrongly:\n{text}\n" for text in wrong) + f"self-test: {len(idle + real) - len(wrong)} passed, {len(wrong)} failed")
    return 1 if wrong else 0


def main():
    parser = argparse.ArgumentParser(description="Runs the golden tests.")
    parser.add_argument("--bqtool", default=ROOT / "build/release/bqtool", type=pathlib.Path, help="the binary under test")
    parser.add_argument("--update", action="store_true", help="take what happens as what is expected")
    parser.add_argument("--self-test", action="store_true", help="test that a test which asserts nothing is refused")
    parser.add_argument("names", nargs="*", metavar="NAME", help="tests whose name contains this; all without it")
    arguments = parser.parse_args()
    if arguments.self_test:
        return self_test()
    paths = [path for path in sorted(TESTS.rglob("*.test")) if any(name in str(path.relative_to(TESTS)) for name in arguments.names or [""])]
    bqtool = arguments.bqtool.resolve()
    if not paths or not os.access(bqtool, os.X_OK):
        parser.error(f"there is no program {bqtool}" if paths else "no test has such a name")
    with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
        complaints = list(filter(None, pool.map(lambda path: judge(path, bqtool, arguments.update), paths)))
    print("".join(complaints) + f"golden: {len(paths) - len(complaints)} passed, {len(complaints)} failed")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
