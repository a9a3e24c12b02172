#!/usr/bin/env bash
# usage: Scripts/fuzz.sh [SECONDS] [TARGET…]     feeds mutated documents to the parsers under libFuzzer and ASan
#   SECONDS in all, shared among the targets (60); RUNS=10000000 instead of time for each target: the long runs.
#   A finding is kept in .build-fuzz/TARGET-crash-… and ends the script with 1.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-60}
shift || true
targets=("$@")
((${#targets[@]})) || targets=(mrz repair sod group crl certificate masterlist trust)
out=.build-fuzz
mkdir -p "$out"
asn1=$(ls -d .build/checkouts/swift-asn1 .build-room/checkouts/swift-asn1 2>/dev/null | head -n 1)
[ -n "$asn1" ] || { echo "swift build first: the checkout of swift-asn1 is missing"; exit 2; }

# A module at a time, each with coverage: SwiftPM would also instrument what is not under test.
newest=$(find Sources/Records Sources/TravelDocuments Sources/CLibCrypto Tests/Fuzz Scripts/fuzz.sh -type f -newer "$out/fuzz" 2>/dev/null || echo build)
if [ -n "$newest" ]; then
    flags=(-O -parse-as-library -sanitize=fuzzer,address -I "$out" -I Sources/CLibCrypto -swift-version 6 -package-name serai
        -enable-upcoming-feature ExistentialAny -enable-upcoming-feature MemberImportVisibility)
    module() {
        name=$1
        shift
        # The standard library marks a few symbols that gold warns about by the hundred.
        (cd "$out" && swiftc "${flags[@]//$out/.}" -I ../Sources/CLibCrypto -wmo -emit-module -emit-object -module-name "$name" -o "$name.o" "$@") 2>"$out/$name.log" ||
            { cat "$out/$name.log"; exit 2; }
    }
    sources() { find "$PWD/$1" -name '*.swift' | sort; }
    mapfile -t files < <(sources "$asn1/Sources/SwiftASN1"); module SwiftASN1 "${files[@]}"
    mapfile -t files < <(sources Sources/Records); module Records -enable-upcoming-feature InternalImportsByDefault "${files[@]}"
    mapfile -t files < <(sources Sources/TravelDocuments); module TravelDocuments -enable-upcoming-feature InternalImportsByDefault "${files[@]}"
    swiftc "${flags[@]}" -module-name Fuzz Tests/Fuzz/Fuzz.swift "$out"/{SwiftASN1,Records,TravelDocuments}.o -lcrypto -o "$out/fuzz" \
        2>"$out/link.log" || { cat "$out/link.log"; exit 2; }
fi

seed() {
    mkdir -p "$out/seeds-$1"
    python3 - "$1" "$out/seeds-$1" <<'PY'
import base64, glob, json, sys
target, folder = sys.argv[1:]
seeds = []
trust = "Fixtures/documents/passive-auth/trust/"
cases = [json.loads(line) for line in open("Fixtures/documents/passive-auth/pa-cases.jsonl")]
if target in ("mrz", "repair"):
    seeds = ["\n".join(json.loads(line)["lines"]).encode() for line in open("Fixtures/documents/mrz-dev.jsonl")]
elif target == "sod":
    seeds = [base64.b64decode(case["ef_sod"]) for case in cases]
elif target == "group":
    seeds = [base64.b64decode(group) for case in cases for group in case["data_groups"].values()]
    seeds += [bytes.fromhex("31143012060A04007F0007020204020202010202010D"), bytes.fromhex("60145F0104303130365F36063034303030305C026175")]
else:
    ends = {"crl": ["*.crl"], "certificate": ["*.cer"], "masterlist": ["*.ml"], "trust": ["*"]}[target]
    seeds = [open(name, "rb").read() for end in ends for name in glob.glob(trust + end)]
for number, seed in enumerate(seeds):
    open(f"{folder}/{number}", "wb").write(seed)
PY
}

export SWIFT_BACKTRACE=enable=no
each=$((seconds / ${#targets[@]}))
for target in "${targets[@]}"; do
    seed "$target"
    mkdir -p "$out/corpus-$target"
    case $target in mrz | repair) length=160 ;; masterlist | trust) length=12000 ;; *) length=4096 ;; esac
    limit=(-max_total_time="$((each > 0 ? each : 1))")
    [ -z "${RUNS:-}" ] || limit=(-runs="$RUNS")
    if ! SERAI_FUZZ=$target "$out/fuzz" -artifact_prefix="$out/$target-" -max_len="$length" -rss_limit_mb=512 -timeout=10 \
        -print_final_stats=1 "${limit[@]}" "$out/corpus-$target" "$out/seeds-$target" >"$out/$target.log" 2>&1; then
        tail -n 40 "$out/$target.log"
        exit 1
    fi
    echo "$target $(grep -E 'number_of_executed_units|peak_rss_mb' "$out/$target.log" | awk '{print $2}' | paste -sd' ' -) (inputs, MiB at most)"
done
