#!/usr/bin/env bash
# start_neo4j.sh DIST HOME PORT [key=value ...]
#
#   DIST       the folder that get_neo4j.sh made
#   HOME       the folder of this one server, made when missing: conf/ data/ logs/ import/ run/
#   PORT       its Bolt port on 127.0.0.1 (7687 is the usual one); nothing else is opened
#   key=value  any further settings of neo4j.conf (the last of a key wins)
#
# Returns 0 only when a query was answered; the process id is in HOME/run/neo4j.pid.
#
# Environment:
#   NEO4J_PASSWORD       the password of the user neo4j, at least 8 characters; set at the first start only. "-": no login
#   NEO4J_HEAP           512m       NEO4J_PAGECACHE  128m
#   NEO4J_START_TIMEOUT  120 (s)    NEO4J_JAVA_OPTS  further options of Java
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
usage() { awk 'NR > 1 && !/^#/ { exit } NR > 1 { sub(/^# ?/, ""); print }' "$0" >&2; exit 64; }
fail() { printf 'start_neo4j.sh: %s\n' "$*" >&2; exit 1; }
[ $# -ge 3 ] || usage
[ -s "$1/java.path" ] || fail "$1 holds no Neo4j; get one: $here/get_neo4j.sh $1"
dist=$(cd "$1" && pwd)
mkdir -p "$2"
home=$(cd "$2" && pwd)
port=$3
shift 3
password=${NEO4J_PASSWORD:-}
[ -n "$password" ] || fail "choose a password of at least 8 characters: export NEO4J_PASSWORD=..."
heap=${NEO4J_HEAP:-512m}
pidfile=$home/run/neo4j.pid
java=$(cat "$dist/java.path")
main=$(cat "$dist/main.class")

# ---- not twice, and not on a port that is taken
if [ -s "$pidfile" ] && kill -0 "$(cat "$pidfile")" 2>/dev/null \
   && tr '\0' '\n' <"/proc/$(cat "$pidfile")/cmdline" | grep -qxF -- "--home-dir=$home"; then
  fail "already running: process $(cat "$pidfile")"
fi
python3 - "$port" <<'P' || fail "port $port of 127.0.0.1 is taken"
import socket, sys

s = socket.socket()
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
try:
    s.bind(("127.0.0.1", int(sys.argv[1])))
except OSError:
    sys.exit(1)
P
mkdir -p "$home"/{conf,data,logs,import,plugins,run}
rm -f "$pidfile"

# ---- conf/neo4j.conf
auth=true
[ "$password" = - ] && auth=false
settings=(
  "server.bolt.listen_address=127.0.0.1:$port"
  "server.bolt.advertised_address=127.0.0.1:$port"
  server.default_listen_address=127.0.0.1
  server.http.enabled=false
  server.https.enabled=false
  "dbms.security.auth_enabled=$auth"
  "server.memory.pagecache.size=${NEO4J_PAGECACHE:-128m}"
  # nothing is sent outside this machine
  dbms.usage_report.enabled=false
  # LOAD CSV is off. Without these three any session, a read-only one too, reads any file and URL
  # (server.directories.import has no default outside the neo4j.conf that Neo4j ships)
  server.directories.import=import
  dbms.security.allow_csv_import_from_file_urls=false
  "internal.dbms.cypher_ip_blocklist=0.0.0.0/0,::/0"
  # small on disk: the default keeps two days of transaction logs, preallocated at 256 MiB each
  "db.tx_log.rotation.retention_policy=keep_none"
  "db.tx_log.rotation.size=16m"
  "db.tx_log.preallocate=false"
)
mapfile -t extra <"$dist/extra.conf"
settings+=("${extra[@]}" "$@")
# the server refuses a key given twice: keep the last
printf '%s\n' "${settings[@]}" | tac | awk -F= '!seen[$1]++' | tac >"$home/conf/neo4j.conf"

# ---- Java's options, as Neo4j ships them
jvm=(-XX:+UseG1GC -XX:-OmitStackTraceInFastThrow -XX:+UnlockExperimentalVMOptions
     -XX:+TrustFinalNonStaticFields -XX:+DisableExplicitGC
     -Djdk.nio.maxCachedBufferSize=1024 -Dio.netty.tryReflectionSetAccessible=true
     -Dio.netty.leakDetection.level=DISABLED
     --add-opens=java.base/java.nio=ALL-UNNAMED --add-opens=java.base/java.io=ALL-UNNAMED
     --add-opens=java.base/sun.nio.ch=ALL-UNNAMED
     --enable-native-access=ALL-UNNAMED
     -Dlog4j2.disable.jmx=true -Dfile.encoding=UTF-8)
# get_neo4j.sh's class archive: a third less CPU at the start; Java ignores one that does not fit
if [ -s "$dist/app.jsa" ]; then jvm+=("-XX:SharedArchiveFile=$dist/app.jsa"); fi

# ---- the password, before the first start
if [ $auth = true ] && [ ! -e "$home/data/dbms/auth.ini" ] && [ ! -d "$home/data/databases/system" ]; then
  NEO4J_HOME=$home NEO4J_CONF=$home/conf "$java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC \
    -Xmx128m -cp "$dist/lib/*" org.neo4j.server.startup.Neo4jAdminCommand \
    dbms set-initial-password "$password" >"$home/logs/initial-password.log" 2>&1 \
    || { cat "$home/logs/initial-password.log" >&2; exit 1; }
fi

# ---- the server, in a session of its own so that it outlives this terminal
# shellcheck disable=SC2086  # NEO4J_JAVA_OPTS is several words
setsid nohup "$java" "${jvm[@]}" -Xms"$heap" -Xmx"$heap" ${NEO4J_JAVA_OPTS:-} -cp "$dist/lib/*" \
  "$main" "--home-dir=$home" "--config-dir=$home/conf" >"$home/logs/console.log" 2>&1 </dev/null &
pid=$!
echo $pid >"$pidfile"
if answer=$(BOLT_PASSWORD=$password python3 "$here/bolt_ping.py" "$port" "${NEO4J_START_TIMEOUT:-120}" $pid); then
  echo "bolt://127.0.0.1:$port process $pid: $answer"
else
  echo "no answer; the end of the logs:" >&2
  tail -n 15 "$home/logs/console.log" "$home/logs/neo4j.log" >&2 || true
  "$here/stop_neo4j.sh" "$home" >&2 || true
  exit 1
fi
