#!/usr/bin/env bash
# Brings the source of Debian's libdeflate into build/deps/libdeflate, for the WebAssembly build: the browser then
# inflates with the very version that the native build links. The machine's own apt configuration is read, never changed.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
target=$root/build/deps/libdeflate

fail() {
  echo "fetch-sources: $*" >&2
  exit 1
}

command -v apt-get >/dev/null || fail "apt-get is missing: this needs Debian 12 (or put libdeflate's source into $target yourself)"
command -v dpkg-source >/dev/null || fail "dpkg-source is missing: apt-get install dpkg-dev"

version=$(dpkg-query -W -f '${source:Version}' libdeflate-dev 2>/dev/null || true)
stamp=$target/.debian-version
if [[ -f $stamp && (-z $version || $(<"$stamp") == "$version") ]]; then
  echo "libdeflate $(<"$stamp"): already in build/deps/libdeflate"
  exit 0
fi

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
cd "$work/out"
"${apt[@]}" source --download-only "libdeflate${version:+=$version}" >"$work/log" 2>&1 ||
  fail "the source of libdeflate ${version:-(any version)} could not be downloaded: $(tail -n 3 "$work/log")"
dsc=(*.dsc)
[[ ${#dsc[@]} -eq 1 ]] || fail "expected one .dsc, found ${#dsc[@]}"
# apt has verified the archive's signatures and hashes; dpkg-source's own check would need Debian's keyring package.
dpkg-source --no-check -x "${dsc[0]}" source >"$work/log" 2>&1 || fail "unpacking failed: $(tail -n 3 "$work/log")"
[[ -f source/libdeflate.h && -f source/lib/deflate_decompress.c ]] || fail "the source of libdeflate has an unknown layout"

got=$(awk '$1 == "Version:" { print $2; exit }' "${dsc[0]}")
rm -rf "$target"
mkdir -p "$(dirname "$target")"
mv source "$target"
echo "$got" >"$target/.debian-version"
echo "libdeflate $got: unpacked into build/deps/libdeflate"
