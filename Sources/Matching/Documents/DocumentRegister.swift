// Registers of lost, stolen and sought documents: a hundred million numbers, asked at every scan.

package import Records
import Synchronization

/// How a registered number stands to the one asked for.
package enum DocumentRelation: UInt8, Sendable, Comparable {
    case same
    /// The same but for leading zeros.
    case leadingZeros
    /// One of the two carries its own check digit as a last character, and the check digit is right.
    case checkDigit
    /// The same but for characters that readers confuse (0 O Q D, 1 I L, 2 Z, 5 S, 6 G, 8 B), perhaps leading zeros too.
    case confusable

    package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// Document numbers and whose entry each is. 16 bytes a number; a look-up reads a few dozen places.
///
/// Immutable runs, the largest first; an addition is a run of its own until four of like size are merged. Readers fetch the
/// runs and never wait for a merge.
package final class DocumentRegister: Sendable {
    /// Sorted by folded code.
    private struct Run: Sendable {
        var folded: [UInt64] = []
        var exact: [UInt32] = []
        var entries: [UInt32] = []
    }

    private struct State: Sendable {
        var runs: [Run] = []
        var removed: Set<UInt32> = []
    }

    private let state = Mutex(State())
    private let writing = Mutex<Void>(())

    package init() {}

    package var count: Int { state.withLock { $0.runs.reduce(0) { $0 + $1.entries.count } } }
    package var byteCount: Int { count * 16 }

    /// Adds numbers, each with the entry it belongs to; the next `find` sees them. Numbers shorter than five characters
    /// single nobody out and are left aside.
    package func add(_ numbers: some Sequence<(number: DocumentNumber, entry: UInt32)>) {
        var rows: [Row] = []
        for (number, entry) in numbers where number.value.utf8.count >= DocumentFolding.shortest {
            rows.append(Row(number, entry))
        }
        guard !rows.isEmpty else { return }
        rows.sort { ($0.folded, $0.entry) < ($1.folded, $1.entry) }
        writing.withLock { _ in
            var runs = state.withLock { $0.runs }
            runs.append(Self.run(rows))
            while runs.count > 1, runs[runs.count - 2].entries.count <= 4 * runs[runs.count - 1].entries.count {
                let last = runs.removeLast()
                runs[runs.count - 1] = Self.merged(runs[runs.count - 1], last)
            }
            state.withLock { [runs] in $0.runs = runs }
        }
    }

    /// Takes every number of an entry out; the next `find` does not see them. An entry does not come back.
    package func remove(_ entry: UInt32) { state.withLock { _ = $0.removed.insert(entry) } }

    /// The entries under a number, the closest first. O(log numbers).
    package func find(_ number: DocumentNumber) -> [(entry: UInt32, relation: DocumentRelation)] {
        let bytes = Array(number.value.utf8)
        guard bytes.count >= DocumentFolding.shortest else { return [] }
        let (runs, removed) = state.withLock { ($0.runs, $0.removed) }
        var found: [UInt32: DocumentRelation] = [:]
        func look(_ asked: DocumentNumber, _ relation: (Row, UInt32) -> DocumentRelation?) {
            let row = Row(asked, 0)
            for run in runs {
                var at = Self.first(run, row.folded)
                while at < run.folded.count, run.folded[at] == row.folded {
                    let entry = run.entries[at]
                    if !removed.contains(entry), let how = relation(row, run.exact[at]) {
                        found[entry] = min(found[entry] ?? .confusable, how)
                    }
                    at += 1
                }
            }
        }
        let bare = Row.mark(bytes.drop { $0 == UInt8(ascii: "0") })
        look(number) { row, exact in
            exact == row.exact ? .same : exact & Row.markMask == bare & Row.markMask ? .leadingZeros : .confusable
        }
        let check = DocumentCode.checkDigit(bytes)
        if let longer = DocumentNumber(number.value + String(UnicodeScalar(check))) {
            look(longer) { row, exact in exact == row.exact ? .checkDigit : nil }
        }
        if let last = bytes.last, last == DocumentCode.checkDigit(bytes.dropLast()),
            bytes.count > DocumentFolding.shortest, let shorter = DocumentNumber(number.value.dropLast())
        {
            look(shorter) { row, exact in exact == row.exact ? .checkDigit : nil }
        }
        return found.map { (entry: $0.key, relation: $0.value) }
            .sorted { ($0.relation, $0.entry) < ($1.relation, $1.entry) }
    }

    /// One number made ready.
    private struct Row {
        /// What lies under one folded code is told apart by 24 bits of the number without leading zeros, and 8 for how
        /// many of those it has.
        static let markMask: UInt32 = 0xFFFF_FF00

        var folded: UInt64
        var exact: UInt32
        var entry: UInt32

        init(_ number: DocumentNumber, _ entry: UInt32) {
            folded = DocumentCode.folded(number).value
            let bytes = Array(number.value.utf8)
            let bare = bytes.drop { $0 == UInt8(ascii: "0") }
            exact = Self.mark(bare) & Self.markMask | UInt32(bytes.count - bare.count)
            self.entry = entry
        }

        static func mark(_ bare: ArraySlice<UInt8>) -> UInt32 { WordKeys.hash(bare, tag: 11) }
    }

    private static func run(_ rows: [Row]) -> Run {
        Run(folded: rows.map(\.folded), exact: rows.map(\.exact), entries: rows.map(\.entry))
    }

    private static func merged(_ a: Run, _ b: Run) -> Run {
        var run = Run()
        run.folded.reserveCapacity(a.folded.count + b.folded.count)
        run.exact.reserveCapacity(a.folded.count + b.folded.count)
        run.entries.reserveCapacity(a.folded.count + b.folded.count)
        var (i, j) = (0, 0)
        while i < a.folded.count || j < b.folded.count {
            let left = j == b.folded.count || (i < a.folded.count && a.folded[i] <= b.folded[j])
            run.folded.append(left ? a.folded[i] : b.folded[j])
            run.exact.append(left ? a.exact[i] : b.exact[j])
            run.entries.append(left ? a.entries[i] : b.entries[j])
            if left { i += 1 } else { j += 1 }
        }
        return run
    }

    private static func first(_ run: Run, _ folded: UInt64) -> Int {
        var (low, high) = (0, run.folded.count)
        while low < high {
            let middle = (low + high) / 2
            if run.folded[middle] < folded { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
