#!/usr/bin/env bash
# Configures and builds one preset: scripts/build.sh PRESET [ninja targets…]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
preset=${1:?preset}
shift
[ -f "build/$preset/build.ninja" ] || cmake --preset "$preset" >&2
cmake --build --preset "$preset" ${1:+--target "$@"} >&2
