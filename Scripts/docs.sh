#!/usr/bin/env bash
# usage: Scripts/docs.sh      the door pages with every package symbol, one archive a room in .build/docs; needs a finished build
set -euo pipefail
cd "$(dirname "$0")/.."
modules=.build/release/Modules
headers=()
for map in .build/release/C*.build/module.modulemap; do headers+=(-Xcc "-fmodule-map-file=$map"); done
while read -r map; do headers+=(-I "$(dirname "$map")"); done < <(find .build/checkouts Sources -name module.modulemap)
for page in Sources/*/*.docc; do
    room=$(basename "$page" .docc)
    symbols=.build/docs/$room.symbols
    mkdir -p "$symbols"
    swift-symbolgraph-extract -module-name "$room" -target "$(uname -m)-unknown-linux-gnu" -I "$modules" "${headers[@]}" \
        -output-dir "$symbols" -minimum-access-level package
    docc convert "$page" --fallback-display-name "$room" --fallback-bundle-identifier "serai.$room" \
        --additional-symbol-graph-dir "$symbols" --output-path ".build/docs/$room.doccarchive" >".build/docs/$room.log" 2>&1 ||
        { cat ".build/docs/$room.log"; exit 1; }
    echo ".build/docs/$room.doccarchive"
done
