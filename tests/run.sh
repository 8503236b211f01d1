#!/usr/bin/env bash
# Runs everything: lint, types, tests on a real Neo4j and in a real browser. What the machine lacks is installed where we
# may (Debian, root); elsewhere the rest runs and the end says what was left out, which is a failure with CI=true.
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

status=0
"$BIN/ruff" check . && "$BIN/ruff" format --check . && "$BIN/mypy" || status=1
"$BIN/python" -m pytest -q --durations=10 "$@" || status=1

if [ ${#missing[@]} -gt 0 ]; then
  echo
  echo "Left out, because it is not on this machine:"
  printf '  %s\n' "${missing[@]}"
  [ "${CI:-}" = true ] && status=1
fi
exit $status
