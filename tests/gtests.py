#!/usr/bin/env python3
"""Runs GoogleTest executables, each in several processes at once, and shows the output of what failed.

    gtests.py [--jobs N] [--limit SECONDS] [--count FILE] [--log FILE] EXECUTABLE...
      --jobs N          processes at once (default: as many as there are processors)
      --limit SECONDS   for one test (default 120)
      --count FILE      file for the counts: passed failed skipped
      --log FILE        file for the whole output

Every process gets a part of the tests, by name, and a folder of its own for temporary files. A test that crashes or hangs
fails under its name, and the rest of its part is run without it. A test that no process reports has failed too.
"""
import argparse
import collections
import concurrent.futures
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
import xml.etree.ElementTree as xml

BEGIN = re.compile(r"\[ RUN      \] (\S+)")
END = re.compile(r"\[(?:       OK |  FAILED  |  SKIPPED )\] (\S+)")
SHOWN = 12_000  # characters of one test's output
SANITIZER = re.compile(r"(ERROR|WARNING): \w+Sanitizer|runtime error: ")
OUTSIDE = "(outside its tests)"

Outcome = collections.namedtuple("Outcome", "passed failed skipped")  # names, {name: why}, names


def tests_of(executable, limit):
    with tempfile.TemporaryDirectory() as scratch:
        listing = pathlib.Path(scratch) / "tests.xml"
        subprocess.run([executable, "--gtest_list_tests", f"--gtest_output=xml:{listing}"], cwd=scratch, check=True,
                       timeout=limit, stdout=subprocess.DEVNULL)
        return [name for name, _ in cases_of(listing)]


def cases_of(path):
    for suite in xml.parse(path).getroot().iter("testsuite"):
        for case in suite.iter("testcase"):
            yield f"{suite.get('name')}.{case.get('name')}", case


class Process:
    """One run of some tests: its output in pieces, one for each test, and how it ended."""

    def __init__(self, executable, names, limit, scratch):
        self.results = scratch / "results.xml"
        flags = scratch / "flags"
        flags.write_text(f"--gtest_filter={':'.join(names)}\n--gtest_output=xml:{self.results}\n--gtest_color=no\n")
        folder = scratch / "tmp"
        folder.mkdir()
        self.pieces = collections.defaultdict(list)
        self.running, self.late, self.since = OUTSIDE, False, time.monotonic()
        self.program = subprocess.Popen(
            [executable, f"--gtest_flagfile={flags}"], cwd=folder, start_new_session=True, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
            env={**os.environ, "TMPDIR": f"{folder}/", "TEST_TMPDIR": f"{folder}/"})
        reader = threading.Thread(target=self.read, daemon=True)
        reader.start()
        while self.program.poll() is None:
            self.late = time.monotonic() - self.since > limit
            if self.late:
                break
            time.sleep(0.05)
        self.kill_group()
        self.status = self.program.wait()
        reader.join(10)  # longer only if something that the test left behind holds the pipe

    def kill_group(self):
        try:
            os.killpg(self.program.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass

    def read(self):
        for line in self.program.stdout:
            begin, end = BEGIN.search(line), END.search(line)
            if begin:
                self.running, self.since = begin[1], time.monotonic()
            self.pieces[self.running].append(line)
            if end and end[1].rstrip(",") == self.running:
                self.running, self.since = OUTSIDE, time.monotonic()

    def ending(self, limit):
        if self.late:
            return f"did not end within {limit:g} s"
        return f"ended by {signal.Signals(-self.status).name}" if self.status < 0 else f"ended with status {self.status}"

    def text(self, name):
        text = "".join(self.pieces[name])
        return text if len(text) <= SHOWN else f"{text[:SHOWN // 2]}\n[...]\n{text[-SHOWN // 2:]}"


def run(executable, names, limit, log):
    """Runs `names` to the end, whatever one of them does to its process."""
    outcome = Outcome([], {}, [])
    left = names
    while left:
        with tempfile.TemporaryDirectory(prefix="portcheck-tests-") as scratch:
            process = Process(executable, left, limit, pathlib.Path(scratch))
            log("".join(line for piece in list(process.pieces.values()) for line in piece))
            if process.status >= 0 and process.results.exists():
                return complete(outcome, process, left, limit)
        done = [name for name in left if name in process.pieces]
        culprit = process.running
        for name in done:
            text = process.text(name)
            if name == culprit:
                outcome.failed[name] = f"{process.ending(limit)}\n{text}"
            elif "[  FAILED  ]" in text:
                outcome.failed[name] = text
            else:
                (outcome.skipped if "[  SKIPPED ]" in text else outcome.passed).append(name)
        if culprit not in done:
            outcome.failed[f"{executable.name} {culprit}"] = f"{process.ending(limit)}\n{process.text(OUTSIDE)}"
            if not done:
                outcome.failed.update((name, "not run") for name in left)
                break
        left = [name for name in left if name not in process.pieces]
    return outcome


def complete(outcome, process, names, limit):
    """Adds what the process itself has written about its tests."""
    seen = dict(cases_of(process.results))
    failed = False
    for name in names:
        case = seen.get(name)
        if case is None or (case.get("result") == "suppressed" or case.get("status") == "notrun"):
            outcome.failed[name] = "not run"
        elif case.find("failure") is not None:
            outcome.failed[name] = process.text(name)
            failed = True
        else:
            (outcome.skipped if case.find("skipped") is not None else outcome.passed).append(name)
    # A leak, for one, shows when all tests are done.
    if process.status != int(failed) or SANITIZER.search(process.text(OUTSIDE)):
        outcome.failed[f"{process.program.args[0].name} {OUTSIDE}"] = f"{process.ending(limit)}\n{process.text(OUTSIDE)}"
    return outcome


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--limit", type=float, default=120)
    parser.add_argument("--count", type=pathlib.Path)
    parser.add_argument("--log", type=pathlib.Path, default=pathlib.Path(os.devnull))
    parser.add_argument("executables", nargs="+", type=lambda path: pathlib.Path(path).resolve())
    options = parser.parse_args()

    passed = skipped = 0
    failed = {}
    parts = []
    for executable in options.executables:
        try:
            names = tests_of(executable, options.limit)
        except (OSError, subprocess.SubprocessError, xml.ParseError) as problem:
            failed[f"{executable.name} {OUTSIDE}"] = f"cannot list its tests: {problem}"
            continue
        if not names:
            failed[f"{executable.name} {OUTSIDE}"] = "holds no test"
        parts += [(executable, names[first::options.jobs]) for first in range(min(options.jobs, len(names)))]

    with options.log.open("w") as log, concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for outcome in pool.map(lambda part: run(*part, options.limit, log.write), parts):
            passed, skipped = passed + len(outcome.passed), skipped + len(outcome.skipped)
            failed.update(outcome.failed)
    for name, why in failed.items():
        print(f"FAILED {name}: {why.rstrip()}\n")
    print(f"{passed} passed, {len(failed)} failed, {skipped} skipped")
    if options.count:
        options.count.write_text(f"{passed} {len(failed)} {skipped}\n")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
