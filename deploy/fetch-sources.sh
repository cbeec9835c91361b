#!/usr/bin/env bash
# Brings the sources of Debian's libdeflate and qpdf into build/deps/NAME, for the WebAssembly build:
# the browser then reads with the very versions that the native build links. The machine's own apt configuration is read,
# never changed.
#   deploy/fetch-sources.sh [NAME...]   all of them when none is named
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)

# name and source package  installed package that gives the version  a file that must be there
sources='
libdeflate      libdeflate-dev         lib/deflate_decompress.c
qpdf            libqpdf-dev            libqpdf/QPDF.cc
'

fail() {
  echo "fetch-sources: $*" >&2
  exit 1
}

names=$(awk 'NF { print $1 }' <<<"$sources")
for name in "$@"; do
  grep -qxF -- "$name" <<<"$names" || fail "no source '$name'; there are: ${names//$'\n'/ }"
done
wanted=${*:-$names}

command -v apt-get >/dev/null || fail "apt-get is missing: this needs Debian 12 (or put the sources into $root/build/deps yourself)"
command -v dpkg-source >/dev/null || fail "dpkg-source is missing: apt-get install dpkg-dev"

missing=()
while read -r name package file; do
  [[ -n $name && " ${wanted//$'\n'/ } " == *" $name "* ]] || continue
  version=$(dpkg-query -W -f '${source:Version}' "$package" 2>/dev/null || true)
  stamp=$root/build/deps/$name/.debian-version
  if [[ -f $stamp && (-z $version || $(<"$stamp") == "$version") ]]; then
    echo "$name $(<"$stamp"): already in build/deps/$name"
  else
    missing+=("$name $version $file")
  fi
done <<<"$sources"
[[ ${#missing[@]} -gt 0 ]] || exit 0

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work" # apt downloads as a user of its own
mkdir -p "$work"/{sources,lists/partial,cache/archives/partial,out}
# shellcheck source=/dev/null
codename=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
[[ -n $codename ]] || fail "/etc/os-release names no VERSION_CODENAME"

# Only this release's suites: other vendors' archives often have no sources, which would fail the update.
shopt -s nullglob
for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
  [[ -f $file ]] || continue
  awk -v suite="$codename" '
    $1 == "deb" {
      at = 2
      if ($at ~ /^\[/) while (at < NF && $at !~ /\]$/) at++
      if ($2 ~ /^\[/) at++
      if ($(at + 1) ~ "^" suite "(-updates|-security|/updates)?$") { $1 = "deb-src"; print }
    }' "$file" >>"$work/sources/machine.list"
done
for file in /etc/apt/sources.list.d/*.sources; do
  awk -v suite="$codename" '
    BEGIN { RS = ""; FS = "\n" }
    $0 ~ "(^|\n)Suites:[^\n]*[ \t]" suite "(-updates|-security)?([ \t\n]|$)" && $0 !~ /(^|\n)Enabled:[ \t]*no/ {
      sub(/(^|\n)Types:[^\n]*/, "\nTypes: deb-src")
      print $0 "\n"
    }' "$file" >>"$work/sources/machine.sources"
done
grep -qs deb-src "$work"/sources/* || fail "no apt source for Debian '$codename' found under /etc/apt"

apt=(apt-get -qq
  -o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts="$work/sources"
  -o Dir::State::Lists="$work/lists" -o Dir::Cache="$work/cache"
  -o Acquire::Languages=none -o Acquire::Retries=3)
"${apt[@]}" update || fail "the list of source packages could not be downloaded (the lines above say why)"

# NAME VERSION FILE, the version perhaps empty
fetch() {
  local name=$1 version=$2 file=$3 target=$root/build/deps/$1 dsc got
  mkdir "$work/out/$name"
  cd "$work/out/$name"
  "${apt[@]}" source --download-only "$name${version:+=$version}" >"$work/log" 2>&1 ||
    fail "the source of $name ${version:-(any version)} could not be downloaded: $(tail -n 3 "$work/log")"
  dsc=(*.dsc)
  [[ ${#dsc[@]} -eq 1 ]] || fail "expected one .dsc of $name, found ${#dsc[@]}"
  # apt has verified the archive's signatures and hashes; dpkg-source's own check would need Debian's keyring package.
  dpkg-source --no-check -x "${dsc[0]}" source >"$work/log" 2>&1 || fail "unpacking $name failed: $(tail -n 3 "$work/log")"
  [[ -f source/$file ]] || fail "the source of $name has an unknown layout"

  got=$(awk '$1 == "Version:" { print $2; exit }' "${dsc[0]}")
  rm -rf "$target"
  mkdir -p "$(dirname "$target")"
  mv source "$target"
  echo "$got" >"$target/.debian-version"
  echo "$name $got: unpacked into build/deps/$name"
}

for one in "${missing[@]}"; do
  IFS=' ' read -r name rest <<<"$one"
  file=${rest##* } version=${rest% *}
  [[ $version != "$rest" ]] || version=
  fetch "$name" "$version" "$file"
done
