#!/usr/bin/env bash
# Starts Neo4j and PostgreSQL in a folder of their own, installs the peers, and measures everybody. What it starts it ends.
# Needs Go, Node 20, Java 17 with Maven, and PostgreSQL 15 (installed from Debian where that can be done without asking).
set -euo pipefail
cd "$(dirname "$0")/../.."
here=bench/peers
version=5.26.30
lib=$PWD/.cache/neo4j/$version/lib

for peer in neo4j-graphql postgraphile; do
  [ "$here/$peer/node_modules/.package-lock.json" -nt "$here/$peer/package-lock.json" ] || (cd "$here/$peer" && npm ci --no-audit --no-fund --loglevel=error >&2)
done
if [ ! -d "$lib" ]; then
  rm -rf "${lib%/lib}/peers" && mvn -q -B -f internal/neo4jtest/server/pom.xml dependency:copy-dependencies -DoutputDirectory="${lib%/lib}/peers" -DincludeScope=runtime
  mv "${lib%/lib}/peers" "$lib"
fi
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
java_pid=
finish() {
  [ -z "$java_pid" ] || { kill "$java_pid" 2>/dev/null && wait "$java_pid" 2>/dev/null; } || true
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

# Neo4j with as much memory as the data needs several times over.
bolt=$(free)
mkdir -p "$dir"/neo4j/{conf,data,logs,run,plugins,import}
cat > "$dir/neo4j/conf/neo4j.conf" <<CONF
dbms.security.auth_enabled=false
dbms.usage_report.enabled=false
server.bolt.listen_address=127.0.0.1:$bolt
server.bolt.advertised_address=127.0.0.1:$bolt
server.http.enabled=false
server.https.enabled=false
server.memory.pagecache.size=256m
CONF
java -Xmx1g -XX:+UseG1GC --add-opens=java.base/java.nio=ALL-UNNAMED --add-opens=java.base/java.io=ALL-UNNAMED \
  --add-opens=java.base/sun.nio.ch=ALL-UNNAMED --add-opens=java.base/java.util.concurrent=ALL-UNNAMED -Dio.netty.tryReflectionSetAccessible=true \
  -cp "$lib/*" org.neo4j.server.CommunityEntryPoint "--home-dir=$dir/neo4j" "--config-dir=$dir/neo4j/conf" --console-mode >"$dir/neo4j/logs/console.log" 2>&1 &
java_pid=$!
for _ in $(seq 600); do
  if grep -q ' Started\.' "$dir/neo4j/logs/console.log"; then break; fi
  kill -0 $java_pid 2>/dev/null || { cat "$dir/neo4j/logs/console.log" >&2; exit 1; }
  sleep 0.2
done

go build -o "$dir/peers" ./bench/peers
"$dir/peers" -here "$here" -dir "$dir" -neo4j "bolt://127.0.0.1:$bolt" -postgres "postgres://bench@127.0.0.1:$port/bench" "$@"
