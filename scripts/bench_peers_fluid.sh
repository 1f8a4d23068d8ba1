#!/usr/bin/env bash
# The fluid simulation beside SimGrid, side by side on this machine: makes the instances, runs SimGrid once and
# bench_fluid with 5 runs, compares every finish time. Needs the peers' harnesses (../shared/peers beside the
# repository, or SUANWANG_PEERS) and, for SimGrid, the package libsimgrid-dev (scripts/packages.sh install peers).
# `scripts/bench_peers_fluid.sh NAME…` runs only those of: small batch online4k online large (large without SimGrid,
# which does not end in an hour). SimGrid takes minutes for batch and online.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
peers=${SUANWANG_PEERS:-../shared/peers}
[ -f "$peers/gen_instance.py" ] || { echo "the peers' harnesses are not there: $peers (set SUANWANG_PEERS)" >&2; exit 3; }
[ -x build/release/bench/bench_fluid ] || cmake --build --preset release --target bench_fluid >&2
work=${TMPDIR:-/tmp}/suanwang-fluid
mkdir -p "$work"
simgrid=
if [ -f /usr/include/simgrid/s4u.hpp ]; then
  simgrid="$work/simgrid_fluid"
  [ -x "$simgrid" ] || g++ -O3 -std=c++17 "$peers/simgrid_fluid.cpp" -o "$simgrid" -lsimgrid
else
  echo "without SimGrid: the package libsimgrid-dev is not installed" >&2
fi

instance() { # NAME FLOWS [online RATE]
  local file="$work/$1.txt"
  [ -f "$file" ] || python3 "$peers/gen_instance.py" 150 499 "$2" 1 "$file" "${@:3}"
  echo "$file"
}

run() { # NAME FILE
  echo "== $1" >&2
  if [ -n "$simgrid" ] && [ "$1" != large ]; then
    # Processor time beside wall time: on a shared machine it is what can be compared.
    TIMEFORMAT='simgrid processor_s %U'
    time "$simgrid" "$2" "$work/$1.simgrid" 2>&1 | grep '^simgrid wall_s' >&2
    build/release/bench/bench_fluid run "$2" 5 "$work/$1.simgrid"
  else
    build/release/bench/bench_fluid run "$2" 5
  fi
}

[ $# -gt 0 ] || set -- small batch online4k online large
for name in "$@"; do
  case "$name" in
    small) run small "$(instance small 2000)" ;;
    batch) run batch "$(instance batch 10000)" ;;
    online4k) run online4k "$(instance online4k 4000 online 20)" ;;
    online) run online "$(instance online 20000 online 20)" ;;
    large) run large "$(instance large 100000)" ;;
    *) echo "small, batch, online4k, online or large, not '$name'" >&2; exit 2 ;;
  esac
done
