#!/usr/bin/env bash
# Rows per second, natively and in wasm, beside `wc -l` and inflate alone on the same files, in one run.
#   tests/bench/run.sh [ROWS]...        default: 10000 100000
# With PORTCHECK_PEERS=FOLDER, also runs FOLDER/run.sh, a benchmark of other programs on the same job, with PortCheck among
# them: see README.md. PORTCHECK_PEERS_ENGINE=wasm puts the module there instead of the native engine.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$root"
sizes=("$@")
[ ${#sizes[@]} -gt 0 ] || sizes=(10000 100000)
for size in "${sizes[@]}"; do
  if ! [[ $size =~ ^[1-9][0-9]{0,6}$ ]]; then
    sed -n '2,5s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
    exit 2
  fi
done

deploy/install-packages.sh build wasm web bench
deploy/run.sh --build-only >&2
[ -f build/bench/build.ninja ] || cmake --preset bench >&2
cmake --build --preset bench --target portcheck_bench portcheck >&2

files=$root/build/bench/files
for size in "${sizes[@]}"; do
  [ "$files/port-$size.inline.xlsx.parts" -nt tests/bench/generate.py ] || python3 tests/bench/generate.py "$files" "$size"
done
python3 tests/bench/table.py "$files" "${sizes[@]}"

if [ -n "${PORTCHECK_PEERS:-}" ]; then
  export PROJECT_CMD="node $root/tests/bench/peer.mjs ${PORTCHECK_PEERS_ENGINE:-native} {file} {truth} {runs}"
  echo
  bash "$PORTCHECK_PEERS/run.sh"
fi
