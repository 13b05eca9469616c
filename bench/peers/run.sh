#!/usr/bin/env bash
# Starts PostgreSQL in a folder of its own, installs the peers, and measures everybody. What it starts it ends. `make bench-peers`
# runs it beside an empty Neo4j. Needs Go, Node 20 and PostgreSQL 15 (installed from Debian where that can be done without asking).
set -euo pipefail
[ -n "${CAREJOURNEY_TEST_NEO4J_URI:-}" ] || { echo "there is no Neo4j: run make bench-peers" >&2; exit 1; }
cd "$(dirname "$0")/../.."
here=bench/peers
for peer in neo4j-graphql postgraphile; do
  [ "$here/$peer/node_modules/.package-lock.json" -nt "$here/$peer/package-lock.json" ] || (cd "$here/$peer" && npm ci --no-audit --no-fund --loglevel=error >&2)
done
postgres=/usr/lib/postgresql/15/bin
if [ ! -x $postgres/initdb ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -q >&2 && apt-get install -y -q --no-install-recommends postgresql-15 >&2
  else
    echo "PostgreSQL 15 is needed: install Debian's package postgresql-15" >&2
    exit 1
  fi
fi

dir=$(mktemp -d)
chmod 755 "$dir"
as() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; } # PostgreSQL does not run as root
finish() {
  as $postgres/pg_ctl -D "$dir/postgres/data" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$dir"
}
trap finish EXIT
free() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

# PostgreSQL with the settings of its package, on a port of its own.
port=$(free)
mkdir "$dir/postgres" && { [ "$(id -u)" != 0 ] || chown postgres "$dir/postgres"; }
as $postgres/initdb -A trust -U bench -D "$dir/postgres/data" --locale=C.UTF-8 -E UTF8 >/dev/null
as $postgres/pg_ctl -D "$dir/postgres/data" -l "$dir/postgres/log" -w -o "-p $port -c listen_addresses=127.0.0.1 -k $dir/postgres" start >/dev/null
psql --quiet "postgres://bench@127.0.0.1:$port/postgres" -c 'CREATE DATABASE bench'

go build -o "$dir/peers" ./bench/peers
"$dir/peers" -here "$here" -dir "$dir" -neo4j "$CAREJOURNEY_TEST_NEO4J_URI" -postgres "postgres://bench@127.0.0.1:$port/bench" "$@"
