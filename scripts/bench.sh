#!/usr/bin/env bash
# Builds release and runs every benchmark of tests/bench, one after the other; each prints one JSON object.
# `scripts/bench.sh NAME…` runs only those, e.g. `scripts/bench.sh map ingest`; `console` alone takes ten minutes.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/packages.sh
install_missing test
scripts/build.sh release
export QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8 TZ=UTC
[ $# -gt 0 ] || set -- decode state route sweep deduce residual map models paths ingest gateway alarms nats console
for name in "$@"; do
  echo "== bench_$name" >&2
  "build/release/bench/bench_$name"
done
