#!/usr/bin/env bash
# Traffic engineering beside HiGHS, in one run: scripts/bench_engineering.sh FOLDER MLU_LP.PY NAME…
# FOLDER holds REPETITA's NAME.graph and NAME.0000.demands; MLU_LP.PY solves the same by HiGHS (python3-scipy), `-`
# leaves it out. Absent files are named and left out.
set -euo pipefail
[ $# -ge 3 ] || { echo "usage: bench_engineering.sh FOLDER MLU_LP.PY|- NAME..." >&2; exit 2; }
folder=$1 peer=$2
shift 2
here=$(dirname "${BASH_SOURCE[0]}")/..
peer_option=()
if [ "$peer" != - ]; then
  [ -f "$peer" ] || { echo "$peer: not there; give - to run without HiGHS" >&2; exit 3; }
  /usr/bin/python3 -c 'import scipy' 2>/dev/null || { echo "HiGHS is left out: package python3-scipy is not there" >&2; peer=-; }
  [ "$peer" = - ] || peer_option=(--peer "$peer")
fi
files=()
for name in "$@"; do
  if [ -f "$folder/$name.graph" ] && [ -f "$folder/$name.0000.demands" ]; then
    files+=("$folder/$name.graph" "$folder/$name.0000.demands")
  else
    echo "$name: $folder/$name.graph or its .0000.demands is not there; left out" >&2
  fi
done
[ ${#files[@]} -gt 0 ] || exit 3
"$here/build/release/bench/bench_engineering" "${peer_option[@]}" "${files[@]}"
