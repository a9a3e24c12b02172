// Writing the slices of an import.

import Ledger
import Records

extension ListImport {
    /// Destroys what a broken import left behind; it never was in force.
    func sweep(_ shelf: AlertShelf, _ list: ListID, _ terms: ImportTerms) async throws {
        let leftovers = try shelf.leftovers(of: list)
        guard !leftovers.isEmpty else { return }
        try await ledger.erase(leftovers, header: header(.erasure, newID(), 1, list, terms, years: 10))
        try await views.catchUp()
    }

    /// - Returns: the entries written; `nil` when nothing changed.
    func write(_ file: ListFile, _ plan: ImportPlan, _ terms: ImportTerms) async throws -> ClosedRange<
        UInt64
    >? {
        var slices = Slices()
        defer { slices.showing?.cancel() }
        var steps = plan.steps.makeIterator()
        for item in file.items() {
            guard case .row(let row) = item, let step = steps.next(), step == .add || step == .change else {
                continue
            }
            let held = plan.held[register.seal.reference(file.source.list, row.reference)]
            let alert = row.alert(list: file.source.list, owner: node)
            let item = BatchItem(
                id: held?.id ?? newID(), version: (held?.version ?? 0) + 1, body: alert.encoded)
            if let full = slices.add(item, years: row.action.rule.years) {
                try await write(full, file, terms, &slices)
            }
        }
        for rest in slices.rest() { try await write(rest, file, terms, &slices) }
        try await slices.showing?.value
        for start in stride(from: 0, to: plan.withdrawn.count, by: LedgerEntry.slotLimit) {
            let part = plan.withdrawn[start..<min(start + LedgerEntry.slotLimit, plan.withdrawn.count)]
            let written = try await ledger.append(
                part.map {
                    RecordDraft(
                        header: header(.alert, $0.id, $0.version + 1, file.source.list, terms, years: 1),
                        body: nil)
                })
            slices.note(written.lowerBound...written.upperBound - 1)
            try await views.catchUp()
        }
        return slices.range
    }

    private func write(
        _ slice: (years: Int, items: [BatchItem]), _ file: ListFile, _ terms: ImportTerms,
        _ slices: inout Slices
    ) async throws {
        try Task.checkCancellation()
        let header = header(.alert, newID(), 1, file.source.list, terms, years: slice.years)
        let index = try await ledger.append(batch: header, of: slice.items)
        slices.note(index...index)
        // The tables take this slice in while the next one is written; never more than one behind.
        try await slices.showing?.value
        slices.showing = Task { [views] in try await views.catchUp() }
    }
}

/// Rows gathered into batches; those of one batch share a header and so a delete date.
private struct Slices {
    private var waiting: [Int: [BatchItem]] = [:]
    private(set) var range: ClosedRange<UInt64>?
    var showing: Task<Void, any Error>?

    mutating func add(_ item: BatchItem, years: Int) -> (years: Int, items: [BatchItem])? {
        waiting[years, default: []].append(item)
        guard waiting[years]?.count == LedgerEntry.slotLimit else { return nil }
        return waiting.removeValue(forKey: years).map { (years, $0) }
    }

    mutating func rest() -> [(years: Int, items: [BatchItem])] {
        defer { waiting = [:] }
        return waiting.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    mutating func note(_ written: ClosedRange<UInt64>) {
        range =
            range.map { min($0.lowerBound, written.lowerBound)...max($0.upperBound, written.upperBound) }
            ?? written
    }
}
