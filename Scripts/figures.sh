#!/bin/sh
# Writes the figures that README quotes. Run it on a machine that does nothing else; the load is written down with them.
set -eu
cd "$(dirname "$0")/.."
figures=docs/figures
new=$(mktemp)
trap 'rm -f "$new"' EXIT
.build/release/serai bench --json >"$new"
mv "$new" "$figures/bench.json"
chmod 644 "$figures/bench.json"
trap - EXIT
echo "$figures/bench.json"
