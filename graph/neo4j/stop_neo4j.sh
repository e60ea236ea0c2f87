#!/usr/bin/env bash
# stop_neo4j.sh HOME [--kill]
#
# Ends the server whose process id is in HOME/run/neo4j.pid, and only that one: asks it to stop, and ends it by force
# after 60 s. --kill: by force at once; what was committed is kept and recovered at the next start.
set -euo pipefail
usage() { awk 'NR > 1 && !/^#/ { exit } NR > 1 { sub(/^# ?/, ""); print }' "$0" >&2; exit 64; }
[ $# -ge 1 ] && [ -d "$1" ] || usage
home=$(cd "$1" && pwd)
pidfile=$home/run/neo4j.pid
[ -s "$pidfile" ] || { echo "not running: $pidfile is not there"; exit 0; }
pid=$(cat "$pidfile")
ours() { tr '\0' '\n' <"/proc/$pid/cmdline" 2>/dev/null | grep -qxF -- "--home-dir=$home"; } # a process id can be another's by now
if ! ours; then
  rm -f "$pidfile"
  echo "process $pid is gone"
  exit 0
fi
if [ "${2:-}" = --kill ]; then kill -KILL "$pid"; else kill -TERM "$pid"; fi
for _ in $(seq 600); do
  ours || break
  sleep 0.1
done
if ours; then
  kill -KILL "$pid"
  sleep 0.5
fi
rm -f "$pidfile"
echo "stopped $pid"
