#!/usr/bin/env bash
# Installs what is missing, builds, and starts the console with the demo. With no display: the same program under
# Xvfb, until the map is live; writes build/first-look.png, prints the live counters and ends. Arguments go through
# to suanwang; when they name nothing to show (--demo, --registry, a listener, a store, a file), --demo goes before them.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/packages.sh
source scripts/console_arguments.sh
install_missing run
scripts/build.sh release suanwang suanwangctl demo_registry
shows_something "$@" || set -- --demo "$@"
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
  exec build/release/bin/suanwang "$@"
fi
echo "No display: starting under Xvfb for a first look." >&2
case " $* " in
  *" --screenshot"[\ =]*) ;;
  *) set -- "$@" --screenshot build/first-look.png --after 3 ;;
esac
case " $* " in
  *" --size"[\ =]*) ;;
  *) set -- "$@" --size 1920x1080 ;;
esac
export LC_ALL=${LC_ALL:-C.UTF-8}
xvfb-run -a -s "-screen 0 3840x2160x24" build/release/bin/suanwang "$@"
