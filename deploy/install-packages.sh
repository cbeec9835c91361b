#!/usr/bin/env bash
# Installs the Debian 12 packages that one or more purposes need; asks apt for nothing that is already there.
#   deploy/install-packages.sh build|wasm|web|test|bench|fuzz|run ...
#   deploy/install-packages.sh --check PURPOSE...   only says what is missing (exit 1 then)
#   deploy/install-packages.sh --list PURPOSE...    prints the names of the packages, present or not
set -euo pipefail

# purpose  package  why
packages='
build  g++                   the compiler
build  cmake                 the build description
build  ninja-build           the builder the CMake presets name
build  python3               generates rule ids and the numbering plan from shared/
build  libdeflate-dev        inflates workbooks
build  libqpdf-dev           the structure of PDF
build  libcpp-httplib-dev    the HTTP server
build  libcurl4-openssl-dev  calls to help-desks
build  libexpat1-dev         outbound messages of Salesforce
build  libssl-dev            TLS, SHA-256 and HMAC
build  libsqlite3-dev        the queue and the demo desk on disk
build  libpq-dev             the queue in PostgreSQL
build  nlohmann-json3-dev    JSON in the server
build  libcli11-dev          the flags of portcheck and portcheckd
build  ca-certificates       TLS to help-desks and to the package registries
wasm   emscripten            the WebAssembly compiler
wasm   dpkg-dev              unpacks the sources of libraries, for the same versions in both builds
web    nodejs                bundles the page (18 or newer; not installed where node is on PATH)
web    npm                   fetches the bundler (not installed where npm is on PATH)
run    tesseract-ocr         reads scanned letters
run    poppler-utils         draws the pages of scanned PDFs for it
run    openssl               makes the secrets of the demo configuration
test   ccache                what was compiled before is not compiled again
test   git                   lists the tracked files for the policy tests
test   libgtest-dev          unit tests
test   libgmock-dev          matchers of the unit tests
test   zlib1g-dev            a second opinion on inflate
test   clang-format          the format check
test   shellcheck            the scripts
test   brotli                the size budget of the wasm files
test   chromium              the browser that the page is tested in
test   fonts-dejavu-core     text in the screenshots
test   libreoffice-calc      saves workbooks as customers do, and reads ours
test   libreoffice-writer    makes PDFs and Word documents as customers do
test   groff                 the same by another hand
test   python3-reportlab     the same, and fills forms
test   poppler-utils         reads PDFs, for comparison
test   python3-openpyxl      saves workbooks as scripts do, and reads ours
test   python3-xlsxwriter    the same by another hand
test   qpdf                  checks the letters that we make
test   python3-docx          saves Word documents as scripts do
test   python3-pil           saves pictures of every kind
test   openssl               an independent signature for the webhook tests
test   curl                  black-box requests
test   postgresql            the other database of the queue; the tests start one of their own
test   faketime              a server whose clock jumps
test   request-tracker5      a real help-desk with its self-service portal
test   rt5-db-sqlite         its database, a file
test   rt5-standalone        its web server
test   msmtp-mta             the mail program it wants; nothing is sent
test   firefox-esr           the second browser
test   webkit2gtk-driver     the third one, WebKitGTK, with its WebDriver
test   libwebkit2gtk-4.1-0   the MiniBrowser that the driver starts
test   xvfb                  a display for it
test   nginx-light           the proxy of deploy/nginx
test   prometheus            promtool, which judges metrics and queries
bench  zlib1g-dev            inflate alone, the floor for XLSX
bench  qpdf                  takes three pages out of a letter
bench  chromium              the first report in three browser engines
bench  firefox-esr           the same
bench  webkit2gtk-driver     the same: WebKitGTK with its WebDriver
bench  libwebkit2gtk-4.1-0   the MiniBrowser that the driver starts
bench  xvfb                  a display for it
bench  webhook               another webhook server
bench  wrk                   sends webhooks as fast as they are taken
fuzz   clang                 libFuzzer comes with clang only
fuzz   libclang-rt-14-dev    its runtime
fuzz   zlib1g-dev            what inflate is compared with
'

# The packages are wanted, not a service of this machine: nothing is started, and no database, cron job or mail set-up is made.
answers='
request-tracker5 request-tracker5/dbconfig-install boolean false
request-tracker5 request-tracker5/install-cronjobs boolean false
request-tracker5 request-tracker5/handle-siteconfig-permissions boolean true
msmtp msmtp/apparmor boolean false
'

usage() { sed -n '2,5s/^# \{0,1\}//p' "$0"; }

mode=install
purposes=()
for argument in "$@"; do
  case $argument in
    --check) mode=check ;;
    --list) mode=list ;;
    build | wasm | web | run | test | bench | fuzz) purposes+=("$argument") ;;
    -h | --help) usage && exit ;;
    *) echo "install-packages: unknown purpose or option: $argument" >&2 && usage >&2 && exit 2 ;;
  esac
done
[ ${#purposes[@]} -gt 0 ] || { usage >&2 && exit 2; }

wanted=()
while read -r purpose package _; do
  [[ -n $package && " ${purposes[*]} " == *" $purpose "* && " ${wanted[*]} " != *" $package "* ]] || continue
  if [ "$mode" != list ]; then
    case $package in nodejs) ! command -v node >/dev/null || continue ;; npm) ! command -v npm >/dev/null || continue ;; esac
  fi
  wanted+=("$package")
done <<<"$packages"

if [ "$mode" = list ]; then
  printf '%s\n' "${wanted[@]}"
  exit
fi

fail() {
  printf 'install-packages: %s\n' "$@" >&2
  exit 1
}

[ ${#wanted[@]} -gt 0 ] || exit 0
if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
  fail "this machine has no apt-get. PortCheck's scripts are made for Debian 12." \
    "Elsewhere install these by hand, then build with cmake: ${wanted[*]}"
fi

installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "${wanted[@]}" 2>/dev/null | sed -n 's/^installed //p' || true)
missing=()
for package in "${wanted[@]}"; do
  grep -qxF -- "$package" <<<"$installed" || missing+=("$package")
done

install_missing() {
  local sudo=()
  local command="apt-get update && apt-get install --no-install-recommends ${missing[*]}"
  [ "$mode" = install ] || fail "missing: ${missing[*]}" "install them as root with: $command"
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null || ! { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
      fail "missing: ${missing[*]}" "neither root nor sudo here. Run as root: $command"
    fi
    sudo=(sudo)
  fi

  echo "Installing ${#missing[@]} Debian packages: ${missing[*]}" >&2
  local log
  log=$(mktemp)
  # Fetching may fail for one list among several, such as a vendor's; only a failing install counts.
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q update >"$log" 2>&1 || true
  if [[ " ${missing[*]} " == *" request-tracker5 "* ]] && command -v debconf-set-selections >/dev/null; then
    sed '/^$/d' <<<"$answers" | "${sudo[@]}" debconf-set-selections
  fi
  local quiet=()
  if [ ! -e /usr/sbin/policy-rc.d ]; then
    quiet=(sh -c 'printf "#!/bin/sh\nexit 101\n" >/usr/sbin/policy-rc.d && chmod +x /usr/sbin/policy-rc.d
      trap "rm -f /usr/sbin/policy-rc.d" EXIT; "$@"' --)
  fi
  if ! "${sudo[@]}" "${quiet[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 \
    install --no-install-recommends "${missing[@]}" >>"$log" 2>&1 </dev/null; then
    grep -E "^(E:|dpkg:)" "$log" | tail -n 4 >&2 || tail -n 4 "$log" >&2
    rm -f "$log"
    fail "apt-get could not install: ${missing[*]}" "is there a network? Try as root: $command"
  fi
  rm -f "$log"
}

[ ${#missing[@]} -eq 0 ] || install_missing

if [[ " ${purposes[*]} " == *" web "* && $mode == install ]]; then
  major=$(node -p 'process.versions.node.split(".")[0]')
  [ "$major" -ge 18 ] || fail "node $(node --version) on PATH is too old: 18 or newer is needed ($(command -v node))"
fi
