#!/usr/bin/env bash
# Builds the libFuzzer programs (clang 16) and runs each for some seconds over its saved inputs:
# scripts/fuzz.sh [SECONDS [TARGET…]], e.g. scripts/fuzz.sh 600 csv state. What it finds is in build/fuzz/found;
# mend it and keep the input in tests/data/fuzz/TARGET, where every test run meets it again.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/packages.sh
install_missing fuzz
seconds=${1:-60}
[ $# -eq 0 ] || shift
[ $# -gt 0 ] || set -- $(cd tests/data/fuzz && ls -d */ | tr -d /)
targets=("${@/#/libfuzzer_}")
scripts/build.sh fuzz "${targets[@]}"
status=0
for name in "$@"; do
  echo "== $name" >&2
  corpus=build/fuzz/corpus/$name
  mkdir -p "$corpus" "build/fuzz/found"
  "build/fuzz/bin/libfuzzer_$name" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -max_len=65536 \
    -print_final_stats=1 -artifact_prefix="build/fuzz/found/$name-" "$corpus" "tests/data/fuzz/$name" || status=1
done
exit $status
