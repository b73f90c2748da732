#!/usr/bin/env bash
# Takes the README's pictures anew: of the live page of a real demo with a fixed seed, by a real Chromium, in light and
# dark. Needs Debian's chromium and chromium-driver and the free port 28080; takes about five minutes.
set -euo pipefail
cd "$(dirname "$0")/../.."

./pentimento --version >/dev/null # builds what is missing, before the clock runs
./pentimento demo --headless --rate 50 --seed 1 --http-port 28080 &
demo=$!
trap 'kill "$demo" 2>/dev/null || true' EXIT

for attempt in $(seq 300); do
  curl -fs http://127.0.0.1:28080/ >/dev/null && break
  [ "$attempt" -lt 300 ] || { echo "the page is not there after five minutes" >&2; exit 1; }
  sleep 1
done
mvn -q -B -pl services/dashboard -am verify -Dtest=none -Dit.test=Screenshots \
  -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false \
  -Dpentimento.page=http://127.0.0.1:28080/ -Dpentimento.images="$PWD/docs/images"
wait "$demo"
ls -l docs/images/*.png
