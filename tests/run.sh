#!/usr/bin/env bash
# Runs everything: lint, types, tests on a real Neo4j and in a real browser. What the machine lacks is installed where we
# may (Debian, root); elsewhere the rest runs and the end says what was left out, which is a failure with CI=true.
# Four things run side by side: the checks; tests of servers; of browsers, and slow ones; and all others. Arguments go
# to pytest.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
BIN=${BIN:-.venv/bin}
missing=()

have_java() { command -v java >/dev/null && [ "$(java -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p')" -ge 17 ]; }
have_chromium() { command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; }

need() { # what, test, Debian's packages
  "$2" && return
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "installing $1"
    [ -n "${updated:-}" ] || apt-get update -qq
    updated=yes
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $3 >/dev/null || true
  fi
  "$2" || { missing+=("$1 (Debian: apt-get install $3)"); return; }
}
have_firefox() { command -v firefox-esr >/dev/null || command -v firefox >/dev/null; }
have_maven() { command -v mvn >/dev/null; }
have_font() { command -v fc-list >/dev/null && [ -n "$(fc-list :lang=zh)" ]; }

need "Java 17 or newer" have_java openjdk-17-jre-headless
need "Maven" have_maven maven
need "Chromium" have_chromium chromium
need "a Chinese font" have_font "fontconfig fonts-noto-cjk"
need "Firefox" have_firefox firefox-esr

# Graphs of tests are thrown away: where memory can hold them, nothing waits for a disk.
folder=$(mktemp -d)
memory=$(mktemp -d -p /dev/shm 2>/dev/null)
if [ -n "$memory" ]; then
  cp /bin/true "$memory/true" # a compiled module must be able to run there
  if [ "$(df --output=avail -k "$memory" | tail -1)" -gt 4000000 ] && "$memory/true" 2>/dev/null; then
    export TMPDIR=$memory
  fi
fi
running=()
end() {
  [ ${#running[@]} -eq 0 ] || kill "${running[@]}" 2>/dev/null
  wait
  rm -rf "$folder" ${memory:+"$memory"}
}
trap end EXIT
trap 'exit 130' INT TERM

check() { "$BIN/ruff" check . && "$BIN/ruff" format --check . && "$BIN/mypy"; }
tests() { # marker, arguments
  exec "$BIN/python" -m pytest -q --durations=10 -p no:cacheprovider -m "$@"
}
names=("lint and types" "tests of servers" "tests of browsers, and slow ones" "all other tests")
check >"$folder/0" 2>&1 &
running+=($!)
tests neo4j "$@" >"$folder/1" 2>&1 &
running+=($!)
tests "not neo4j and (browser or slow)" "$@" >"$folder/2" 2>&1 &
running+=($!)
tests "not neo4j and not browser and not slow" "$@" >"$folder/3" 2>&1 &
running+=($!)
printf 'side by side, for some minutes: %s\n' "$(IFS=';' && echo "${names[*]}")"

status=0
for n in "${!names[@]}"; do
  wait "${running[n]}"
  code=$?
  echo
  echo "---- ${names[n]}"
  cat "$folder/$n"
  # Of a selection by arguments, a part may be empty (pytest: 5).
  [ $code = 0 ] || { [ $code = 5 ] && [ $# -gt 0 ]; } || status=1
done
running=()

if [ ${#missing[@]} -gt 0 ]; then
  echo
  echo "Left out, because it is not on this machine:"
  printf '  %s\n' "${missing[@]}"
  [ "${CI:-}" = true ] && status=1
fi
exit $status
