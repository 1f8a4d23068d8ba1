#!/usr/bin/env bash
# Whether the arguments of `suanwang` say what it is to show. Sourced by run.sh.

# shows_something ARGUMENT...: true with --demo, a registry, a listener, a store or a file among them, or an answer
# without a window. The demo is played into no store that does not ask for it: others may share it. An option's value is no file: `--language zh_CN` alone shows nothing.
shows_something() {
  local word is_value=
  for word in "$@"; do
    if [ -n "$is_value" ]; then
      is_value=
      continue
    fi
    case $word in
      --demo | --registry | --registry=* | --store | --store=* | --help | --version) return 0 ;;
      --listen | --listen=* | --http | --http=* | --snmp-traps | --snmp-traps=*) return 0 ;;
      --nats | --nats=* | --kafka | --kafka=*) return 0 ;;
      --workspace-reset | --journal-drop-oldest | --*=*) ;;
      --*) is_value=yes ;;
      *) return 0 ;;
    esac
  done
  return 1
}
