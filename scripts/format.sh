#!/usr/bin/env bash
# Formats every source file of ours, or with --check says which are not formatted.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
mapfile -t files < <(git ls-files -- '*.h' '*.cpp')
if [ "${1:-}" = "--check" ]; then
  exec clang-format-16 --dry-run --Werror "${files[@]}"
fi
clang-format-16 -i "${files[@]}"
