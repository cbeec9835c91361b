#!/usr/bin/env bash
# A PostgreSQL of its own for a test: makes a cluster in FOLDER (unless there is one) and serves it on a unix socket
# there, in the foreground, without TCP, until it is told to stop. Nothing of it outlives the process that started it.
#   tests/postgres.sh FOLDER        connect with "host=FOLDER dbname=portcheck user=portcheck"
set -euo pipefail

folder=$1
bin=$(find /usr/lib/postgresql -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1)
[ -x "$bin/initdb" ] || { echo "postgres.sh: no PostgreSQL server here; deploy/install-packages.sh test" >&2 && exit 1; }

# initdb refuses root.
as=(setpriv --pdeathsig QUIT)
if [ "$(id -u)" -eq 0 ]; then
  chown nobody "$folder"
  chmod 755 "$folder"
  as=(setpriv --reuid nobody --regid nogroup --clear-groups --pdeathsig QUIT)
fi
# Speed alone: a machine that loses its power is not among the tests.
quick=(-c fsync=off -c full_page_writes=off -c shared_buffers=16MB -c max_connections=40 -c max_wal_size=256MB)
cluster=$folder/cluster
cd /
if [ ! -d "$cluster" ]; then
  "${as[@]}" "$bin/initdb" -D "$cluster" -U portcheck -A trust -E UTF8 --locale=C --no-sync --no-instructions >/dev/null
  "${as[@]}" "$bin/postgres" --single "${quick[@]}" -D "$cluster" postgres <<<"CREATE DATABASE portcheck" >/dev/null
fi
exec "${as[@]}" "$bin/postgres" -D "$cluster" "${quick[@]}" -c listen_addresses= -c unix_socket_directories="$folder"
