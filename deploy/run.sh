#!/usr/bin/env bash
# From a bare Debian 12 machine to a running PortCheck server with its demo desk. Safe to repeat.
#   deploy/run.sh [--port N] [--data DIR] [--build-only]
#     --port N       listen on 127.0.0.1:N (default 8080)
#     --data DIR     where tickets, queue and configuration live (default: data/ beside deploy/)
#     --build-only   install packages and build everything, start nothing
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
port=8080
data=$root/data
build_only=false

usage() { sed -n '2,6s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; }
say() { printf '%s\n' "$@" >&2; }
fail() { say "run.sh: $*" && exit 1; }
wrong() { say "run.sh: $*" && usage >&2 && exit 2; }

while [ $# -gt 0 ]; do
  case $1 in
    --port | --data)
      if [ $# -lt 2 ] || [ -z "$2" ]; then wrong "$1 needs a value"; fi
      if [ "$1" = --port ]; then port=$2; else data=$(realpath -m -- "$2"); fi
      shift
      ;;
    --port=*) port=${1#*=} ;;
    --data=*) data=$(realpath -m -- "${1#*=}") ;;
    --build-only) build_only=true ;;
    -h | --help) usage && exit ;;
    *) wrong "unknown option: $1" ;;
  esac
  shift
done
if ! [[ $port =~ ^[1-9][0-9]{0,4}$ && $port -le 65535 ]]; then
  wrong "--port takes a number from 1 to 65535, not '$port'"
fi

port_answers() { (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; }

check_place() {
  ! port_answers || fail "port $port is in use by another program; choose one with --port N"
  (umask 077 && mkdir -p -- "$data") 2>/dev/null || fail "cannot create the data directory $data"
  if ! [ -w "$data" ] || ! [ -x "$data" ]; then fail "cannot write into the data directory $data"; fi
}

build_native() {
  [ -f build/release/build.ninja ] || cmake --preset release
  cmake --build --preset release --target portcheck portcheckd
}

build_wasm() {
  deploy/fetch-sources.sh
  [ -f build/wasm/build.ninja ] || cmake --preset wasm
  cmake --build --preset wasm
}

# Runs a command unless the same inputs (a digest) went through it before: once STAMP DIGEST COMMAND...
once() {
  local stamp=$1 digest=$2
  shift 2
  [ "$(cat "$stamp" 2>/dev/null)" != "$digest" ] || return 0
  rm -f "$stamp"
  "$@"
  echo "$digest" >"$stamp"
}

digest_of_web() {
  {
    find web wasm shared/tools shared/rules.json build/wasm/portcheck.wasm build/wasm/portcheck-letters.wasm build/wasm/portcheck-sheets.wasm build/wasm/portcheck-pdf.wasm build/wasm/portcheck.en.txt \
      \( -name node_modules -o -name generated -o -path web/dist \) -prune -o -type f -print0 |
      LC_ALL=C sort -z | xargs -0 sha256sum
    node --version
  } | sha256sum
}

install_npm_packages() { npm --prefix web ci --no-audit --no-fund --loglevel=error; }
bundle_web() { npm --prefix web run --silent build; }

build_web() {
  [ -d web/node_modules ] || rm -f build/npm.stamp
  [ -d web/dist ] || rm -f build/web.stamp
  once build/npm.stamp "$(sha256sum <web/package-lock.json)" install_npm_packages
  once build/web.stamp "$(digest_of_web)" bundle_web
}

$build_only || check_place
cd "$root"
deploy/install-packages.sh build wasm web run
mkdir -p build
build_native
build_wasm
build_web
if $build_only; then
  say "Built: build/release/portcheck, build/release/portcheckd, build/wasm/portcheck*.wasm, build/wasm/portcheck.en.txt, web/dist/"
  exit
fi
check_place

# The demo's secrets are made once and kept with its data: webhooks signed before a restart stay valid after it.
config=$data/portcheckd.jsonc
write_config() {
  cat <<END
// Made by deploy/run.sh for the demo desk; yours to edit. All settings: portcheckd --print-default-config
{
  "demo_desk": {
    "enabled": true,
    "api_token": "$(openssl rand -hex 32)",
    "webhook_secrets": ["whsec_$(openssl rand -base64 32)"]
  }
}
END
}
if [ ! -e "$config" ]; then
  (umask 077 && write_config >"$config.new" && mv -- "$config.new" "$config")
fi

# Says where to look as soon as the server answers; $$ will be the server itself.
announce() {
  for _ in $(seq 150); do
    sleep 0.2
    kill -0 $$ 2>/dev/null || return 0
    if port_answers; then
      say "" "PortCheck is running. Stop it with Ctrl-C." \
        "  customers open  http://127.0.0.1:$port/portal" \
        "  agents open     http://127.0.0.1:$port/agent" ""
      return 0
    fi
  done
}
announce &

umask 077  # tickets and queue are nobody else's to read
export PORTCHECK_SERVER_WEB_ROOT=$root/web/dist
exec build/release/portcheckd --config "$config" --data "$data" --port "$port"
