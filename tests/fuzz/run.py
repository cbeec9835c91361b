#!/usr/bin/env python3
"""Runs the libFuzzer targets for a while, two at a time, and says what each has done.

    run.py [--seconds N] [--jobs N] [--seed N] [--grow FOLDER] [--count FILE] [TARGET...]
      --seconds N     for each target (default 3); 0: the seeds alone
      --seed N        of the random numbers (default 1: the same run again); 0: another one each time
      --grow FOLDER   keeps what the fuzzer finds interesting in FOLDER/TARGET, and begins with it
      --count FILE    file for the counts: passed failed skipped

Targets are built by: cmake --preset asan && cmake --build --preset asan
"""
import argparse
import concurrent.futures
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
BUILD = HERE.parent.parent / "build/asan"
# Targets that take files of other targets too.
ALSO = {"check": ["csv", "xlsx", "xls", "ods", "file_type"], "fix": ["csv"], "zip": ["xlsx"]}
SECONDS_AN_INPUT = 10
MEBIBYTES = 2048


def run(name, options):
    seeds = [HERE / "corpus" / folder for folder in [name, *ALSO.get(name, [])]]
    missing = [str(folder) for folder in seeds if not any(folder.glob("*"))]
    program = BUILD / f"{name}_fuzz"
    if missing or not program.exists():
        return False, f"{name}: missing: {' '.join(missing) or program}"
    with tempfile.TemporaryDirectory() as scratch:
        grown = pathlib.Path(options.grow or scratch) / name
        grown.mkdir(parents=True, exist_ok=True)
        found = BUILD / "findings" / name
        found.mkdir(parents=True, exist_ok=True)
        limit = [f"-max_total_time={options.seconds}"] if options.seconds else ["-runs=0"]
        done = subprocess.run(
            [program, *limit, f"-seed={options.seed}", f"-timeout={SECONDS_AN_INPUT}", f"-rss_limit_mb={MEBIBYTES}",
             f"-artifact_prefix={found}/", "-print_final_stats=1", grown, *seeds],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
    if done.returncode != 0:
        # From the first sign of trouble, without the fuzzer's log before it.
        trouble = re.search(r"^(.*not kept|==\d+==|.*runtime error|SUMMARY|ALARM).*", done.stdout, re.MULTILINE)
        return False, f"{name}: exit {done.returncode}\n{done.stdout[trouble.start() if trouble else -3000:][:6000]}"
    last = re.findall(r"cov: (\d+) .*?corp: (\d+)/", done.stdout)
    stat = dict(re.findall(r"stat::(\w+):\s+(\d+)", done.stdout))
    covered, kept = last[-1] if last else ("?", "?")
    return True, (f"{name:12} {int(stat.get('number_of_executed_units', 0)):>10,} inputs  {covered:>6} edges  "
                  f"{kept:>5} kept  {stat.get('peak_rss_mb', '?'):>5} MiB")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--grow")
    parser.add_argument("--count", type=pathlib.Path)
    parser.add_argument("targets", nargs="*")
    options = parser.parse_args()
    names = sorted(path.name.removesuffix("_fuzz.cc") for path in HERE.glob("*_fuzz.cc"))
    unknown = set(options.targets) - set(names)
    if unknown:
        sys.exit(f"run.py: no target {' '.join(sorted(unknown))}; there are: {' '.join(names)}")
    names = options.targets or names

    passed = failed = 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for fine, text in pool.map(lambda name: run(name, options), names):
            passed, failed = passed + fine, failed + (not fine)
            print(text if fine else f"FAILED {text}", flush=True)
    print(f"{passed} passed, {failed} failed")
    if options.count:
        options.count.write_text(f"{passed} {failed} 0\n")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
