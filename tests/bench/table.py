#!/usr/bin/env python3
"""Measures the native engine, the module, `wc -l` and inflate alone on the same files, one after the other, and prints a table.

    table.py FOLDER ROWS...
"""
import json
import pathlib
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
NATIVE = ROOT / "build/bench/portcheck_bench"
NODE = ROOT / "tests/bench/node_bench.mjs"
FLOORS = {".csv": "wc -l", ".xlsx": "inflate (libdeflate)"}


def lines_of(command):
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def count_lines(path, runs):
    times = []
    for _ in range(runs):
        begun = time.perf_counter()
        subprocess.run(["wc", "-l", path], stdout=subprocess.DEVNULL, check=True)
        times.append((time.perf_counter() - begun) * 1000)
    return {"tool": "wc -l", "median_ms": statistics.median(times), "first_ms": times[0], "rows": 0, "bytes": path.stat().st_size}


def measure(path, count):
    runs = 21 if count <= 10_000 else 7
    return ([count_lines(path, runs)] + lines_of([NATIVE, str(runs), path])
            + lines_of(["node", NODE, str(runs), path]))


def show(path, measured):
    size = path.stat().st_size
    floor = next(one["median_ms"] for one in measured if one["tool"] == FLOORS[path.suffix])
    order = ["wc -l", "inflate (libdeflate)", "inflate (zlib)", "native", "wasm"]
    print(f"\n{path.name}  ({size / 1e6:.1f} MB)")
    print(f"  {'':22}{'first ms':>10}{'median ms':>11}{'file MB/s':>11}{'rows/s':>12}{'x ' + FLOORS[path.suffix].split(' (')[0]:>12}")
    for one in sorted(measured, key=lambda one: order.index(one["tool"])):
        seconds = one["median_ms"] / 1000
        rows = f"{one['rows'] / seconds:,.0f}" if one["rows"] else ""
        print(f"  {one['tool']:22}{one['first_ms']:10.1f}{one['median_ms']:11.1f}{size / 1e6 / seconds:11.1f}{rows:>12}"
              f"{one['median_ms'] / floor:12.1f}")


def machine():
    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo", encoding="ascii", errors="replace")
                  if line.startswith("model name")), "unknown processor")
    node = subprocess.run(["node", "--version"], stdout=subprocess.PIPE, text=True, check=True).stdout.strip()
    return f"{model}, node {node}"


def main():
    folder = pathlib.Path(sys.argv[1])
    print(machine())
    for count in map(int, sys.argv[2:]):
        for kind in ("csv", "shared.xlsx", "inline.xlsx"):
            path = folder / f"port-{count}.{kind}"
            show(path, measure(path, count))
    print("\nfirst: the first check of a process. median: of repeated ones in the same process. wc -l is a process each time.")


if __name__ == "__main__":
    main()
