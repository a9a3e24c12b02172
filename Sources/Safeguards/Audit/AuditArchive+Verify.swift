// Is the audit whole? Every day file on its own, the seams between them, and the checkpoints someone else has kept.

package import Ledger
package import Records

/// What is wrong with the audit, and in which day's file.
package struct AuditFault: Hashable, Sendable, CustomStringConvertible {
    package enum Kind: Hashable, Sendable {
        case ledger(LedgerFault)
        /// The file cannot be opened at all.
        case unreadable(String)
        /// This day does not begin where the day before ended.
        case seam
        /// Someone holds a checkpoint that this audit cannot account for.
        case checkpointUnknown(size: UInt64)
    }

    package let day: CalendarDay?
    package let kind: Kind

    package var description: String {
        let place = day.map { "audit of \($0)" } ?? "audit"
        return switch kind {
        case .ledger(let fault): "\(place): \(fault)"
        case .unreadable(let reason): "\(place): cannot be opened: \(reason)"
        case .seam: "\(place): does not begin where the day before ended: a day was replaced or cut; keep the files as evidence"
        case .checkpointUnknown(let size):
            "\(place): a checkpoint of \(size) entries is held that this log does not reach: entries are missing or an "
                + "old copy was put back; keep the files as evidence"
        }
    }
}

extension AuditArchive {
    /// - Parameter notes: checkpoints kept elsewhere; each must be a beginning of this log.
    /// - Returns: nothing when the audit is sound. Opens and hashes every entry that is kept.
    package func verify(holding notes: [String] = []) throws -> [AuditFault] {
        var faults: [AuditFault] = []
        var stores: [(day: CalendarDay, store: LedgerStore)] = []
        for day in try days.all() {
            do { stores.append((day, try days.read(day))) } catch {
                faults.append(AuditFault(day: day, kind: .unreadable(String(describing: error))))
            }
        }
        guard let newest = stores.last else {
            return faults + notes.map { AuditFault(day: nil, kind: .checkpointUnknown(size: Checkpoint.size(of: $0) ?? 0)) }
        }
        // A note belongs to the file in which its last entry stands; what is older or newer than all, to the nearest; one of
        // the lost end of a log that was succeeded, to the file that says so.
        let lineage = newest.store.lineage
        let sizes = notes.map { note in
            let size = Checkpoint.size(of: note) ?? 0
            let ended = lineage.ended.first { note.hasPrefix($0.origin + "\n") }
            return min(size, ended.map { $0.size + 1 } ?? size)
        }
        for (place, (day, store)) in stores.enumerated() {
            let mine = zip(notes, sizes).filter { _, size in
                let upper = store.name == newest.store.name ? UInt64.max : store.size
                let lower = place == 0 ? 0 : store.first + 1
                return lower <= size && size <= upper
            }.map(\.0)
            faults += try store.verify(holding: mine).map { AuditFault(day: day, kind: .ledger($0)) }
            guard place > 0 else { continue }
            if try !continues(stores[place - 1].store, in: store) { faults.append(AuditFault(day: day, kind: .seam)) }
        }
        return faults
    }

    private func continues(_ before: LedgerStore, in store: LedgerStore) throws -> Bool {
        guard before.size == store.first else { return false }
        return try before.root(of: before.size) == store.root(of: store.first)
    }
}
