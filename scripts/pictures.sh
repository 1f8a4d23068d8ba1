#!/usr/bin/env bash
# Takes the pictures in docs/screenshots anew, with the release build: scripts/pictures.sh [Chinanet.gml]. The network
# file is Topology Zoo's; without it its picture stays as it is. Each is the demo as it stands some time after its start.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
folder=docs/screenshots
export LC_ALL=C.UTF-8

take() # NAME THEME LANGUAGE SIZE SECONDS OPTION…
{
  local name=$1 theme=$2 language=$3 size=$4 seconds=$5
  shift 5
  xvfb-run -a -s "-screen 0 3840x2160x24" build/release/bin/suanwang --demo --workspace-reset --theme "$theme" \
    --language "$language" --size "$size" --screenshot "$folder/$name.png" --after "$seconds" "$@"
}

for theme in dark light; do
  take "console-$theme-en" $theme en 1920x1080 45
  take "console-$theme-zh" $theme zh_CN 1920x1080 45
done
# The panel of paths has to be opened by its key; without xdotool and ImageMagick's import its picture stays as it is.
if command -v xdotool >/dev/null && command -v import >/dev/null; then
  xvfb-run -a -s "-screen 0 1920x1080x24" bash -c "
    build/release/bin/suanwang --demo --workspace-reset --theme dark --language en --size 1920x1080 --seconds 60 \
      --select 'CN.52.E001.520111-002;CN.23.E093.230100-001' &
    sleep 6; xdotool mousemove 900 300 key ctrl+7
    sleep 38; import -window root $folder/paths-dark-en.png
    wait"
fi
[ $# -eq 0 ] || take chinanet-dark-en dark en 1600x900 20 --registry "$1"
