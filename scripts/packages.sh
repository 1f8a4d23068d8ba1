#!/usr/bin/env bash
# The one list of Debian 12 packages this project needs, and how the missing ones are installed.
# Sourced by run.sh, test.sh and .ci/run; `scripts/packages.sh list [run|test|ci|fuzz|peers]` prints the list.

packages_build=(
  g++ cmake ninja-build ccache pkg-config git ca-certificates
  qt6-base-dev qt6-base-dev-tools qt6-charts-dev libqt6opengl6-dev qt6-svg-dev qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools libgl-dev
  libsqlite3-dev libprotobuf-dev protobuf-compiler libexpected-dev libcli11-dev libspdlog-dev nlohmann-json3-dev libpugixml-dev
  zlib1g-dev libzstd-dev libssl-dev libgeographiclib-dev coinor-libclp-dev libsnappy-dev libmicrohttpd-dev libgnutls28-dev libnats-dev librdkafka-dev libpq-dev libsnmp-dev
)
# What the programs need beside the libraries the -dev packages bring: fonts, the Chinese catalogue of Qt's own
# dialogs, a screen where there is none.
packages_run=(
  fonts-noto-core fonts-noto-cjk qt6-translations-l10n qt6-qpa-plugins xvfb xauth libxkbcommon-x11-0 libxcb-cursor0
)
packages_test=(openssl procps)
# tst_prometheus, tst_nats, tst_traps and those of the PostgreSQL store run the last five; not among packages_test, since
# their installation starts services.
packages_ci=(clang-format-16 prometheus prometheus-node-exporter nats-server postgresql snmp)
# Programs that do the same work, to compare with; nothing needs them. Who uses one adds it here.
packages_peers=(libsimgrid-dev python3-scipy python3-numpy)
packages_fuzz=(clang-16 libclang-rt-16-dev)

packages_for() {
  case "$1" in
    run) printf '%s\n' "${packages_build[@]}" "${packages_run[@]}" ;;
    test) printf '%s\n' "${packages_build[@]}" "${packages_run[@]}" "${packages_test[@]}" ;;
    ci) printf '%s\n' "${packages_build[@]}" "${packages_run[@]}" "${packages_test[@]}" "${packages_ci[@]}" ;;
    peers) printf '%s\n' "${packages_peers[@]}" ;;
    fuzz) printf '%s\n' "${packages_build[@]}" "${packages_fuzz[@]}" ;;
    *) echo "packages_for: run, test, ci, fuzz or peers, not '$1'" >&2; return 2 ;;
  esac
}

# Installs what is missing of a set; asks for sudo only if something is missing and the user is not root.
install_missing() {
  local missing=() name
  while read -r name; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null)" = installed ] || missing+=("$name")
  done < <(packages_for "$1")
  [ ${#missing[@]} -eq 0 ] && return 0
  echo "Installing ${#missing[@]} missing Debian packages: ${missing[*]}" >&2
  local sudo=()
  [ "$(id -u)" -eq 0 ] || sudo=(sudo)
  "${sudo[@]}" apt-get update -qq >&2 || { echo "apt-get update failed: check the network and /etc/apt" >&2; return 3; }
  DEBIAN_FRONTEND=noninteractive "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2 \
    || { echo "installing packages failed: this project is built on Debian 12 (bookworm)" >&2; return 3; }
}

if [ "${BASH_SOURCE[0]}" = "$0" ]; then
  case "${1:-}" in
    list) packages_for "${2:-run}" ;;
    install) install_missing "${2:-run}" ;;
    *) echo "usage: packages.sh list|install [run|test|ci|fuzz|peers]" >&2; exit 2 ;;
  esac
fi
