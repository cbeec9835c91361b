#!/usr/bin/env bash
# Lays PortCheck over Request Tracker's self-service: callbacks, loader, and the files of the built package.
#   install.sh [--to DIR] [--from DIST]
#     --to DIR      RT's local folder (default: /usr/local/share/request-tracker5)
#     --from DIST   the package's dist folder (default: web/dist of this repository)
# Then: copy etc/PortCheck_SiteConfig.pm into RT_SiteConfig.d, edit it, restart the web server.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
to=/usr/local/share/request-tracker5
from=$here/../../../web/dist

usage() { sed -n '2,6s/^# \{0,1\}//p' "$0"; }
while [ $# -gt 0 ]; do
  case $1 in
    --to | --from)
      [ $# -ge 2 ] || { echo "install.sh: $1 needs a folder" >&2 && usage >&2 && exit 2; }
      if [ "$1" = --to ]; then to=$2; else from=$2; fi
      shift 2
      ;;
    -h | --help) usage && exit ;;
    *) echo "install.sh: unknown option: $1" >&2 && usage >&2 && exit 2 ;;
  esac
done
files=(port-check.js worker.js portcheck.wasm portcheck-sheets.wasm portcheck-pdf.wasm portcheck.en.txt)
for name in "${files[@]}"; do
  [ -f "$from/$name" ] || { echo "install.sh: $from/$name is missing; build the package, or name its folder with --from" >&2 && exit 1; }
done
mkdir -p "$to/static/portcheck"
cp -R "$here/html" "$here/static" "$to/"
for name in "${files[@]}"; do cp "$from/$name" "$to/static/portcheck/"; done
chmod -R u=rwX,go=rX "$to/html" "$to/static"
echo "Installed into $to. Next: etc/PortCheck_SiteConfig.pm into RT_SiteConfig.d, then restart RT's web server."
