#!/usr/bin/env bash
# Installs what is missing, builds, and runs every test that is not labelled slow. Ends with ctest's own summary.
# Arguments go through to ctest (e.g. -R registry).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/packages.sh
install_missing test
scripts/build.sh release
exec ctest --preset release -j 2 "$@"
