#!/usr/bin/env bash
# Measures PortCheck and prints tables; see README.md.
#   tests/bench/run.sh [--only rows|pathological|browsers|interaction|webhooks|tickets]... [ROWS]...   default: all; 10000 and 100000 rows
#     --rounds N                 how often every program is started in turn (default 3)
#     PORTCHECK_PEERS=FOLDER     other programs on the same files: a folder with one.mjs, gen.mjs and versions.json
#     PORTCHECK_PEERS_WORK=DIR   where they are installed, with their data (default build/bench/peers)
#     PORTCHECK_PROGRAMS=LIST    further programs, KIND::NAME::COMMAND one a line; KIND is csv or xlsx
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$root"
usage() { sed -n '3,7s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2 && exit 2; }

only=' '
rounds=3
sizes=()
while [ $# -gt 0 ]; do
  case $1 in
    --only | --rounds)
      [ $# -ge 2 ] || usage
      if [ "$1" = --only ]; then only="$only$2 "; else rounds=$2; fi
      shift
      ;;
    *)
      [[ $1 =~ ^[1-9][0-9]{0,6}$ ]] || usage
      sizes+=("$1")
      ;;
  esac
  shift
done
[[ $rounds =~ ^[1-9][0-9]?$ ]] || usage
for part in $only; do [[ $part =~ ^(rows|pathological|browsers|interaction|webhooks|tickets)$ ]] || usage; done
[ ${#sizes[@]} -gt 0 ] || sizes=(10000 100000)
wants() { [ "$only" = ' ' ] || [[ $only == *" $1 "* ]]; }

{
  deploy/install-packages.sh build wasm web bench
  deploy/run.sh --build-only
  [ -f build/bench/build.ninja ] || cmake --preset bench
  cmake --build --preset bench --target portcheck_bench portcheck_ticket_bench
} >&2

# The files are the peers' own where there are any: then all programs do the job that theirs were written for.
peers=${PORTCHECK_PEERS_WORK:-$root/build/bench/peers}
install_peers() {
  mkdir -p "$peers"
  cp -r "$PORTCHECK_PEERS"/. "$peers"
  chmod -R u+w "$peers"
  [ -f "$peers/package.json" ] || echo '{"private":true,"type":"module"}' >"$peers/package.json"
  [ ! -d "$peers/node_modules" ] || return 0
  local packages
  mapfile -t packages < <(node -p 'Object.entries(JSON.parse(fs.readFileSync(process.argv[1]))).map((one) => one.join("@")).join("\n")' \
    "$peers/versions.json")
  npm --prefix "$peers" install --no-audit --no-fund --silent "${packages[@]}"
}
files=$root/build/bench/files
generate() { tests/conformance/generate.py --columns fixed "$files" "$1"; }
if [ -n "${PORTCHECK_PEERS:-}" ]; then
  install_peers >&2
  files=$peers/data
  generate() { node --max-old-space-size=12000 "$peers/gen.mjs" --out "$files" --sizes "$1"; }
fi
for size in 200 "${sizes[@]}"; do
  [ -f "$files/port-$size.truth.json" ] || generate "$size" >&2
done

if wants rows; then
  more=()
  while IFS= read -r program; do
    [ -z "$program" ] || more+=(--program "$program")
  done <<<"${PORTCHECK_PROGRAMS:-}"
  [ -z "${PORTCHECK_PEERS:-}" ] || more+=(--peers "$peers")
  node tests/bench/table.mjs --data "$files" --sizes "$(IFS=, && echo "${sizes[*]}")" --rounds "$rounds" "${more[@]}" \
    --out build/bench/results.jsonl
fi
if wants pathological; then
  echo && node tests/bench/pathological.mjs
fi
if wants browsers; then
  echo && node tests/bench/browsers.mjs --file "$files/port-200.shared.xlsx" ${PORTCHECK_PEERS:+--peers "$peers"}
  # Three pages of a letter, by one of the makers that customers use.
  qpdf tests/cases/loa/chromium-pages.pdf --pages . 1-3 -- build/bench/letter.pdf
  echo && node tests/bench/browsers.mjs --file build/bench/letter.pdf ${PORTCHECK_PEERS:+--peers "$peers"}
fi
if wants interaction; then
  echo && node tests/bench/interaction.mjs --data "$files" --rows "$(IFS=, && echo "200,${sizes[*]}")" --rounds "$rounds" ${PORTCHECK_PEERS:+--peers "$peers"}
fi
if wants webhooks; then
  peer=$root/build/bench/webhook-peer
  if ! cmp -s tests/bench/webhooks/package.json "$peer/package.json" || [ ! -d "$peer/node_modules" ]; then
    mkdir -p "$peer" && cp tests/bench/webhooks/package.json "$peer"
    npm --prefix "$peer" install --no-audit --no-fund --silent >&2
  fi
  echo && node tests/bench/webhooks/webhooks.mjs
fi
if wants tickets; then
  echo && node tests/bench/tickets.mjs
fi
