#!/usr/bin/env bash
# Brings the catalogues up to date with the sources. New entries are unfinished until somebody translates them; a test
# (tst_translations) fails until then.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
lupdate=$(command -v lupdate6 || echo /usr/lib/qt6/bin/lupdate)
for language in en zh_CN; do
  plural=()
  [ "$language" = en ] && plural=(-pluralonly)
  # With the include path lupdate finds the classes whose names are the contexts.
  "$lupdate" -silent -I . models views app -locations none -no-ui-lines -no-obsolete "${plural[@]}" \
    -source-language en -target-language "$language" -ts "translations/suanwang_$language.ts"
done
