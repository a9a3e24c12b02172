// Reading a list against what the register holds of it: what is new, what changed, what is gone.

import Foundation
import GRDB
import Ledger
import Records

/// What the register holds of one entry of a list.
struct HeldEntry {
    let id: RecordID
    let version: Int
    let content: AlertToken
    let delete: CalendarDay
}

struct ImportPlan {
    enum Step: UInt8 { case skip, keep, add, change }

    /// What to do with each row, in the order of the file.
    var steps: [Step] = []
    /// Entries that the list no longer has.
    var withdrawn: [HeldEntry] = []
    /// By reference, of those that change.
    var held: [AlertToken: HeldEntry]
    var counts = ListImportCounts()
    var faults: [RowFault] = []

    static let faultsKept = 1_000

    mutating func leaveOut(_ fault: RowFault) {
        counts.faults += 1
        if faults.count < Self.faultsKept { faults.append(fault) }
    }
}

extension AlertShelf {
    /// Everything in force on one list, by reference. About 150 bytes an entry.
    func held(on list: ListID) throws -> [AlertToken: HeldEntry] {
        try pool.read { db in
            var held: [AlertToken: HeldEntry] = [:]
            // A version that a broken import used is not used again, though it never was in force.
            let used = try Row.fetchAll(
                db, sql: "SELECT id, max(version) FROM alert_staging WHERE list = ? GROUP BY id",
                arguments: [list.rawValue]
            ).reduce(into: [String: Int]()) { $0[$1[0]] = $1[1] }
            let rows = try Row.fetchCursor(
                db, sql: "SELECT reference, id, version, content, delete_on FROM alerts WHERE list = ?",
                arguments: [list.rawValue])
            while let row = try rows.next() {
                guard let id = RecordID(rawValue: row[1]) else { continue }
                let version: Int = row[2]
                held[AlertToken(row[0] as Data)] = HeldEntry(
                    id: id, version: max(version, used[id.rawValue] ?? 0),
                    content: AlertToken(row[3] as Data),
                    delete: CalendarDay(ordinal: row[4]))
            }
            return held
        }
    }

    /// What a broken import left waiting.
    func leftovers(of list: ListID) throws -> [LedgerPosition] {
        try pool.read { db in
            try Row.fetchAll(
                db, sql: "SELECT idx, slot FROM alert_staging WHERE list = ? AND body IS NOT NULL",
                arguments: [list.rawValue]
            ).map { LedgerPosition(index: UInt64($0[0] as Int64), slot: $0[1]) }
        }
    }
}

extension ListImport {
    /// An alert this near to its delete date is issued anew, so that a list that never changes does not run out.
    private static let renewalDays = 180

    func plan(_ file: ListFile, _ held: [AlertToken: HeldEntry]) throws -> ImportPlan {
        var plan = ImportPlan(held: held)
        var seen: Set<AlertToken> = []
        let renewal = CalendarDay(millisecondsSince1970: Int64(now().timeIntervalSince1970 * 1_000))
            .adding(days: Self.renewalDays)
        for item in file.items() {
            switch item {
            case .broken(let error): throw ListImportError.file(error)
            case .fault(let fault): plan.leaveOut(fault)
            case .row(let row):
                let reference = register.seal.reference(file.source.list, row.reference)
                guard seen.insert(reference).inserted else {
                    plan.leaveOut(
                        RowFault(line: row.line, reason: "the same reference stands twice in the list"))
                    plan.steps.append(.skip)
                    continue
                }
                plan.steps.append(try step(row, file, held[reference], renewal, &plan.counts))
            }
            try Task.checkCancellation()
        }
        plan.withdrawn = held.filter { !seen.contains($0.key) }.values.sorted { $0.id < $1.id }
        plan.counts.withdrawn = plan.withdrawn.count
        return plan
    }

    private func step(
        _ row: ImportedRow, _ file: ListFile, _ held: HeldEntry?, _ renewal: CalendarDay,
        _ counts: inout ListImportCounts
    ) throws -> ImportPlan.Step {
        guard let held else {
            counts.added += 1
            return .add
        }
        let body = row.alert(list: file.source.list, owner: node).encoded
        if held.content == register.seal.content(body), held.delete > renewal {
            counts.unchanged += 1
            return .keep
        }
        counts.changed += 1
        return .change
    }
}
