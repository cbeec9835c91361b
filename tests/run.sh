#!/usr/bin/env bash
# Installs what the tests need, builds, and runs every group of tests, also after one has failed.
#   tests/run.sh [--only GROUP]... [--list]
#     --only GROUP   run this group alone (may be repeated)
#     --list         print the groups
# The last line reads `N passed, N failed`. Full output of each group: build/test-logs/GROUP.log
set -uo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root" || exit 1
logs=$root/build/test-logs

groups='
format       C++ sources against .clang-format
scripts      shell scripts through shellcheck
policy       dependency direction, sizes of files, links, the rule catalogue
types        TypeScript through its compiler
unit         C++ tests and tests/cases, optimised build
sanitized    the same under AddressSanitizer and UBSan
fuzz         the fuzz targets on their seeds and some seconds further, under the sanitizers
readers      the readers against openpyxl, LibreOffice and poppler
wasm         the module in Node: parity with the native engine, memory, size
conformance  sheets with known mistakes, natively and in Node, and the same sheet from several programs
web          the pages in three browser engines, the npm package, the embed kits
integration  real servers over HTTP
'
all=$(awk 'NF { print $1 }' <<<"$groups")

usage() { sed -n '2,6s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; }
wrong() { printf 'run.sh: %s\n' "$*" >&2 && usage >&2 && exit 2; }

chosen=
while [ $# -gt 0 ]; do
  case $1 in
    --only | --only=*)
      name=${1#--only=}
      [ "$1" != --only ] || { [ $# -ge 2 ] || wrong "--only needs a group"; name=$2; shift; }
      grep -qxF -- "$name" <<<"$all" || wrong "no group '$name'; there are: $(tr '\n' ' ' <<<"$all")"
      chosen="$chosen $name"
      ;;
    --list) sed '/^$/d' <<<"$groups" && exit ;;
    -h | --help) usage && exit ;;
    *) wrong "unknown option: $1" ;;
  esac
  shift
done
chosen=${chosen:-$all}
wants() { for one in "$@"; do [[ " ${chosen//$'\n'/ } " != *" $one "* ]] || return 0; done; return 1; }

# --- builds: quiet unless they fail; a group whose build failed fails with it ---------------------------------------

mkdir -p "$logs"
quietly() {
  local log=$logs/$1.log begun=$SECONDS
  shift
  if "$@" >"$log" 2>&1; then
    printf 'build  %-24s %4d s\n' "$(basename "$log" .log)" $((SECONDS - begun))
  else
    printf 'FAILED %s: last lines of %s\n' "$(basename "$log" .log)" "${log#"$root"/}"
    tail -n 40 "$log"
    return 1
  fi
}

# Sources that were compiled before, here or in another checkout, are not compiled again.
if command -v ccache >/dev/null; then
  export CMAKE_C_COMPILER_LAUNCHER=ccache CMAKE_CXX_COMPILER_LAUNCHER=ccache
  export CCACHE_BASEDIR=$root CCACHE_NOHASHDIR=1 CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
fi

build_preset() {  # PRESET CMAKE-OPTION...
  local preset=$1
  shift
  cmake --preset "$preset" "$@" && cmake --build --preset "$preset"
}
build_with_tests() { build_preset "$1" -DPORTCHECK_TESTS=ON; }

# --- runners: each leaves "passed failed skipped" in $logs/GROUP.count ----------------------------------------------

run_format() {
  local all failed
  all=$(git ls-files '*.cc' '*.h' | wc -l)
  failed=$(git ls-files -z '*.cc' '*.h' | xargs -0 -n 40 -P "$(nproc)" clang-format --dry-run 2>&1 |
    sed -n 's/^\([^:]*\):[0-9].*/\1/p' | sort -u)
  sed -n 's/^./not formatted: clang-format -i &/p' <<<"$failed"
  failed=$(wc -w <<<"$failed")
  echo "$((all - failed)) $failed 0" >"$logs/format.count"
}

run_scripts() {
  local passed=0 failed=0 file
  while IFS= read -r file; do
    if shellcheck -x "$file"; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
  done < <(git grep -lE '^#!.*\b(bash|sh)$' -- . ':!*.md')
  echo "$passed $failed 0" >"$logs/scripts.count"
}

run_types() {
  local status=0
  npm --prefix web run --silent check || status=1
  echo "$((1 - status)) $status 0" >"$logs/types.count"
}

run_policy() { python3 tests/policy/run.py --count "$logs/policy.count"; }

run_gtests() {  # GROUP PRESET
  tests/gtests.py --count "$logs/$1.count" --log "$logs/$1.full" "build/$2/portcheck_shared_tests" "build/$2/portcheckd_tests"
}

run_node() {  # GROUP
  local files=()
  mapfile -t files < <(find "tests/$1" -name node_modules -prune -o -name '*.test.mjs' -print | LC_ALL=C sort)
  if [ ${#files[@]} -eq 0 ]; then
    echo "no *.test.mjs in tests/$1" && return 1
  fi
  local at_once=1  # browsers wait for each other most of the time
  [ "$1" != web ] || at_once=$(nproc)
  timeout --foreground 1200 node --test --test-concurrency="$at_once" --test-reporter=tap --test-reporter-destination="$logs/$1.tap" \
    --test-reporter=spec --test-reporter-destination="$logs/$1.full" "${files[@]}"
  local status=$?
  [ $status -eq 0 ] || sed -n '/failing tests:/,$p' "$logs/$1.full" | head -n 300
  awk '/^# (pass|fail|cancelled|skipped|todo) / { n[$2] = $3 }
    END { print n["pass"] + 0, n["fail"] + n["cancelled"], n["skipped"] + n["todo"] }' "$logs/$1.tap" >"$logs/$1.count"
  return $status
}

run_fuzz() { tests/fuzz/run.py --count "$logs/fuzz.count"; }

run_readers() {
  local status=0
  tests/readers/compare.py --cells build/release/portcheck_cells --facts build/release/portcheck --count "$logs/readers.count" || status=1
  tests/readers/compare_pdf.py --reader build/release/portcheck_document --count "$logs/readers-pdf.count" || status=1
  paste "$logs/readers.count" "$logs/readers-pdf.count" |
    awk '{ print $1 + $4, $2 + $5, $3 + $6 }' >"$logs/readers.both" && mv "$logs/readers.both" "$logs/readers.count"
  return $status
}

run_group() {
  case $1 in
    unit) run_gtests unit release ;;
    sanitized)
      ASAN_OPTIONS=detect_leaks=1:strict_string_checks=1 UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1 \
        run_gtests sanitized asan
      ;;
    wasm | conformance | web | integration) run_node "$1" ;;
    *) "run_$1" ;;
  esac
}

group() {  # NAME [BUILD-THAT-FAILED]
  local name=$1 broken=${2:-} begun=$SECONDS status=1 passed=0 failed=0 skipped=0
  rm -f "$logs/$name.count"
  if [ -n "$broken" ]; then
    echo "not run: the build '$broken' failed" >"$logs/$name.log"
  else
    run_group "$name" >"$logs/$name.log" 2>&1
    status=$?
  fi
  [ ! -s "$logs/$name.count" ] || read -r passed failed skipped <"$logs/$name.count"
  # A crash that no test reports, and a group that ran nothing, are failures too.
  if [ "$failed" -eq 0 ] && { [ "$status" -ne 0 ] || [ "$passed" -eq 0 ]; }; then failed=1; fi

  local word=ok line
  if [ "$failed" -gt 0 ]; then
    word=FAILED
    cat "$logs/$name.log"
  fi
  line=$(printf '%-6s %-12s %5d passed, %d failed' "$word" "$name" "$passed" "$failed")
  [ "$skipped" -eq 0 ] || line="$line, $skipped skipped"
  printf '%-60s %4d s\n' "$line" $((SECONDS - begun))
  echo "$passed $failed $skipped" >"$logs/$name.result"
}

# --- the run --------------------------------------------------------------------------------------------------------

deploy/install-packages.sh build wasm web run test fuzz || exit 1

product=''
if wants types wasm conformance web integration; then quietly build-product deploy/run.sh --build-only || product=build-product; fi
rm -f "$logs"/*.result

# Two lanes at once: browsers and servers wait for each other most of the time, compilers and the rest never do, and give way.
groups_that_wait() {
  for name in integration web; do
    if wants "$name"; then group "$name" "$product"; fi
  done
}
groups_that_work() {
  local release='' asan='' name
  if wants unit readers; then quietly build-release build_with_tests release || release=build-release; fi
  if wants sanitized fuzz; then quietly build-asan build_preset asan || asan=build-asan; fi
  for name in $all; do
    wants "$name" || continue
    case $name in
      integration | web) ;;
      unit | readers) group "$name" "$release" ;;
      sanitized | fuzz) group "$name" "$asan" ;;
      types | wasm | conformance) group "$name" "$product" ;;
      *) group "$name" ;;
    esac
  done
}
trap 'trap "" TERM; kill -TERM 0; exit 130' INT
groups_that_wait &
(renice -n 10 "$BASHPID" >/dev/null; groups_that_work)
wait

for name in $chosen; do
  [ -s "$logs/$name.result" ] || echo "0 1 0" >"$logs/$name.result"
done
read -r passed failed skipped < <(cat "$logs"/*.result | awk '{ p += $1; f += $2; s += $3 } END { print p + 0, f + 0, s + 0 }')

echo
summary="$passed passed, $failed failed"
[ "$skipped" -eq 0 ] || summary="$summary, $skipped skipped"
echo "$summary"
[ "$failed" -eq 0 ]
