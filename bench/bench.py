#!/usr/bin/env python3
"""Measure bqtool against the script an analyst would write, on generated ledgers.

    bench.py                     4,000 and 40,000 enterprises; the script runs at the smaller size only
    bench.py --quick             400 and 4,000 enterprises, three runs
    bench.py --full              the script at every size: some minutes and some gigabytes at 40,000

Runs are interleaved (tool, script, tool, script ...) and medians are printed. "Cold" means without an index; files are in
the page cache for both. Exit code 1 when a target is missed, 2 when something cannot be measured or the figures differ.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

HERE = Path(__file__).resolve().parent
QUARTER, AS_OF = "2023Q3", "2023-12-31"
CHANGED_FILE = "appeals/2023-06/T03.yaml"
TARGETS = {"speed": 8, "unchanged": 5, "growth": 13}
JUDGED = (4000, 40000)


class Failure(Exception):
    """Something that makes the figures meaningless."""


class Bench:
    """One ledger with everything that is run on it: {name: [(seconds, peak kB), ...]}."""

    def __init__(self, size, bqtool, work):
        self.size, self.bqtool = size, bqtool
        self.ledger, self.out = work / f"ledger-{size}", work / "out"
        self.env = dict(os.environ, XDG_CACHE_HOME=str(work / "cache"), PYTHONPYCACHEPREFIX=str(work / "pycache"), LC_ALL="C.UTF-8", NO_COLOR="1")
        for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"):
            self.env.pop(name, None)
        self.runs = {}
        subprocess.run([sys.executable, str(HERE / "generate.py"), str(size), "--git", str(self.ledger)], env=self.env, check=True)

    def command(self, words, allowed=(0,)):
        """Run one command; returns (seconds, peak kB). Its output stays in self.out."""
        with open(self.out, "wb") as out:
            begin = perf_counter()
            process = subprocess.Popen([str(word) for word in words], stdout=out, stderr=subprocess.STDOUT, env=self.env)
            _, status, usage = os.wait4(process.pid, 0)
            seconds = perf_counter() - begin
        process.returncode = code = os.waitstatus_to_exitcode(status)
        if code not in allowed:
            tail = self.out.read_text(encoding="utf-8", errors="replace")[:1500]
            raise Failure(f"exit code {code} of {Path(words[0]).name} {words[1]}:\n{tail}")
        return seconds, usage.ru_maxrss

    def validate(self):
        return self.command([self.bqtool, "validate", "-C", self.ledger, f"--as-of={AS_OF}"])

    def report(self, *more):
        return self.command([self.bqtool, "report", "-C", self.ledger, f"--quarter={QUARTER}", *more])

    def script(self, *more):
        return self.command([sys.executable, HERE / "analyst.py", self.ledger, f"--as-of={AS_OF}", "--timings", *more])

    def drop_index(self):
        """Forget whatever bqtool has stored: beside git's own files, or in the cache."""
        shutil.rmtree(self.ledger / ".git" / "bqtool", ignore_errors=True)
        shutil.rmtree(self.env["XDG_CACHE_HOME"], ignore_errors=True)

    def change_one_file(self):
        with open(self.ledger / CHANGED_FILE, "a", encoding="utf-8") as file:
            file.write("# one more line\n")

    def note(self, name, *measured):
        """Keep one run made of one or several commands."""
        self.runs.setdefault(name, []).append((sum(seconds for seconds, _ in measured), max(peak for _, peak in measured)))

    def tool_round(self):
        self.drop_index()
        self.note("cold", self.validate(), self.report())
        self.note("unchanged", self.validate(), self.report())
        self.change_one_file()
        self.note("one file changed", self.validate(), self.report())
        self.drop_index()
        self.note("validate only", self.validate())

    def script_round(self):
        self.note("script", self.script("--quarter", QUARTER, "--json", self.out.with_name("script.json")))
        self.steps = [line for line in self.out.read_text(encoding="utf-8").splitlines() if line.endswith(" s")]
        self.note("script validate", self.script("--validate"))

    def seconds(self, name):
        return median(seconds for seconds, _ in self.runs[name])

    def peak(self, *names):
        """The largest peak memory, in MB, of the runs of these names."""
        return max(peak for name in names if name in self.runs for _, peak in self.runs[name]) / 1024

    def compare(self):
        """Fail unless both print the same figures."""
        self.report("-O", "json")
        report = json.loads(self.out.read_text(encoding="utf-8"))
        summary = next(section for section in report["sections"] if section["id"] == "summary")
        ours = dict(zip((column["id"] for column in summary["columns"]), summary["rows"][0]))
        theirs = json.loads(self.out.with_name("script.json").read_text(encoding="utf-8"))
        wrong = [f"  {name}: bqtool {ours.get(name)}, script {value}" for name, value in theirs.items() if ours.get(name) != value]
        if wrong:
            raise Failure("the figures differ:\n" + "\n".join(wrong))
        print(f"  figures: {len(theirs)} metrics of {QUARTER} are the same in both")

    def describe(self):
        files = list(self.ledger.rglob("*.yaml"))
        megabytes = sum(path.stat().st_size for path in files) / 1e6
        print(f"\n{self.size:,} enterprises, {5 * self.size:,} appeals, {4 * self.size:,} visits: {len(files)} files, {megabytes:.1f} MB")


def measure(size, bqtool, work, runs, script_runs):
    """Run everything at one size, tool and script in turn."""
    bench = Bench(size, bqtool, work)
    bench.describe()
    for turn in range(max(runs, script_runs)):
        if turn < runs:
            bench.tool_round()
        if turn < script_runs:
            bench.script_round()
    print_table(bench, runs, script_runs)
    if script_runs:
        bench.compare()
    print_time(bench)
    shutil.rmtree(bench.ledger)
    return bench


def print_table(bench, runs, script_runs):
    """One row per situation; the script starts from nothing each time."""
    print(f"  medians of {runs} runs; script: {f'{script_runs} runs' if script_runs else 'not run at this size (--full runs it once)'}\n")
    print(f"  {'':<18}{'bqtool':>10}{'of cold':>10}{'script':>11}{'script/bqtool':>15}")
    for name in ("cold", "unchanged", "one file changed", "validate only"):
        other = "script validate" if name == "validate only" else "script"
        ours, cold = bench.seconds(name), bench.seconds("cold")
        theirs = bench.seconds(other) if script_runs else None
        print(f"  {name:<18}{ours:>8.3f} s{ours / cold:>10.3f}" + (f"{theirs:>9.2f} s{theirs / ours:>14.1f}x" if theirs else f"{'-':>11}{'-':>15}"))
    ours = bench.peak("cold", "unchanged", "one file changed")
    theirs = bench.peak("script", "script validate") if script_runs else None
    print(f"  {'peak memory':<18}{ours:>7.0f} MB{'':>10}" + (f"{theirs:>8.0f} MB{theirs / ours:>14.1f}x" if theirs else f"{'-':>11}{'-':>15}"))


def print_time(bench):
    """Where the time goes, as each of the two says."""
    if "script" in bench.runs:
        print("  where the script's time goes: " + ", ".join(bench.steps))
    try:
        bench.validate()  # with the index that was dropped last
        bench.command([bench.bqtool, "doctor", "--timings", "-C", bench.ledger], allowed=(0, 1))
    except Failure:
        return print("  where the time goes: bqtool doctor --timings gave nothing")
    print("  where the time goes (bqtool doctor --timings):")
    for line in bench.out.read_text(encoding="utf-8").splitlines()[:40]:
        print("    " + line)


def judge(benches):
    """Print each target that these sizes can decide; true when none is missed."""
    results = []
    small = benches.get(JUDGED[0])
    if small:
        if "script" in small.runs:
            results.append(("cold faster than the script at 4,000", ">=", TARGETS["speed"], small.seconds("script") / small.seconds("cold")))
        results.append(("unchanged faster than cold at 4,000", ">=", TARGETS["unchanged"], small.seconds("cold") / small.seconds("unchanged")))
    if all(size in benches for size in JUDGED):
        results.append(("growth of cold from 4,000 to 40,000", "<=", TARGETS["growth"], benches[JUDGED[1]].seconds("cold") / small.seconds("cold")))
    elif len(benches) > 1:
        first, last = min(benches), max(benches)
        print(f"\ngrowth of cold from {first:,} to {last:,}: {benches[last].seconds('cold') / benches[first].seconds('cold'):.1f}x (no target)")
    print()
    reached = [value >= limit if sense == ">=" else value <= limit for _, sense, limit, value in results]
    for (name, sense, limit, value), good in zip(results, reached):
        print(f"target {name:<40}{sense} {limit:>2}x{value:>8.1f}x  {'reached' if good else 'MISSED'}")
    return all(reached)


def main():
    parser = argparse.ArgumentParser(description="Measure bqtool against an analyst's script on generated ledgers.")
    parser.add_argument("--sizes", type=lambda text: [int(size) for size in text.split(",")], help="numbers of enterprises, such as 4000,40000")
    parser.add_argument("--quick", action="store_true", help="sizes 400,4000")
    parser.add_argument("--full", action="store_true", help="run the script once at sizes above 4,000 too")
    parser.add_argument("--runs", type=int, default=3, help="interleaved runs (default 3)")
    parser.add_argument("--bqtool", type=Path, default=HERE.parent / "build" / "release" / "bqtool")
    args = parser.parse_args()
    bqtool = args.bqtool.resolve()
    if not os.access(bqtool, os.X_OK):
        print(f"bench.py: no bqtool at {args.bqtool}; build it or give --bqtool PATH", file=sys.stderr)
        return 2
    sizes = sorted(args.sizes or ([400, 4000] if args.quick else list(JUDGED)))
    with tempfile.TemporaryDirectory(prefix="bqtool-bench-") as work:
        try:
            benches = {}
            for size in sizes:
                script_runs = args.runs if size <= JUDGED[0] else int(args.full)
                benches[size] = measure(size, bqtool, Path(work), args.runs, script_runs)
        except Failure as failure:
            print(f"bench.py: {failure}", file=sys.stderr)
            return 2
    return 0 if judge(benches) else 1


if __name__ == "__main__":
    sys.exit(main())
